import { type Kysely, sql } from 'kysely'
import type { Reader } from '../domain/principal.ts'
import { openTo } from './access.ts'
import type { Tables } from './tables.ts'

/** The number of the last time that a page's readers became others; 0 where that never happened. */
export const lastTurn = async (db: Kysely<Tables>): Promise<number> => {
  const { last } = await db
    .selectFrom('turned_pages')
    .select((select) => select.fn.max('number').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}

/** Whether a page that a reader could see then is closed to them now. */
export const isAnyClosedSince = async (
  db: Kysely<Tables>,
  reader: Reader,
  turn: number,
): Promise<boolean> => {
  const open = openTo(db, reader)
  const { rows } = await sql`
    select 1 from turned_pages join pages on pages.key = page_key
    where number > ${turn} and turned_pages.access_key in (${open})
      and pages.access_key not in (${open}) limit 1`.execute(db)
  return rows.length > 0
}
