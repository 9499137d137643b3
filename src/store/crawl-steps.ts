import { type Kysely, sql, type Transaction } from 'kysely'
import type { CrawlNews, SameDocument } from '../domain/crawl.ts'
import type { Instant } from '../domain/instant.ts'
import type { AccessLists } from '../domain/principal.ts'
import { putAccess } from './access.ts'
import { markGone } from './pages.ts'
import { putPages } from './put-pages.ts'
import type { ReadyPage } from './ready-page.ts'
import { accessOf } from './schemas/page.ts'
import type { Tables } from './tables.ts'
import { confirmAll, enterAll, nowReadAll } from './unchanged.ts'

/** What a crawl came to know of one document, or of its source. */
export type CrawlStep =
  /** New or changed. */
  | ({ readonly is: 'put' } & ReadyPage)
  /** Just what we have; what the page itself says of who may read it is as before where it is left out. */
  | (SameDocument & { readonly own?: AccessLists })
  | Exclude<CrawlNews, SameDocument>

/** How many pages went, or opened and closed to readers, in some steps. */
export interface CrawlTaken {
  readonly gone: number
  readonly accessChanged: number
}

interface Taking {
  readonly id: string
  readonly source: string
}

/** Takes steps of a crawl in one transaction, and enters each document in the crawl's ledger. */
export const take = (
  db: Kysely<Tables>,
  crawl: Taking,
  steps: readonly CrawlStep[],
  at: Instant,
): Promise<CrawlTaken> =>
  db.transaction().execute(async (trx) => {
    const taken = { gone: 0, accessChanged: 0 }
    for (const run of runsOf(steps)) {
      const [first] = run
      const paths = run.map((step) => ('path' in step ? step.path : ''))
      if (first?.is === 'put') await takePages(trx, crawl, run)
      else if (run.length > 1 && first?.is === 'same') await confirmAll(trx, crawl, paths, at)
      else if (run.length > 1) await enterAll(trx, crawl, paths)
      else if (first !== undefined) {
        const { gone, accessChanged } = await takeOne(trx, crawl, first, at)
        taken.gone += gone
        taken.accessChanged += accessChanged
      }
    }
    return taken
  })

const takePages = async (
  trx: Transaction<Tables>,
  crawl: Taking,
  steps: readonly CrawlStep[],
): Promise<void> => {
  const pages = steps.filter((step) => step.is === 'put')
  const paths = pages.map(({ row }) => row.path)
  await putPages(trx, pages)
  await enterAll(trx, crawl, paths)
  await nowReadAll(trx, crawl, paths)
}

/** Steps in their order; pages to put stand together, and those that say no more of a document than that it is what we have. */
const runsOf = (steps: readonly CrawlStep[]): readonly (readonly CrawlStep[])[] => {
  const runs: CrawlStep[][] = []
  for (const step of steps) {
    const last = runs.at(-1)
    const before = last?.[0]
    const isAlike = before?.is === step.is && joins(before) && joins(step)
    if (last && isAlike) last.push(step)
    else runs.push([step])
  }
  return runs
}

const joins = (step: CrawlStep): boolean =>
  step.is === 'put' ||
  step.is === 'passed-over' ||
  (step.is === 'same' && step.access === undefined && step.stamp === undefined)

const nothing: CrawlTaken = { gone: 0, accessChanged: 0 }

const takeOne = async (
  trx: Transaction<Tables>,
  crawl: Taking,
  step: Exclude<CrawlStep, { is: 'put' }>,
  at: Instant,
): Promise<CrawlTaken> => {
  const { source } = crawl
  switch (step.is) {
    case 'same': {
      const isVisit = await met(trx, crawl, step.path)
      await nowRead(trx, source, step.path)
      return { gone: 0, accessChanged: await confirm(trx, source, step, isVisit, at) }
    }
    case 'unread': {
      const { path, because } = step
      await met(trx, crawl, path)
      await trx
        .insertInto('unread_documents')
        .values({ source, path, because, seen_at: at })
        .onConflict((conflict) =>
          conflict.columns(['source', 'path']).doUpdateSet({ because, seen_at: at }),
        )
        .execute()
      return { gone: 0, accessChanged: await shut(trx, source, step) }
    }
    case 'passed-over':
      await met(trx, crawl, step.path)
      return nothing
    case 'gone':
      await nowRead(trx, source, step.path)
      return {
        gone: await markGone(trx, source, { at, basis: 'observed' }, [step.path]),
        accessChanged: 0,
      }
    case 'checkpoint':
      await trx
        .updateTable('crawls')
        .set({ checkpoint: step.text })
        .where('id', '=', crawl.id)
        .execute()
      return nothing
  }
}

