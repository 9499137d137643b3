import { type Kysely, sql } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { Tables } from './tables.ts'

interface Crawling {
  readonly id: string
  readonly source: string
}

/** Enters documents that are there and were not looked at in the crawl's ledger; gives those that did not stand there yet. */
export const enterAll = async (
  db: Kysely<Tables>,
  { id }: Crawling,
  paths: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await sql<{ path: string }>`
    insert into crawled_documents (crawl_id, path)
    select ${id}, value from json_each(${JSON.stringify(paths)}) where true
    on conflict do nothing returning path`.execute(db)
  return rows.map(({ path }) => path)
}

/** Documents that could be read: whatever hindered it before is over. */
export const nowReadAll = async (
  db: Kysely<Tables>,
  { source }: Crawling,
  paths: readonly string[],
): Promise<void> => {
  await sql`
    delete from unread_documents
    where source = ${source} and path in (select value from json_each(${JSON.stringify(paths)}))`.execute(
    db,
  )
}

/** Many documents of which the source still serves just our copies: one more visit each, unless this very crawl saw it before. */
export const confirmAll = async (
  db: Kysely<Tables>,
  crawl: Crawling,
  paths: readonly string[],
  at: Instant,
): Promise<void> => {
  const { source } = crawl
  const visited = new Set(await enterAll(db, crawl, paths))
  await nowReadAll(db, crawl, paths)
  const seen = JSON.stringify({ at, basis: 'observed' })
  for (const isVisit of [true, false]) {
    const some = paths.filter((path) => visited.has(path) === isVisit)
    if (some.length > 0)
      await sql`
        update pages set
          gone_at = null,
          times = json_set(times, '$.confirmed', json(${seen}), '$.gone', null),
          visits = visits + ${isVisit ? 1 : 0}
        where source = ${source} and path in (select value from json_each(${JSON.stringify(some)}))`.execute(
        db,
      )
  }
}
