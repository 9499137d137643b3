import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { AuditEvent } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import { type Notice, type NoticeChoice, noticeChanges, noticeKinds } from '../domain/notice.ts'
import { appendTo } from './audit.ts'
import { decode, encode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** What is kept of what a person is told. */
export interface NoticeRecord extends NoticeChoice {
  /** When their last digest was due, whether or not there was anything to tell; null before the first. */
  readonly digestAt: Instant | null
  /** Their newest notice. */
  readonly last: string | null
  readonly feedMadeAt: Instant | null
}

/** What a person knows of a finding. */
export interface Known {
  readonly report: string
  readonly finding: string
  /** As it stood when they were told of it by name; null where they were not. */
  readonly told: {
    readonly openedAt: Instant
    readonly severity: number
    readonly damage: number
  } | null
  /** Which of its comings they were alerted to last, and when. */
  readonly alerted: { readonly openedAt: Instant; readonly at: Instant } | null
}

/** What people are told, and were told. */
export interface NoticeStore {
  record(person: string): Promise<NoticeRecord>
  known(person: string): Promise<readonly Known[]>
  /**
   * Keeps a notice, what the person knows from now on, and the event that tells of it: all of it or nothing. False where somebody
   * else made them a notice since `last` was read.
   */
  make(
    notice: Notice,
    of: {
      readonly last: string | null
      readonly known: readonly Known[]
      readonly event: AuditEvent
    },
  ): Promise<boolean>
  get(id: string): Promise<Notice | null>
  /** A digest was due, and nothing was to be told. */
  passed(person: string, at: Instant): Promise<void>
  /** Keeps what a person wants to be told, with the event that tells of it. */
  choose(person: string, choice: NoticeChoice, event: AuditEvent): Promise<void>
  /** Puts the digest of a secret in place of the one before; null takes it away. */
  setFeed(person: string, sha256: string | null, event: AuditEvent): Promise<void>
  feedOwner(sha256: string): Promise<string | null>
  /** Forgets notices made before a moment, and what people knew of findings that were gone by then. */
  forget(before: Instant): Promise<void>
  /** Open contradictions on passages that were served on a day or later, by report. */
  servedWrong(
    since: Instant,
  ): Promise<readonly { readonly report: string; readonly finding: string }[]>
}

const document = z.object({
  noticed: z.array(
    z.object({ report: z.string(), finding: z.string(), change: z.enum(noticeChanges) }),
  ),
  more: z.number(),
})

const noticeOf = (row: Tables['notices']): Notice => ({
  ...{ id: row.id, kind: z.enum(noticeKinds).parse(row.kind) },
  ...{ person: row.person, madeAt: row.made_at },
  ...decode(document, row.document, `notice ${row.id}`),
})

const recordOf = (row: Tables['notice_people'] | undefined): NoticeRecord => ({
  digest: row?.digest === 'off' ? 'off' : 'weekly',
  alerts: row?.alerts !== 0,
  digestAt: row?.digest_at ?? null,
  last: row?.last ?? null,
  feedMadeAt: row?.feed_made_at ?? null,
})

const knownOf = (row: Tables['noticed_findings']): Known => ({
  ...{ report: row.report, finding: row.finding },
  told:
    row.opened_at === null
      ? null
      : { openedAt: row.opened_at, severity: row.severity ?? 0, damage: row.damage ?? 0 },
  alerted:
    row.alerted_at === null ? null : { openedAt: row.alerted_opened_at ?? '', at: row.alerted_at },
})

const rowOf = (person: string, { report, finding, told, alerted }: Known) => ({
  ...{ person, report, finding },
  ...{ opened_at: told?.openedAt ?? null, severity: told?.severity ?? null },
  ...{ damage: told?.damage ?? null },
  ...{ alerted_opened_at: alerted?.openedAt ?? null, alerted_at: alerted?.at ?? null },
})

type Trx = Transaction<Tables>
type Row = Partial<Tables['notice_people']>

/** What holds for people who chose nothing. */
const unchosen = {
  ...{ digest: 'weekly', alerts: 1, digest_at: null, last: null },
  ...{ feed_sha256: null, feed_made_at: null },
}

/** Changes what is kept of a person, who need not be known yet. */
const change = (trx: Trx, person: string, row: Row) =>
  trx
    .insertInto('notice_people')
    .values({ person, ...unchosen, ...row })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(row))
    .execute()

