import type { Database } from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import { faultOf } from './faults.ts'
import { keepingStatements } from './statements.ts'

const guardedConnection = (connection: DatabaseConnection, file: string): DatabaseConnection => ({
  async executeQuery(query) {
    try {
      return await connection.executeQuery(query)
    } catch (error) {
      throw faultOf(error, file)
    }
  },
  streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
})

class StoreDriver extends SqliteDriver {
  readonly #file: string

  constructor(database: Database, file: string) {
    super({ database: keepingStatements(database) })
    this.#file = file
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return guardedConnection(await super.acquireConnection(), this.#file)
  }

  // Every transaction here writes: taking the lock at once waits for other processes,
  // where upgrading a read lock later would fail without waiting.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** Kysely's SQLite dialect over a database that is already open, with faults users can act on. */
export class StoreDialect extends SqliteDialect {
  readonly #database: Database
  readonly #file: string

  constructor(database: Database, file: string) {
    super({ database })
    this.#database = database
    this.#file = file
  }

  override createDriver(): Driver {
    return new StoreDriver(this.#database, this.#file)
  }
}
