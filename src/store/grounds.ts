import { type Kysely, sql } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { Ground } from '../domain/receipt.ts'
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
  /** Forgets what receipts rest on that have expired or were recalled. */
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

async function prune(db: Kysely<Tables>, at: Instant): Promise<void> {
  await db
    .deleteFrom('receipt_grounds')
    .where(({ or, not, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('recalls')
            .select('recalls.receipt')
            .whereRef('recalls.receipt', '=', 'receipt_grounds.receipt'),
        ),
        not(
          exists(
            selectFrom('receipts')
              .select('receipts.id')
              .whereRef('receipts.id', '=', 'receipt_grounds.receipt')
              .where('receipts.expires_at', '>', at),
          ),
        ),
      ]),
    )
    .execute()
}

async function turnedPassages(db: Kysely<Tables>): Promise<readonly TurnedPassage[]> {
  const rows = await db
    .selectFrom('receipt_grounds as ground')
    .leftJoin('passages', 'passages.id', 'ground.key')
    .leftJoin('pages', 'pages.key', 'passages.page_key')
    .leftJoin('pages as home', 'home.id', 'ground.page')
    .select(['ground.receipt as receipt', 'ground.key as passage', 'ground.page as page'])
    .select(['passages.sha256 as text', 'ground.state as was'])
    .select(['home.gone_at as gone', 'home.superseded_by as replaced', 'home.id as there'])
    .where('ground.what', '=', 'passage')
    .where(sql<boolean>`ground.state is not (${passageState})`)
    .execute()
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

/** Reads what standing receipts rest on. */
export const groundStore = (db: Kysely<Tables>): GroundStore => ({
  prune: (at) => prune(db, at),

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

  standing: async (what) =>
    db
      .selectFrom('receipt_grounds')
      .select(['key', 'state', 'page'])
      .distinct()
      .where('what', '=', what)
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb('page', 'is', null),
          exists(
            selectFrom('assessments')
              .select('assessments.page_id')
              .whereRef('assessments.page_id', '=', 'receipt_grounds.page'),
          ),
        ]),
      )
      .execute(),

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
