import { type Kysely, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { AuditEvent } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import type { Reader } from '../domain/principal.ts'
import {
  type CodeOwner,
  type Recheck,
  type Report,
  type ReportDecision,
  type ReportItem,
  rechecks,
  reportDecisions,
} from '../domain/report.ts'
import { grouped } from '../values/grouped.ts'
import { readableBy } from './access.ts'
import { amongTexts } from './among.ts'
import { appendTo } from './audit.ts'
import { kindSchema } from './schemas/finding.ts'
import { decode, encode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** What judging found wrong with a page. */
export interface FoundWrong {
  readonly report: string
  readonly page: string
  readonly codeOwners: readonly CodeOwner[]
  readonly items: readonly Pick<ReportItem, 'finding' | 'kind' | 'subject'>[]
}

/** Reports on pages, with what was decided about them. */
export interface ReportStore {
  /**
   * Opens what was found and was not open, and closes what was open and was not found: of pages that were judged since they came in, and
   * of those that are gone.
   */
  sync(found: readonly FoundWrong[], at: Instant): Promise<void>
  get(id: string): Promise<Report | null>
  /** Those on pages that a reader may see; without what is closed unless that is asked for. */
  readable(reader: Reader, which: { readonly closed: boolean }): Promise<readonly Report[]>
  /** Those with something open, whoever may see them; of these ids where they are named. */
  open(ids?: readonly string[]): Promise<readonly Report[]>
  /** Keeps a decision with the event that tells of it; gives the key by which `checked` knows it. */
  decide(report: string, decision: ReportDecision, event: AuditEvent): Promise<number>
  /** What looking again came to. */
  checked(key: number, recheck: Recheck): Promise<void>
}

const owners = z.array(z.object({ repository: z.string(), named: z.string() }))
const said = z.object({
  evidence: z.string().nullable(),
  page: z.string().nullable(),
  to: z.string().nullable(),
  comment: z.string().nullable(),
  recheck: z.enum(rechecks).nullable(),
})

async function sync(trx: Transaction<Tables>, found: readonly FoundWrong[], at: Instant) {
  // One parameter each, however many there are: the statements are compiled once.
  const reports = found.map(({ report, page, codeOwners }) => [
    report,
    page,
    encode(owners, [...codeOwners], `code owners of ${page}`),
  ])
  const items = found.flatMap(({ report, items: list }) =>
    list.map(({ finding, kind, subject }) => [report, finding, kind, subject]),
  )
  const wrong = JSON.stringify(items)
  await sql`
    insert into reports (id, page_id, code_owners)
    select value ->> 0, value ->> 1, value ->> 2 from json_each(${JSON.stringify(reports)}) where true
    on conflict (id) do update set code_owners = excluded.code_owners`.execute(trx)
  await sql`
    update report_items set closed_at = ${at}
    where closed_at is null
      and (report, finding) not in (select value ->> 0, value ->> 1 from json_each(${wrong}))
      and report in (
        select reports.id from reports left join pages on pages.id = reports.page_id
        where pages.id is null or pages.gone_at is not null
          or pages.id in (select page_id from assessments)
      )`.execute(trx)
  await sql`
    insert into report_items (report, finding, kind, subject, opened_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, ${at} from json_each(${wrong}) where true
    on conflict (report, finding) do update
    set opened_at = excluded.opened_at, closed_at = null, returned = returned + 1
    where closed_at is not null`.execute(trx)
}

type Db = Kysely<Tables>

async function reportsOf(
  db: Db,
  rows: readonly Tables['reports'][],
  { closed }: { readonly closed: boolean },
): Promise<readonly Report[]> {
  if (rows.length === 0) return []
  const ids = amongTexts(rows.map(({ id }) => id))
  const items = await db
    .selectFrom('report_items')
    .selectAll()
    .where('report', 'in', ids)
    .$if(!closed, (query) => query.where('closed_at', 'is', null))
    .orderBy('opened_at')
    .orderBy('finding')
    .execute()
  const decisions = await db
    .selectFrom('report_decisions')
    .selectAll()
    .where('report', 'in', ids)
    .orderBy('key')
    .execute()
  const itemsOf = grouped(items, ({ report }) => report)
  const decisionsOf = grouped(decisions, ({ report }) => report)
  return rows.map(({ id, page_id, code_owners }) => ({
    id,
    page: page_id,
    codeOwners: decode(owners, code_owners, `code owners of report ${id}`),
    items: (itemsOf.get(id) ?? []).map(itemOf),
    decisions: (decisionsOf.get(id) ?? []).map(decisionOf),
  }))
}

const itemOf = (row: Tables['report_items']): ReportItem => ({
  finding: row.finding,
  kind: kindSchema.parse(row.kind),
  subject: row.subject,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  returned: row.returned,
})

const decisionOf = ({
  person,
  decision,
  finding,
  at,
  until,
  document,
}: Omit<Tables['report_decisions'], 'key'>): ReportDecision => ({
  ...{ person, finding, at, until },
  decision: z.enum(reportDecisions).parse(decision),
  ...decode(said, document, `decision of ${person}`),
})

const withOpenItems = (db: Db) =>
  db.selectFrom('report_items').select('report').where('closed_at', 'is', null)

/** Keeps reports. */
export const reportStore = (db: Db): ReportStore => ({
  sync: (found, at) => db.transaction().execute((trx) => sync(trx, found, at)),

  get: async (id) => {
    const rows = await db.selectFrom('reports').selectAll().where('id', '=', id).execute()
    return (await reportsOf(db, rows, { closed: true }))[0] ?? null
  },

  readable: async (reader, which) => {
    const rows = await db
      .selectFrom('reports')
      .innerJoin('pages', 'pages.id', 'reports.page_id')
      .select(['reports.id as id', 'page_id', 'code_owners'])
      .where('pages.key', 'in', readableBy(db, reader))
      .$if(!which.closed, (query) => query.where('reports.id', 'in', withOpenItems(db)))
      .execute()
    return reportsOf(db, rows, which)
  },

  open: async (ids) => {
    const rows = await db
      .selectFrom('reports')
      .selectAll()
      .where('id', 'in', withOpenItems(db))
      .$if(ids !== undefined, (query) => query.where('id', 'in', amongTexts(ids ?? [])))
      .execute()
    return reportsOf(db, rows, { closed: false })
  },

  decide: (report, { person, decision, finding, at, until, ...rest }, event) =>
    db.transaction().execute(async (trx) => {
      const document = encode(said, rest, `decision on ${report}`)
      const { key } = await trx
        .insertInto('report_decisions')
        .values({ report, person, decision, finding, at, until, document })
        .returning('key')
        .executeTakeFirstOrThrow()
      await appendTo(trx, event)
      return key
    }),

  checked: async (key, recheck) => {
    await db
      .updateTable('report_decisions')
      .set({ document: sql`json_set(document, '$.recheck', ${recheck})` })
      .where('key', '=', key)
      .execute()
  },
})
