import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from 'better-sqlite3'
import { PlumblineError } from '../domain/errors.ts'

interface Migration {
  readonly number: number
  readonly sql: string
}

// Looked for upwards, because this file runs from `src/store` and from `dist/src/store` alike.
const migrationFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'migrations', 'sqlite'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new PlumblineError('internal', 'the migrations folder is missing')
    folder = parent
  }
  return join(folder, 'migrations', 'sqlite')
}

const readMigrations = (): readonly Migration[] => {
  const folder = migrationFolder()
  return readdirSync(folder)
    .filter((name) => /^\d+-.*\.sql$/.test(name))
    .sort()
    .map((name) => ({
      number: Number.parseInt(name, 10),
      sql: readFileSync(join(folder, name), 'utf8'),
    }))
}

/** The number of the last migration a database has seen. */
export const ledgerOf = (database: Database): number =>
  Number(database.pragma('user_version', { simple: true }))

/** Brings a database to the newest schema; one that is newer than this Plumbline is refused. */
export const migrate = (database: Database, file: string): void => {
  const migrations = readMigrations()
  const newest = migrations.at(-1)?.number ?? 0
  if (ledgerOf(database) === newest) return
  database
    .transaction(() => {
      // Read again under the lock: another process may have migrated meanwhile.
      const ledger = ledgerOf(database)
      if (ledger > newest) {
        const message = `${file} has schema ${ledger}; this Plumbline knows ${newest}`
        throw new PlumblineError('store.newer', message)
      }
      for (const { number, sql } of migrations) {
        if (number > ledger) database.exec(sql)
      }
      database.pragma(`user_version = ${newest}`)
    })
    .immediate()
}
