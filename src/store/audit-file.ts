import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { z } from 'zod'
import type { AuditFilter, AuditRow } from '../domain/audit.ts'
import { PlumblineError } from '../domain/errors.ts'
import { auditRow } from './audit-chain.ts'
import { auditMissing, corrupt, faultOf, guarded } from './faults.ts'

/** The audit log inside a database file that is read and never written, whatever its schema. */
export interface AuditFile {
  /** All entries by number, as they lie there. */
  rows(): Iterable<unknown>
  /** Some of them; those that do not read as entries are a fault. */
  entries(filter: Omit<AuditFilter, 'after'>): readonly AuditRow[]
  /** The notes of the checkpoints among them, as far as they can be read. */
  notes(): readonly string[]
  close(): void
}

/** Opens the audit log of a database, a copy of one among them. */
export function openAuditFile(file: string): AuditFile {
  if (!existsSync(file)) throw new PlumblineError('input.not-found', `there is no ${file}`)
  const { database, close } = openReadOnly(file)
  try {
    const table = guarded(file, () =>
      database.prepare("select 1 from sqlite_schema where type = 'table' and name = 'audit'").get(),
    )
    if (table === undefined) throw auditMissing(file)
  } catch (error) {
    close()
    throw error
  }
  return {
    *rows() {
      // One statement sees one moment, whoever writes meanwhile.
      const rows = guarded(file, () =>
        database.prepare('select * from audit order by seq').iterate(),
      )
      try {
        yield* rows
      } catch (error) {
        throw faultOf(error, file)
      }
    },
    entries: ({ kind = null, subject = null, since = null, limit = 100 }) =>
      guarded(file, () => database.prepare(someEntries).all({ kind, subject, since, limit }))
        .map((row) => entryIn(row, file))
        .toReversed(),
    notes: () =>
      guarded(file, () =>
        database
          .prepare("select details from audit where kind = 'checkpoint' order by seq")
          .pluck()
          .all()
          .flatMap(noteIn),
      ),
    close,
  }
}

/** The newest of those that are asked for. */
const someEntries = `select * from audit
  where (@kind is null or kind = @kind) and (@subject is null or subject = @subject) and (@since is null or at >= @since)
  order by seq desc limit @limit`

function entryIn(row: unknown, file: string): AuditRow {
  const parsed = auditRow.safeParse(row)
  if (parsed.success) return parsed.data
  throw corrupt(
    file,
    'an entry of its audit log does not read as one; see `plumbline audit verify`',
  )
}

const noted = z.object({ note: z.string() })

/** An entry whose details cannot be read is found by its hash. */
function noteIn(details: unknown): string[] {
  try {
    const parsed = noted.safeParse(JSON.parse(String(details)))
    return parsed.success ? [parsed.data.note] : []
  } catch {
    return []
  }
}

interface Opened {
  readonly database: Database
  close(): void
}

/** SQLite keeps a small file beside a journal even to read it: where it may not, a copy is read in its place. */
function openReadOnly(file: string): Opened {
  try {
    const database = connect(file)
    return { database, close: () => database.close() }
  } catch (error) {
    const barred =
      error instanceof SqliteDatabase.SqliteError && /CANTOPEN|READONLY/.test(error.code)
    if (!barred) throw faultOf(error, file)
  }
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-audit-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const copy = join(folder, 'copy.sqlite')
    copyFileSync(file, copy)
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`)
    const database = connect(copy)
    return {
      database,
      close: () => {
        database.close()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw faultOf(error, file)
  }
}

function connect(file: string): Database {
  const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true })
  try {
    database.prepare('select count(*) from sqlite_schema').get()
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
