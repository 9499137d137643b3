import { PlumblineError } from '../../domain/errors.ts'
import type { TextRevision } from '../section-dates.ts'
import type { Asking } from './asking.ts'
import { dataCenterPages, nameOf } from './data-center-pages.ts'
import { dataCenterReaders } from './data-center-readers.ts'
import { wholeList } from './parts.ts'
import { readRestriction } from './restrictions.ts'
import { contentWithBody, space, user } from './shapes.ts'
import { type FetchedPage, type ListedPage, momentOf, type Wiki } from './wiki.ts'

/** Versions that are read for the age of one page's sections: one request each. */
const mostVersions = 10

/** Confluence Data Center: everything by v1, as developer.atlassian.com/server/confluence/rest/v1000 documents it. */
export const dataCenter = (asking: Asking, anonymous: Asking): Wiki => {
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
      yield* dataCenterPages(asking, of, 'current')
      yield* dataCenterPages(asking, of, 'archived')
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
