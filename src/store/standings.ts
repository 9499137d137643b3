import type { Kysely, Transaction } from 'kysely'
import type { Assessment } from '../domain/assessment.ts'
import { type FreshnessState, freshnessStates } from '../domain/freshness.ts'
import type { Genre, Times, Visits } from '../domain/page.ts'
import type { Reader } from '../domain/principal.ts'
import { openTo } from './access.ts'
import { assessmentOf } from './assessments.ts'
import { genreSchema, timesOf } from './schemas/page.ts'
import type { Tables } from './tables.ts'

/** What of a page decides how it stands as a whole, without its words. */
export interface Standing {
  readonly key: number
  readonly source: string
  readonly owner: string | null
  readonly genre: Genre
  readonly times: Times
  readonly visits: Visits
  readonly supersededBy: string | null
  /** How many of its claims code contradicts. */
  readonly contradicted: number
  readonly assessment: Assessment | null
}

/** From which day on a page stood how. */
export interface StateSince {
  readonly key: number
  readonly since: string
  readonly state: FreshnessState
}

/** How pages stand, and how they stood. */
export interface StandingStore {
  /** Of all pages, or of those that a reader may see. */
  list(reader?: Reader): Promise<readonly Standing[]>
  /** Remembers how pages stand on a day, where that is another than before. */
  note(day: string, states: ReadonlyMap<number, FreshnessState>): Promise<void>
  /** Of the pages that a reader may see; of each the oldest first. */
  history(reader: Reader): Promise<readonly StateSince[]>
}

/** Rows of one statement. */
const atOnce = 500

const known: ReadonlySet<string> = new Set(freshnessStates)
const isState = (state: string): state is FreshnessState => known.has(state)

async function note(
  trx: Transaction<Tables>,
  day: string,
  states: ReadonlyMap<number, FreshnessState>,
): Promise<void> {
  // In SQLite, what stands beside a maximum is of the row that has it.
  const rows = await trx
    .selectFrom('page_states')
    .select(['page_key', 'state', ({ fn }) => fn.max('since').as('since')])
    .groupBy('page_key')
    .execute()
  const before = new Map(rows.map(({ page_key, state }) => [page_key, state]))
  const changed = [...states]
    .filter(([page_key, state]) => before.get(page_key) !== state)
    .map(([page_key, state]) => ({ page_key, since: day, state }))
  for (let from = 0; from < changed.length; from += atOnce)
    await trx
      .insertInto('page_states')
      .values(changed.slice(from, from + atOnce))
      .onConflict((conflict) =>
        conflict
          .columns(['page_key', 'since'])
          .doUpdateSet((row) => ({ state: row.ref('excluded.state') })),
      )
      .execute()
}

/** Keeps how pages stand. */
export const standingStore = (db: Kysely<Tables>): StandingStore => ({
  list: async (reader) => {
    let query = db
      .selectFrom('pages')
      .leftJoin('assessments', 'assessments.page_id', 'pages.id')
      .select([
        'pages.key as key',
        'pages.id as id',
        'source',
        'owner',
        'genre',
        'times',
        'visits',
        'changes',
        'superseded_by',
        'assessments.document as assessment',
      ])
    if (reader !== undefined) query = query.where('access_key', 'in', openTo(db, reader))
    const rows = await query.execute()
    const counted = await db
      .selectFrom('findings')
      .select(['page_id', ({ fn }) => fn.count<number>('id').distinct().as('count')])
      .where('status', '=', 'contradicted')
      .groupBy('page_id')
      .execute()
    const contradicted = new Map(counted.map(({ page_id, count }) => [page_id, Number(count)]))
    return rows.map(({ id, genre, times, visits, changes, superseded_by, assessment, ...row }) => ({
      ...row,
      genre: genreSchema.parse(genre),
      times: timesOf(times, `times of page ${id}`),
      visits: { count: visits, changes },
      supersededBy: superseded_by,
      contradicted: contradicted.get(id) ?? 0,
      assessment: assessment === null ? null : assessmentOf(assessment, `assessment of ${id}`),
    }))
  },

  note: (day, states) => db.transaction().execute((trx) => note(trx, day, states)),

  history: async (reader) => {
    const rows = await db
      .selectFrom('page_states')
      .innerJoin('pages', 'pages.key', 'page_key')
      .select(['page_key as key', 'since', 'state'])
      .where('access_key', 'in', openTo(db, reader))
      .orderBy('page_key')
      .orderBy('since')
      .execute()
    return rows.flatMap(({ state, ...row }) => (isState(state) ? [{ ...row, state }] : []))
  },
})
