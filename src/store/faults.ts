import SqliteDatabase from 'better-sqlite3'
import { PlumblineError } from '../domain/errors.ts'

/** Whether SQLite says that somebody else holds the file. */
export const isHeld = (error: unknown): boolean =>
  error instanceof SqliteDatabase.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(error.code)

/** The fault a user can act on behind what SQLite threw; anything else is handed back as it came. */
export const faultOf = (error: unknown, file: string): unknown => {
  if (!(error instanceof SqliteDatabase.SqliteError)) return error
  const { code, message } = error
  if (isHeld(error)) {
    return new PlumblineError('store.locked', `another process holds ${file}`, { cause: error })
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return corrupt(file, message, error)
  }
  const [, table = null] = /^no such table: (?:\w+\.)?(\w+)$/.exec(message) ?? []
  if (table === 'audit') return auditMissing(file, error)
  if (table !== null) return corrupt(file, `it lacks the table ${table}`, error)
  const unwritable = [
    'SQLITE_CANTOPEN',
    'SQLITE_READONLY',
    'SQLITE_FULL',
    'SQLITE_IOERR',
    'SQLITE_PERM',
  ]
  if (unwritable.some((prefix) => code.startsWith(prefix))) {
    return new PlumblineError('store.unwritable', `${file}: ${message}`, { cause: error })
  }
  return error
}

/** A file that must not be trusted, and must not be overwritten either. */
export const corrupt = (file: string, because: string, cause?: unknown): PlumblineError =>
  new PlumblineError('store.corrupt', `${file} cannot be trusted: ${because}`, { cause })

/** A file whose audit log somebody took away: nothing else does that. */
export const auditMissing = (file: string, cause?: unknown): PlumblineError =>
  new PlumblineError(
    'audit.missing',
    `${file} has lost its audit log: what was decided, approved and recalled until now cannot be proven by it`,
    { cause },
  )

/** Runs work on the file, and turns what SQLite throws into faults a user can act on. */
export const guarded = <Result>(file: string, work: () => Result): Result => {
  try {
    return work()
  } catch (error) {
    throw faultOf(error, file)
  }
}