const recordIn = async (db: Kysely<Tables>, person: string): Promise<NoticeRecord> =>
  recordOf(
    await db
      .selectFrom('notice_people')
      .selectAll()
      .where('person', '=', person)
      .executeTakeFirst(),
  )

async function make(
  trx: Trx,
  { id, kind, person, madeAt, noticed, more }: Notice,
  { last, known, event }: Parameters<NoticeStore['make']>[1],
): Promise<boolean> {
  if ((await recordIn(trx, person)).last !== last) return false
  await change(trx, person, { last: id, ...(kind === 'digest' ? { digest_at: madeAt } : {}) })
  const told = encode(document, { noticed: [...noticed], more }, `notice ${id}`)
  await trx
    .insertInto('notices')
    .values({ id, kind, person, made_at: madeAt, document: told })
    .execute()
  for (const one of known) {
    const { person: _, report: __, finding: ___, ...row } = rowOf(person, one)
    await trx
      .insertInto('noticed_findings')
      .values(rowOf(person, one))
      .onConflict((conflict) => conflict.columns(['person', 'report', 'finding']).doUpdateSet(row))
      .execute()
  }
  await appendTo(trx, event)
  return true
}

async function forget(db: Kysely<Tables>, before: Instant): Promise<void> {
  await db.deleteFrom('notices').where('made_at', '<', before).execute()
  await db
    .deleteFrom('noticed_findings')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('report_items')
          .select('finding')
          .whereRef('report_items.report', '=', 'noticed_findings.report')
          .whereRef('report_items.finding', '=', 'noticed_findings.finding')
          .where('closed_at', '<', before),
      ),
    )
    .execute()
}

/** Keeps notices. */
export const noticeStore = (db: Kysely<Tables>): NoticeStore => ({
  record: (person) => recordIn(db, person),

  known: async (person) =>
    (
      await db.selectFrom('noticed_findings').selectAll().where('person', '=', person).execute()
    ).map(knownOf),

  make: (notice, of) => db.transaction().execute((trx) => make(trx, notice, of)),

  get: async (id) => {
    const row = await db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : noticeOf(row)
  },

  passed: (person, at) =>
    db.transaction().execute(async (trx) => {
      await change(trx, person, { digest_at: at })
    }),

  choose: (person, { digest, alerts }, event) =>
    db.transaction().execute(async (trx) => {
      const { digest: before } = await recordIn(trx, person)
      // Whoever takes digests up again waits for the next one, like everybody else.
      const from = before === 'off' && digest === 'weekly' ? { digest_at: event.at } : {}
      await change(trx, person, { digest, alerts: alerts ? 1 : 0, ...from })
      await appendTo(trx, event)
    }),

  setFeed: (person, sha256, event) =>
    db.transaction().execute(async (trx) => {
      const feed_made_at = sha256 === null ? null : event.at
      await change(trx, person, { feed_sha256: sha256, feed_made_at })
      await appendTo(trx, event)
    }),

  feedOwner: async (sha256) => {
    const row = await db
      .selectFrom('notice_people')
      .select('person')
      .where('feed_sha256', '=', sha256)
      .executeTakeFirst()
    return row?.person ?? null
  },

  forget: (before) => forget(db, before),

  servedWrong: async (since) =>
    db
      .selectFrom('report_items')
      .innerJoin('findings', 'findings.id', 'report_items.finding')
      .innerJoin('served_passages', 'served_passages.passage', 'findings.passage_id')
      .select(['report', 'finding'])
      .distinct()
      .where('closed_at', 'is', null)
      .where('findings.status', '=', 'contradicted')
      .where('served_passages.day', '>=', since.slice(0, 10))
      .execute(),
})
