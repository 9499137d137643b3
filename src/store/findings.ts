import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { ClaimKind } from '../domain/claim.ts'
import type { Finding, Status } from '../domain/finding.ts'
import type { Principal } from '../domain/principal.ts'
import { readableBy } from './access.ts'
import { amongTexts } from './among.ts'
import { findingSchema } from './schemas/finding.ts'
import { decode, rememberingDecoder } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** Which findings to list. */
export interface FindingFilter {
  readonly reader?: Pick<Principal, 'id' | 'groups'>
  readonly statuses?: readonly Status[]
  readonly kinds?: readonly ClaimKind[]
  readonly page?: string
  readonly source?: string
  readonly owner?: string
  readonly subject?: string
  /** One of these. */
  readonly subjects?: readonly string[]
  readonly limit?: number
  /** `next` of the part before, or the place of its last finding. */
  readonly after?: string
}

/** Findings, replaced page by page. */
export interface FindingStore {
  /** Puts these in place of all findings of the page, or of those judged against just these repositories. */
  replace(
    of: { readonly page: string; readonly repositories?: readonly string[] },
    findings: readonly Finding[],
  ): Promise<void>
  byPage(page: string): Promise<readonly Finding[]>
  byPassages(passages: readonly string[]): Promise<readonly Finding[]>
  /** All with this id: one name claimed on two lines of a page is one finding twice. */
  byId(id: string): Promise<readonly Finding[]>
  /** How many findings have each status, by the repositories they were judged against. */
  tally(): Promise<
    readonly {
      readonly repositories: readonly string[]
      readonly status: string
      readonly count: number
    }[]
  >
  list(filter?: FindingFilter): Promise<{
    readonly findings: readonly Finding[]
    readonly next: string | null
  }>
}

const repositoriesKey = (repositories: readonly string[]): string =>
  JSON.stringify([...repositories].sort())

const readFinding = rememberingDecoder(findingSchema)

const findingOf = ({ id, document }: { id: string; document: string }): Finding =>
  readFinding(document, `finding ${id}`)

const rowOf = (finding: Finding) => ({
  id: finding.id,
  page_id: finding.claim.page,
  passage_id: finding.claim.passage,
  repositories: repositoriesKey(finding.repositories),
  status: finding.status,
  kind: finding.claim.kind,
  subject: finding.claim.subject,
  line: finding.claim.line,
  document: JSON.stringify(finding),
})

const replace: (db: Kysely<Tables>, ...rest: Parameters<FindingStore['replace']>) => Promise<void> =
  (db, { page, repositories }, findings) =>
    db.transaction().execute(async (trx) => {
      let old = trx.deleteFrom('findings').where('page_id', '=', page)
      if (repositories) old = old.where('repositories', '=', repositoriesKey(repositories))
      await old.execute()
      for (const finding of findings)
        await trx.insertInto('findings').values(rowOf(finding)).execute()
    })

/** Where a finding stands among all: nothing that counts findings, which would tell of those that a reader may not see. */
export const placeOf = ({ id, claim: { page, line } }: Finding): string =>
  Buffer.from(JSON.stringify({ page, line, id })).toString('base64url')

const place = z.object({ page: z.string(), line: z.number(), id: z.string() })

const placeIn = (text: string): z.infer<typeof place> | null => {
  try {
    return place.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null
  } catch {
    return null
  }
}

const listFindings = async (db: Kysely<Tables>, filter: FindingFilter) => {
  const { reader, statuses, kinds, page, source, owner, subject, subjects, limit = 100 } = filter
  const after = filter.after === undefined ? undefined : placeIn(filter.after)
  if (after === null) return { findings: [], next: null }
  let query = db
    .selectFrom('findings')
    .innerJoin('pages', 'pages.id', 'page_id')
    .select(['findings.key as key', 'findings.id as id', 'findings.document as document'])
    .orderBy('page_id')
    .orderBy('line')
    .orderBy('findings.id')
    .orderBy('findings.key')
  if (reader) query = query.where('pages.key', 'in', readableBy(db, reader))
  if (statuses) query = query.where('status', 'in', statuses)
  if (kinds) query = query.where('kind', 'in', kinds)
  // What is gone has nobody who could mend it; who asks for the page itself is shown what was found.
  query =
    page === undefined ? query.where('gone_at', 'is', null) : query.where('page_id', '=', page)
  if (source !== undefined) query = query.where('source', '=', source)
  if (owner !== undefined) query = query.where('owner', '=', owner)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (subjects !== undefined) query = query.where('subject', 'in', amongTexts(subjects))
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(page_id, line, findings.id) > (${after.page}, ${after.line}, ${after.id})`,
    )
  const rows = await query.limit(limit + 1).execute()
  const findings = rows.slice(0, limit).map(findingOf)
  const last = rows.length > limit ? findings.at(-1) : undefined
  return { findings, next: last ? placeOf(last) : null }
}

/** Keeps findings. */
export const findingStore = (db: Kysely<Tables>): FindingStore => {
  const inOrder = db
    .selectFrom('findings')
    .select(['id', 'document'])
    .orderBy('line')
    .orderBy('key')
  return {
    replace: (of, findings) => replace(db, of, findings),
    byPage: async (page) => (await inOrder.where('page_id', '=', page).execute()).map(findingOf),
    byPassages: async (passages) =>
      (await inOrder.where('passage_id', 'in', [...passages]).execute()).map(findingOf),
    byId: async (id) => (await inOrder.where('id', '=', id).execute()).map(findingOf),
    tally: async () => {
      const rows = await db
        .selectFrom('findings')
        .select((count) => ['repositories', 'status', count.fn.countAll<number>().as('count')])
        .groupBy(['repositories', 'status'])
        .execute()
      return rows.map(({ repositories, ...rest }) => ({
        ...rest,
        repositories: decode(z.array(z.string()), repositories, 'repositories of findings'),
      }))
    },
    list: (filter = {}) => listFindings(db, filter),
  }
}
