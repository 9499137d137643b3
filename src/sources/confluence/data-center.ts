import { PlumblineError } from '../../domain/errors.ts'
import type { TextRevision } from '../section-dates.ts'
import { type Asking, refusal } from './asking.ts'
import { dataCenterReaders } from './data-center-readers.ts'
import { wholeList } from './parts.ts'
import { readRestriction, restrictionIn } from './restrictions.ts'
import { type Content, content, contentWithBody, partOf, space, type User, user } from './shapes.ts'
import { type FetchedPage, type ListedPage, momentOf, type Space, type Wiki } from './wiki.ts'

/** With expansions, listings give at most so many (support.atlassian.com, "always limits results to 50"). */
const largestPart = 200
/** Versions that are read for the age of one page's sections: one request each. */
const mostVersions = 10

const expansions =
  'version,history,ancestors,restrictions.read.restrictions.user,restrictions.read.restrictions.group,metadata.labels'

/** Confluence Data Center: everything by v1, as developer.atlassian.com/server/confluence/rest/v1000 documents it. */
export const dataCenter = (asking: Asking, anonymous: Asking): Wiki => {
  const nameOf = ({ username, userKey }: User) => username ?? userKey ?? null
  const { readersOf } = dataCenterReaders(asking)
  const spaces: Wiki['spaces'] = async () => {
    const all = await wholeList(asking, '/rest/api/space?limit=100', space)
    return all.map(({ key, status }) => ({ id: key, key, archived: status === 'archived' }))
  }
  return {
    spaces,
    anonymousSpaces: async () => keysSeen(anonymous, '/rest/api/space?limit=100'),
    readersOf,
    pages: async function* (of) {
      yield* pagesOf(of, 'current')
      yield* pagesOf(of, 'archived')
    },
    restrictionOf: (id) => readRestriction(asking, id, nameOf),
    // A listing tells the whole line of a page: nothing is asked about what stands in it.
    parentOf: async () => ({ is: 'nothing' }),
    fetch: (page) => fetchPage(asking, page),
    past: (page) => pastOf(asking, page),
    membersOf: async (name) => {
      const path = `/rest/api/group/${encodeURIComponent(name)}/member?limit=200`
      return (await wholeList(asking, path, user)).flatMap((one) => {
        const known = nameOf(one)
        return known === null ? [] : [`user:${known}`]
      })
    },
    signedInGroups: async () => [],
  }

  /** Pages by offset: where a part fails, its halves are asked for, down to the one page that makes it fail. */
  async function* pagesOf(of: Space, status: 'current' | 'archived'): AsyncIterable<ListedPage> {
    let start = 0
    let limit = largestPart
    const list = `/rest/api/content?type=page&spaceKey=${encodeURIComponent(of.key)}&status=${status}`
    for (;;) {
      const window = `&start=${start}&limit=${limit}`
      const answered = await asking.answer(`${list}&expand=${expansions}${window}`, partOf(content))
      if (answered.is === 'reply') {
        const { results, _links } = answered.value
        for (const one of results) yield await listedPage(one, of, status)
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
      for (const one of bare.results) yield await listedPage(await withLine(one), of, status)
      if (!bare._links?.next) return
      start = followingStart(start, 1, bare._links.next)
      limit = largestPart
    }
  }

  /** The ancestors and labels of a page that no listing can tell of; without ancestors where they cannot be read either. */
  async function withLine(one: Content): Promise<Content> {
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
    one: Content,
    of: Space,
    status: 'current' | 'archived',
  ): Promise<ListedPage> {
    const own =
      restrictionIn(one.restrictions?.read, nameOf) ??
      (await readRestriction(asking, one.id, nameOf))
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
}

/** The next part's offset, as its link says: pages that we may not see count, too. */
const followingStart = (start: number, limit: number, next: string): number => {
  const told = Number(/[?&]start=(\d{1,9})/.exec(next)?.[1] ?? start + limit)
  if (told > start) return told
  throw new PlumblineError('source.malformed', 'a list of pages goes back to where it was')
}

/** The keys of the spaces that an asker without a name is shown; null where such askers are not let in at all. */
export const keysSeen = async (
  anonymous: Asking,
  path: string,
): Promise<ReadonlySet<string> | null> => {
  try {
    const all = await wholeList(anonymous, path, space)
    return new Set(all.map(({ key }) => key))
  } catch (error) {
    if (error instanceof PlumblineError && error.code.startsWith('source.')) return null
    throw error
  }
}

const fetchPage = async (
  asking: Asking,
  page: ListedPage,
): Promise<FetchedPage | string | null> => {
  const path = `/rest/api/content/${encodeURIComponent(page.id)}?status=${page.status}&expand=version`
  const written = await asking.answer(`${path},body.storage`, contentWithBody)
  if (written.is === 'no' && written.status === 404) return null
  if (written.is === 'no' && written.status < 500 && written.status !== 400) return written.because
  const isStorage = written.is === 'reply' && Boolean(written.value.body?.storage)
  const shown = isStorage ? written : await asking.answer(`${path},body.view`, contentWithBody)
  if (shown.is === 'no') return shown.status === 404 ? null : shown.because
  const { body, version } = shown.value
  const text = (isStorage ? body?.storage : body?.view)?.value
  if (text === undefined) return 'the wiki gives it without its text'
  return {
    version: version?.number ?? page.version,
    modified: momentOf(version?.when) ?? page.modified,
    minor: version?.minorEdit ?? false,
    text,
    isStorage,
    state: null,
    owner: null,
  }
}

/** v1, content: `status=historical` with `version` gives a page as it was. */
const pastOf = async (asking: Asking, page: ListedPage): Promise<readonly TextRevision[]> => {
  const past: TextRevision[] = []
  const oldest = Math.max(1, page.version - mostVersions)
  for (let number = page.version - 1; number >= oldest; number--) {
    const path = `/rest/api/content/${encodeURIComponent(page.id)}?status=historical&version=${number}&expand=version,body.storage`
    const answered = await asking.answer(path, contentWithBody)
    if (answered.is === 'no') break
    const { version, body } = answered.value
    const at = momentOf(version?.when)
    if (at !== null)
      past.push({ at, text: body?.storage?.value ?? null, minor: version?.minorEdit ?? false })
  }
  return past
}
