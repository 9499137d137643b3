import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { inParts, measure } from './harness.ts'

// The floor of searching by words: one plain FTS5 table, any of the terms, 50 row numbers by BM25.
const [folder = '', out = ''] = process.argv.slice(2)
const database = new SqliteDatabase(join(folder, 'fts5.sqlite'))
database.pragma('journal_mode = wal')
database.exec(
  `create virtual table passages using fts5 (title, heading, body, tokenize = 'porter unicode61')`,
)
const insert = database.prepare(
  'insert into passages (rowid, title, heading, body) values (?, ?, ?, ?)',
)
const select = database
  .prepare<[string], number>(
    'select rowid from passages where passages match ? order by rank limit 50',
  )
  .pluck()

await measure(
  {
    async build() {
      for await (const part of inParts(folder, 2_000))
        database.transaction(() => {
          for (const { number, title, heading, text } of part)
            insert.run(number, title, heading, text)
        })()
    },
    query({ terms }) {
      if (terms.length === 0) return []
      return select.all(terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR '))
    },
    close: () => void database.close(),
  },
  folder,
  out,
)
