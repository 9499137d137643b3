import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { PlumblineError } from '../domain/errors.ts'
import { corrupt, guarded, isHeld } from './faults.ts'
import { lendFunctions } from './full-text.ts'
import { ledgerOf } from './migrate.ts'

/** `PLUM`: tells a Plumbline store from any other SQLite file. */
const applicationId = 0x504c554d

const isEmpty = (database: Database): boolean =>
  database.prepare('select 1 from sqlite_schema limit 1').get() === undefined

const identityOf = (database: Database): unknown =>
  database.pragma('application_id', { simple: true })

// Reads only: a file that fails any of this is left exactly as it was found.
const inspect = (database: Database, file: string, isCache: boolean): void => {
  if (isEmpty(database) && ledgerOf(database) === 0) return
  if (identityOf(database) !== applicationId) {
    throw corrupt(file, 'it belongs to another program')
  }
  if (isCache) return
  const verdict = database.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw corrupt(file, String(verdict))
}

const makeFolder = (file: string): void => {
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (cause) {
    throw new PlumblineError('store.unwritable', `${dirname(file)} cannot be made`, { cause })
  }
}

const pause = 20
const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** SQLite does not wait by itself where two processes make one file at once and both change its journal: it tells each that it is held. */
const keepJournal = (database: Database, patience: number): void => {
  const until = performance.now() + patience
  for (;;) {
    try {
      database.pragma('journal_mode = wal')
      return
    } catch (error) {
      if (!isHeld(error) || performance.now() + pause > until) throw error
      Atomics.wait(sleeper, 0, 0, pause)
    }
  }
}

/** How to open a SQLite file. */
export interface OpenOptions {
  /** How long to wait for another process's lock, in milliseconds. */
  readonly patience?: number
  /** Whether whoever opens it stays up and answers, so that nobody is to wait for copying the journal. */
  readonly staysUp?: boolean
  /** Whether what is in it can be made anew: not all of it is looked at beforehand. */
  readonly isCache?: boolean
}

/** Opens a SQLite file of ours that another thread of this process holds open, to read in it. */
export const openToRead = (file: string, { patience = 5000 }: OpenOptions = {}): Database => {
  const options = { timeout: patience, readonly: true, fileMustExist: true }
  const database = guarded(file, () => new SqliteDatabase(file, options))
  lendFunctions(database)
  return database
}

/** Opens a SQLite file of ours, or makes it; one that is damaged or not ours is refused untouched. */
export const openDatabase = (
  file: string,
  { patience = 5000, isCache = false }: OpenOptions = {},
): Database => {
  if (file !== ':memory:') makeFolder(file)
  const database = guarded(file, () => new SqliteDatabase(file, { timeout: patience }))
  try {
    lendFunctions(database)
    guarded(file, () => {
      inspect(database, file, isCache)
      keepJournal(database, patience)
      database.pragma('synchronous = normal')
      database.pragma('foreign_keys = on')
      // Kibibytes, by SQLite's sign: the words of a large index are merged in it.
      database.pragma('cache_size = -16000')
      if (identityOf(database) === 0) database.pragma(`application_id = ${applicationId}`)
    })
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