/** Enters a document in the crawl's ledger; false where it stands there already. */
const met = async (trx: Transaction<Tables>, { id }: Taking, path: string): Promise<boolean> => {
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('crawled_documents')
    .values({ crawl_id: id, path })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

const nowRead = async (trx: Transaction<Tables>, source: string, path: string): Promise<void> => {
  await trx
    .deleteFrom('unread_documents')
    .where('source', '=', source)
    .where('path', '=', path)
    .execute()
}

/** The source still serves just this copy: one more visit without a change, unless this very crawl saw it before. Gives 1 where other readers may see it now. */
const confirm = async (
  trx: Transaction<Tables>,
  source: string,
  step: Extract<CrawlStep, { is: 'same' }>,
  isVisit: boolean,
  at: Instant,
): Promise<number> => {
  const { path, stamp } = step
  const seen = JSON.stringify({ at, basis: 'observed' })
  await trx
    .updateTable('pages')
    .where('source', '=', source)
    .where('path', '=', path)
    .set({
      gone_at: null,
      times: sql`json_set(times, '$.confirmed', json(${seen}), '$.gone', null)`,
      ...(isVisit ? { visits: sql`visits + 1` } : {}),
      ...(stamp === undefined ? {} : { stamp }),
    })
    .execute()
  return open(trx, source, step)
}

/** A copy of before is open to nobody but those who were let in when it was made and are let in now: what is new may not be for all. */
const shut = async (
  trx: Transaction<Tables>,
  source: string,
  { path, access }: { path: string; access?: AccessLists },
): Promise<number> => {
  if (access === undefined) return 0
  const row = await trx
    .selectFrom('pages')
    .innerJoin('access_lists', 'access_lists.key', 'pages.access_key')
    .select(['pages.key as key', 'access_key', 'access_lists.document as lists'])
    .where('source', '=', source)
    .where('path', '=', path)
    .executeTakeFirst()
  if (row === undefined) return 0
  const before = accessOf(row.lists, `access lists of ${source}:${path}`)
  const known = new Set(before.map((list) => JSON.stringify([...list].sort())))
  const further = access.filter((list) => !known.has(JSON.stringify([...list].sort())))
  if (further.length === 0) return 0
  const access_key = await putAccess(trx, [...before, ...further])
  await trx.updateTable('pages').set({ access_key }).where('key', '=', row.key).execute()
  return 1
}

/** Opens a page to whom its source lets in now, narrowed by what it says itself. Gives 1 where that is another list than before. */
const open = async (
  trx: Transaction<Tables>,
  source: string,
  { path, access, own }: { path: string; access?: AccessLists; own?: AccessLists },
): Promise<number> => {
  if (access === undefined) return 0
  const row = await trx
    .selectFrom('pages')
    .select(['key', 'access_key', 'own_access'])
    .where('source', '=', source)
    .where('path', '=', path)
    .executeTakeFirst()
  if (row === undefined) return 0
  const narrowed = own ?? accessOf(row.own_access, `access lists of ${source}:${path}`)
  const access_key = await putAccess(trx, [...access, ...narrowed])
  const own_access = JSON.stringify(narrowed)
  if (access_key === row.access_key && own_access === row.own_access) return 0
  await trx
    .updateTable('pages')
    .set({ access_key, own_access })
    .where('key', '=', row.key)
    .execute()
  return access_key === row.access_key ? 0 : 1
}
