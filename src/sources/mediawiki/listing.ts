import { PlumblineError } from '../../domain/errors.ts'
import { isWanted } from '../documents.ts'
import type { SourceEntry } from '../source.ts'
import type { Api } from './api.ts'
import { partsOf } from './pages-of.ts'
import { type ListedPage, moves, type Namespace, pageList } from './replies.ts'
import type { Site } from './site.ts'
import type { Included, IncludedPage, Stampable } from './stamps.ts'

/** A page as the wiki lists it. */
export interface WikiPage extends Stampable {
  readonly id: number
  /** When it was last edited, in the wiki's words; empty where the wiki does not say. */
  readonly edited: string
  /** Whether its newest revision is its only one. */
  readonly isFirst: boolean
  readonly isRedirect: boolean
  /** Whether who asks may read it; null where that was not asked. */
  readonly mayBeRead: boolean | null
  /** Bytes of its wikitext. */
  readonly length: number
}

/** What is listed, and whether for each page it is asked who may read it. */
export interface Listing {
  readonly namespaces: readonly Namespace[]
  readonly mostPages: number | undefined
  readonly asksEach: boolean
}

const asking = { prop: 'info|revisions', rvprop: 'ids|timestamp' }
/** The wiki tells it of 50 pages a call, and everything else of 500. */
const askingEach = { ...asking, intestactions: 'read' }

/**
 * All pages of some namespaces. A redirect with a single revision never was a page. Where it is not asked of each page whether it may be
 * read, it is asked of the first ones of each namespace: most locks are of namespaces. More pages than are allowed are a fault, after
 * those that are.
 */
export async function* listPages(
  api: Api,
  { namespaces, mostPages = Number.POSITIVE_INFINITY, asksEach }: Listing,
): AsyncIterable<WikiPage> {
  const seen = new Set<number>()
  for (const { id } of namespaces) {
    const each = asksEach || (await hasLocks(api, id))
    for await (const page of wholePages(api, id, each ? askingEach : asking)) {
      const one = wikiPage(page, each)
      if (one === null || seen.has(one.id) || (one.isRedirect && one.isFirst)) continue
      if (seen.size >= mostPages)
        throw new PlumblineError(
          'source.too-large',
          `${api.address} has more than ${mostPages} pages; name fewer namespaces in spaces, or raise mostPages`,
        )
      seen.add(one.id)
      yield one
    }
  }
}

const hasLocks = async (api: Api, namespace: number): Promise<boolean> => {
  const sample = { ...listing(namespace), gaplimit: '50', prop: 'info', intestactions: 'read' }
  for await (const { query } of partsOf(api, sample, pageList))
    return (query?.pages ?? []).some(({ actions }) => actions?.read !== true)
  return false
}

/** What may be included by pages: the wiki's templates. Past the bound nothing is known, and pages are told by their touches. */
export const listIncluded = async (
  api: Api,
  namespaces: readonly Namespace[],
): Promise<Included> => {
  const byTitle = new Map<string, IncludedPage>()
  const byId = new Map<number, number>()
  for (const { id } of namespaces)
    for await (const { pageid, title, lastrevid, touched } of wholePages(api, id, {
      prop: 'info',
    })) {
      if (lastrevid === undefined || touched === undefined || byId.size >= mostIncluded) continue
      byTitle.set(title, { id: pageid, revision: lastrevid, touched })
      byId.set(pageid, lastrevid)
    }
  return { titled: (title) => byTitle.get(title), revisionOf: (id) => byId.get(id) }
}

const mostIncluded = 100_000

/** Pages with all that was asked of them: the wiki may tell it piece by piece, and says when a batch is complete. */
async function* wholePages(
  api: Api,
  namespace: number,
  more: Readonly<Record<string, string>>,
): AsyncIterable<ListedPage> {
  const parameters = { ...listing(namespace), ...more }
  let batch = new Map<number, ListedPage>()
  for await (const { query, batchcomplete } of partsOf(api, parameters, pageList)) {
    for (const page of query?.pages ?? [])
      batch.set(page.pageid, { ...batch.get(page.pageid), ...page })
    if (batchcomplete !== true) continue
    yield* batch.values()
    batch = new Map()
  }
  yield* batch.values()
}

const listing = (namespace: number) => ({
  generator: 'allpages',
  gapnamespace: String(namespace),
  gaplimit: '500',
})

const wikiPage = (
  { pageid, title, lastrevid, touched, ...page }: ListedPage,
  wasAsked: boolean,
): WikiPage | null => {
  if (lastrevid === undefined || touched === undefined) return null
  const newest = page.revisions?.[0]
  return {
    id: pageid,
    title,
    revision: lastrevid,
    touched,
    edited: newest?.timestamp ?? '',
    isFirst: newest?.parentid === 0,
    isRedirect: page.redirect ?? false,
    mayBeRead: wasAsked ? page.actions?.read === true : null,
    length: page.length ?? 0,
  }
}

/**
 * Paths of pages that were moved while the wiki was listed, and that the entry still wants: one that went from behind the place where the listing
 * was to before it is in no part of the list.
 */
export const movedSince = async (
  api: Api,
  { startedAt }: Site,
  namespaces: readonly Namespace[],
  entry: SourceEntry,
): Promise<readonly string[]> => {
  const parameters = {
    ...{ list: 'logevents', letype: 'move', leprop: 'ids|details' },
    ...{ lestart: startedAt, ledir: 'newer', lelimit: '500' },
  }
  const moved: string[] = []
  for await (const { query } of partsOf(api, parameters, moves))
    for (const { logpage, params } of query.logevents) {
      const wanted = namespaces.some(({ id }) => id === params?.target_ns)
      if (logpage && wanted && isWanted(entry, params?.target_title ?? ''))
        moved.push(String(logpage))
    }
  return moved
}
