import { PlumblineError } from '../../domain/errors.ts'
import { type Asking, refusal } from './asking.ts'
import { type NameOf, readRestriction, restrictionIn } from './restrictions.ts'
import { type Content, content, partOf } from './shapes.ts'
import { type ListedPage, momentOf, type Space } from './wiki.ts'

/** With expansions, listings give at most so many (support.atlassian.com, "always limits results to 50"). */
const largestPart = 200
const expansions =
  'version,history,ancestors,restrictions.read.restrictions.user,restrictions.read.restrictions.group,metadata.labels'

/** By their names, as people know them; by their keys where they have none any more. */
export const nameOf: NameOf = ({ username, userKey }) => username ?? userKey ?? null

/** Pages by offset: where a part fails, its halves are asked for, down to the one page that makes it fail. */
export async function* dataCenterPages(
  asking: Asking,
  of: Space,
  status: 'current' | 'archived',
): AsyncIterable<ListedPage> {
  let start = 0
  let limit = largestPart
  const list = `/rest/api/content?type=page&spaceKey=${encodeURIComponent(of.key)}&status=${status}`
  for (;;) {
    const window = `&start=${start}&limit=${limit}`
    const answered = await asking.answer(`${list}&expand=${expansions}${window}`, partOf(content))
    if (answered.is === 'reply') {
      const { results, _links } = answered.value
      for (const one of results) yield await listedPage(asking, one, of, status)
      if (!_links?.next) return
      start = followingStart(start, limit, _links.next)
      limit = largestPart
      continue
    }
    // Versions that know no archived pages refuse the word.
    if (status === 'archived' && start === 0 && answered.status === 400) return
    if (answered.status !== 404 && answered.status < 500) throw refusal(answered)
    if (limit > 1) {
      limit = Math.floor(limit / 2)
      continue
    }
    // One page whose ancestors cannot be expanded (CONFCLOUD-77618, CONFCLOUD-76424), or the space is gone.
    const bare = await asking.demand(`${list}&expand=version,history${window}`, partOf(content))
    for (const one of bare.results)
      yield await listedPage(asking, await withLine(asking, one), of, status)
    if (!bare._links?.next) return
    start = followingStart(start, 1, bare._links.next)
    limit = largestPart
  }
}

/** The ancestors and labels of a page that no listing can tell of; without ancestors where they cannot be read either. */
async function withLine(asking: Asking, one: Content): Promise<Content> {
  const path = `/rest/api/content/${encodeURIComponent(one.id)}`
  const labelled = await asking.answer(`${path}?expand=metadata.labels`, content)
  const lined = await asking.answer(`${path}?expand=ancestors`, content)
  return {
    ...one,
    ...(labelled.is === 'reply' ? { metadata: labelled.value.metadata } : {}),
    ...(lined.is === 'reply' ? { ancestors: lined.value.ancestors } : {}),
  }
}

async function listedPage(
  asking: Asking,
  one: Content,
  of: Space,
  status: 'current' | 'archived',
): Promise<ListedPage> {
  const own =
    restrictionIn(one.restrictions?.read, nameOf) ?? (await readRestriction(asking, one.id, nameOf))
  return {
    id: one.id,
    title: one.title,
    space: of,
    status,
    version: one.version?.number ?? 0,
    created: momentOf(one.history?.createdDate),
    modified: momentOf(one.version?.when),
    owner: null,
    webui: one._links?.webui ?? null,
    labels: (one.metadata?.labels?.results ?? []).map(({ name }) => name),
    above: one.ancestors
      ? { is: 'line', ids: one.ancestors.map(({ id }) => id) }
      : { is: 'unknown', because: 'what stands above it cannot be told' },
    own,
  }
}

/** The next part's offset, as its link says: pages that we may not see count, too. */
const followingStart = (start: number, limit: number, next: string): number => {
  const told = Number(/[?&]start=(\d{1,9})/.exec(next)?.[1] ?? start + limit)
  if (told > start) return told
  throw new PlumblineError('source.malformed', 'a list of pages goes back to where it was')
}
