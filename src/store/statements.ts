import type { Database, Statement } from 'better-sqlite3'

/** Statements that are kept; what a crawl runs for each page is a few dozen. */
const mostKept = 300

/** A database as Kysely needs it, whose statements are compiled once: compiling takes longer than most of them run. */
export const keepingStatements = (database: Database) => {
  const kept = new Map<string, Statement<unknown[]>>()
  return {
    close: () => {
      database.close()
    },
    prepare: (sql: string): Statement<unknown[]> => {
      const known = kept.get(sql)
      if (known !== undefined) return known
      const statement = database.prepare<unknown[]>(sql)
      if (kept.size >= mostKept) kept.clear()
      kept.set(sql, statement)
      return statement
    },
  }
}
