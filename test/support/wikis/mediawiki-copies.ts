import { join } from 'node:path'
import Database from 'better-sqlite3'

type Row = Readonly<Record<string, unknown>>

/** Ids of what is copied begin here. */
const firstId = 100_000

/**
 * Puts copies of a page that has one revision into the wiki's own database: MediaWiki itself takes a minute for a thousand. They share
 * their text; no list of links knows them. `home` holds the wiki's data.
 */
export function copyPage(home: string, title: string, titles: readonly string[]): void {
  const database = new Database(join(home, 'data', 'wiki.sqlite'))
  try {
    const page = oneRow(database, 'page', 'page_title', title.replaceAll(' ', '_'))
    const of = page.page_latest
    const copied: readonly (readonly [string, string, (id: number, name: string) => Row])[] = [
      ['page', 'page_latest', (id, name) => ({ page_id: id, page_title: name, page_latest: id })],
      ['revision', 'rev_id', (id) => ({ rev_id: id, rev_page: id })],
      ['slots', 'slot_revision_id', (id) => ({ slot_revision_id: id })],
      // Up to MediaWiki 1.39.
      ['revision_comment_temp', 'revcomment_rev', (id) => ({ revcomment_rev: id })],
    ]
    database.transaction(() => {
      for (const [table, key, changed] of copied) {
        if (!hasTable(database, table)) continue
        const row = oneRow(database, table, key, of)
        const names = Object.keys(row)
        const values = names.map((name) => `@${name}`)
        const insert = database.prepare(`INSERT INTO ${table} (${names}) VALUES (${values})`)
        for (const [index, name] of titles.entries())
          insert.run({ ...row, ...changed(firstId + index, name.replaceAll(' ', '_')) })
      }
    })()
  } finally {
    database.close()
  }
}

const hasTable = (database: Database.Database, name: string): boolean =>
  database.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(name) !== undefined

const oneRow = (database: Database.Database, table: string, key: string, value: unknown): Row => {
  const row: unknown = database.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`).get(value)
  if (typeof row !== 'object' || row === null) throw new Error(`no ${table} with ${key} ${value}`)
  return Object.fromEntries(Object.entries(row))
}
