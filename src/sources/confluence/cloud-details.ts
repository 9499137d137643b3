import type { Asking } from './asking.ts'
import { readRestriction, restrictionIn } from './restrictions.ts'
import { type Content, content, labels as labelsReply, type Page, partOf } from './shapes.ts'
import type { Readers } from './wiki.ts'

/** What v2 does not list beside its pages. */
interface Details {
  readonly own: Readers
  readonly labels: readonly string[]
}

/** Ids of one search: the address they stand in stays well below what servers take. */
const atOnce = 100

const nameOf = ({ accountId }: { readonly accountId?: string | null | undefined }) =>
  accountId ?? null

/** Restrictions and labels of pages, by batches of ids: a search that fails is halved, down to single pages. */
export const cloudDetails = (asking: Asking) => {
  async function* of(pages: AsyncIterable<Page>): AsyncIterable<readonly [Page, Details]> {
    let batch: Page[] = []
    for await (const page of pages) {
      batch.push(page)
      if (batch.length < atOnce) continue
      yield* detailed(batch)
      batch = []
    }
    yield* detailed(batch)
  }

  async function* detailed(batch: readonly Page[]): AsyncIterable<readonly [Page, Details]> {
    const found = await searched(batch.map(({ id }) => id))
    for (const page of batch) yield [page, await detailsOf(page, found.get(page.id))]
  }

  /** What the index is behind with, and what it cannot tell whole, is asked for by itself. */
  const detailsOf = async ({ id }: Page, found: Content | undefined): Promise<Details> => {
    const own = found && restrictionIn(found.restrictions?.read, nameOf)
    const names = found?.metadata?.labels?.results.map(({ name }) => name)
    return {
      own: own ?? (await readRestriction(asking, id, nameOf)),
      labels: names ?? (await labelsOf(id)),
    }
  }

  const searched = async (ids: readonly string[]): Promise<ReadonlyMap<string, Content>> => {
    if (ids.length === 0) return new Map()
    // v1, search, "Search content by CQL": archived pages are found where the context names their status.
    const query = new URLSearchParams({
      cql: `type=page and id in (${ids.join(',')})`,
      cqlcontext: '{"contentStatuses":["current","archived"]}',
      expand:
        'restrictions.read.restrictions.user,restrictions.read.restrictions.group,metadata.labels',
      limit: String(ids.length),
    })
    const answered = await asking.answer(`/rest/api/content/search?${query}`, partOf(content))
    if (answered.is === 'reply')
      return new Map(answered.value.results.map((one) => [one.id, one] as const))
    if (ids.length === 1) return new Map()
    const half = Math.ceil(ids.length / 2)
    return new Map([...(await searched(ids.slice(0, half))), ...(await searched(ids.slice(half)))])
  }

  const labelsOf = async (id: string): Promise<readonly string[]> => {
    const path = `/api/v2/pages/${encodeURIComponent(id)}/labels?limit=250`
    const answered = await asking.answer(path, labelsReply)
    return answered.is === 'reply' ? answered.value.results.map(({ name }) => name) : []
  }

  return { of }
}
