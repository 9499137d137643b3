import { type Kysely, sql } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { Ground } from '../domain/receipt.ts'
import { pruneGrounds } from './prune-grounds.ts'
import type { Tables } from './tables.ts'

/** A passage that receipts rest on and that is not what it was. */
export interface TurnedPassage {
  readonly receipt: string
  readonly passage: string
  readonly page: string
  readonly became: 'changed' | 'gone' | 'superseded'
}

/** Something that receipts rest on, as it was when they were signed. */
export interface StandingGround {
  readonly key: string
  readonly state: string
  readonly page: string | null
}

/** How a finding stands now: one name claimed twice in a passage stands twice. */
export interface FindingNow {
  readonly passage: string
  readonly id: string
  readonly status: string
  readonly actual: string | null
}

/** What standing receipts rest on. */
export interface GroundStore {
  /** Forgets what receipts rest on that have expired; what recalled ones rest on is forgotten with the recall. */
  prune(at: Instant): Promise<void>
  /** How passages of these ids are now, as a ground's state; those that are not there are left out. */
  passagesNow(
    passages: readonly string[],
  ): Promise<
    ReadonlyMap<
      string,
      { readonly page: string; readonly revision: string; readonly state: string }
    >
  >
  turnedPassages(): Promise<readonly TurnedPassage[]>
  /** Each ground of this kind once for each state in which receipts rest on it; findings only of pages that are judged just now. */
  standing(what: 'finding' | 'fact'): Promise<readonly StandingGround[]>
  findingsNow(passages: readonly string[]): Promise<readonly FindingNow[]>
  /** The receipts that rest on this, as it was. */
  receiptsOn(ground: Pick<Ground, 'what' | 'key' | 'state'>): Promise<readonly string[]>
}

/** How a passage is: its text, and whether its page is gone or replaced. */
const passageState = sql<string>`passages.sha256
  || case when pages.gone_at is null then '' else ' gone' end
  || case when pages.superseded_by is null then '' else ' superseded' end`

/** So many of anything in one query. */
const most = 500

const parts = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  )

/** Keeps what a receipt rests on, in the transaction that keeps the receipt. */
export async function putGrounds(
  db: Kysely<Tables>,
  receipt: string,
  grounds: readonly (Ground & { readonly page: string | null })[],
): Promise<void> {
  if (grounds.length === 0) return
  const rows = grounds.map(({ what, key, page, state }) => [what, key, page, state])
  // However many there are, the words are the same, and compiled once. `where true`: else `on` would belong to a join.
  await sql`
    insert into receipt_grounds (receipt, what, key, page, state)
    select ${receipt}, value ->> 0, value ->> 1, value ->> 2, value ->> 3
    from json_each(${JSON.stringify(rows)}) where true
    on conflict do nothing`.execute(db)
}

/**
 * Each state in which receipts rest on something, once, as `states (key, state)`. The index is entered once for each: many receipts rest
 * on the same, and SQLite's own `distinct` reads all of their entries. (https://wiki.postgresql.org/wiki/Loose_indexscan)
 */
const withStates = (what: Ground['what']) => sql`
  with recursive keys (key) as (
    select (select min(key) from receipt_grounds where what = ${what})
    union all
    select (
      select min(key) from receipt_grounds as ground where what = ${what} and ground.key > keys.key
    ) from keys where keys.key is not null
  ),
  states (key, state) as (
    select key, (
      select min(state) from receipt_grounds as ground where what = ${what} and ground.key = keys.key
    ) from keys where key is not null
    union all
    select key, (
      select min(state) from receipt_grounds as ground
      where what = ${what} and ground.key = states.key and ground.state > states.state
    ) from states where state is not null
  )`

async function turnedPassages(db: Kysely<Tables>): Promise<readonly TurnedPassage[]> {
  const { rows } = await sql<{
    receipt: string
    passage: string
    page: string | null
    text: string | null
    was: string
    gone: string | null
    replaced: string | null
    there: string | null
  }>`
    ${withStates('passage')}
    select ground.receipt, ground.key as passage, ground.page, passages.sha256 as text,
      ground.state as was, home.gone_at as gone, home.superseded_by as replaced, home.id as there
    from states
      left join passages on passages.id = states.key
      left join pages on pages.key = passages.page_key
      cross join receipt_grounds as ground
        on ground.what = 'passage' and ground.key = states.key and ground.state = states.state
      left join pages as home on home.id = ground.page
    where states.state is not null and states.state is not (${passageState})`.execute(db)
  return rows.map(({ receipt, passage, page, text, was, gone, replaced, there }) => ({
    receipt,
    passage,
    page: page ?? '',
    became:
      there === null || gone !== null
        ? 'gone'
        : replaced !== null && text === was
          ? 'superseded'
          : 'changed',
  }))
}

async function standing(
  db: Kysely<Tables>,
  what: 'finding' | 'fact',
): Promise<readonly StandingGround[]> {
  const { rows } = await sql<StandingGround>`
    ${withStates(what)},
    placed (key, state, page) as (
      select key, state, (
        select page from receipt_grounds as ground
        where what = ${what} and ground.key = states.key and ground.state = states.state limit 1
      ) from states where state is not null
    )
    select key, state, page from placed
    where page is null or exists (select 1 from assessments where page_id = placed.page)`.execute(
    db,
  )
  return rows
}

/** Reads what standing receipts rest on. */
export const groundStore = (db: Kysely<Tables>): GroundStore => ({
  prune: (at) => pruneGrounds(db, at),

  passagesNow: async (passages) => {
    const now = new Map<string, { page: string; revision: string; state: string }>()
    for (const part of parts(passages)) {
      const rows = await db
        .selectFrom('passages')
        .innerJoin('pages', 'pages.key', 'passages.page_key')
        .select(['passages.id as passage', 'pages.id as page', 'pages.revision as revision'])
        .select(passageState.as('state'))
        .where('passages.id', 'in', part)
        .execute()
      for (const { passage, ...rest } of rows) now.set(passage, rest)
    }
    return now
  },

  turnedPassages: () => turnedPassages(db),

  standing: (what) => standing(db, what),

  findingsNow: async (passages) => {
    const now: FindingNow[] = []
    for (const part of parts(passages))
      now.push(
        ...(await db
          .selectFrom('findings')
          .select(['passage_id as passage', 'id', 'status'])
          .select(sql<string | null>`json_extract(document, '$.judgement.actual')`.as('actual'))
          .where('passage_id', 'in', part)
          // That pages disagree hangs on who may read which.
          .where('kind', '!=', 'page-against-page')
          .execute()),
      )
    return now
  },

  receiptsOn: async ({ what, key, state }) =>
    (
      await db
        .selectFrom('receipt_grounds')
        .select('receipt')
        .where('what', '=', what)
        .where('key', '=', key)
        .where('state', '=', state)
        .execute()
    ).map(({ receipt }) => receipt),
})
