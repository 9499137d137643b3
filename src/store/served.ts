import type { Kysely } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import { amongTexts } from './among.ts'
import type { Tables } from './tables.ts'

/** How often one principal was served a passage. */
export interface ServedPassage {
  readonly passage: string
  readonly principal: string
  readonly times: number
}

/** How often passages were cited, or found and set aside, by day; the trigger of migration 017 counts. */
export interface ServedStore {
  since(passages: readonly string[], at: Instant): Promise<readonly ServedPassage[]>
  /** Forgets the days before a moment's. */
  forget(before: Instant): Promise<void>
}

const dayOf = (at: Instant): string => at.slice(0, 10)

/** Reads how often passages were served. */
export const servedStore = (db: Kysely<Tables>): ServedStore => ({
  since: async (passages, at) => {
    const rows = await db
      .selectFrom('served_passages')
      .select(['passage', 'principal', ({ fn }) => fn.sum<number>('times').as('times')])
      .where('passage', 'in', amongTexts([...new Set(passages)]))
      .where('day', '>=', dayOf(at))
      .groupBy(['passage', 'principal'])
      .execute()
    return rows.map((row) => ({ ...row, times: Number(row.times) }))
  },

  forget: async (before) => {
    await db.deleteFrom('served_passages').where('day', '<', dayOf(before)).execute()
  },
})
