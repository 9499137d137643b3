import type { TextRevision } from '../section-dates.ts'
import type { Asking } from './asking.ts'
import { cloudDetails } from './cloud-details.ts'
import { cloudReaders } from './cloud-readers.ts'
import { keysSeen } from './data-center.ts'
import { listed, wholeList } from './parts.ts'
import { readRestriction } from './restrictions.ts'
import { contentState, type Page, page, pastVersion, placed, space, user } from './shapes.ts'
import { type Above, type FetchedPage, type ListedPage, momentOf, type Wiki } from './wiki.ts'

/** Versions that are read for the age of one page's sections. */
const mostVersions = 20
const versionsAtOnce = 10

/** Where v2 keeps what can stand above a page. */
const kinds: Readonly<Record<string, string>> = {
  page: 'pages',
  folder: 'folders',
  whiteboard: 'whiteboards',
  database: 'databases',
  embed: 'embeds',
}

/**
 * Confluence Cloud. What there is comes from v2, which lists what the database holds; restrictions are in v1 alone, and come in batches
 * by id through its search (developer.atlassian.com/cloud/confluence/rest/v2 and /v1).
 */
export const cloud = (asking: Asking, anonymous: Asking): Wiki => {
  const { readersOf, idOf, signedInGroups } = cloudReaders(asking)
  const details = cloudDetails(asking)
  const names = new Map<string, Promise<string | null>>()
  const nameOf = (accountId: string): Promise<string | null> => {
    const known = names.get(accountId)
    if (known) return known
    const asked = asking
      .answer(`/rest/api/user?accountId=${encodeURIComponent(accountId)}`, user)
      .then((told) =>
        told.is === 'reply' ? (told.value.publicName ?? told.value.displayName ?? null) : null,
      )
    names.set(accountId, asked)
    return asked
  }
  return {
    spaces: async () =>
      (await wholeList(asking, '/api/v2/spaces?limit=250', space)).map(({ id, key, status }) => ({
        id,
        key,
        archived: status === 'archived',
      })),
    anonymousSpaces: () => keysSeen(anonymous, '/api/v2/spaces?limit=250'),
    readersOf,
    signedInGroups,
    pages: async function* (of) {
      for (const status of ['current', 'archived'] as const) {
        const path = `/api/v2/pages?space-id=${encodeURIComponent(of.id)}&status=${status}&limit=250`
        for await (const [one, { own, labels }] of details.of(listed(asking, path, page)))
          yield {
            id: one.id,
            title: one.title,
            space: of,
            status,
            version: one.version?.number ?? 0,
            created: momentOf(one.createdAt),
            modified: momentOf(one.version?.createdAt),
            owner: one.ownerId ?? null,
            webui: one._links?.webui ?? null,
            labels,
            above: aboveOf(one),
            own,
          }
      }
    },
    restrictionOf: (id) => readRestriction(asking, id, ({ accountId }) => accountId ?? null),
    parentOf: async (id, type) => {
      const kind = kinds[type]
      if (kind === undefined) return { is: 'unknown', because: `nothing is known of a ${type}` }
      const told = await asking.answer(`/api/v2/${kind}/${encodeURIComponent(id)}`, placed)
      return told.is === 'reply' ? aboveOf(told.value) : { is: 'unknown', because: told.because }
    },
    fetch: async (of) => fetchPage(asking, of, nameOf),
    past: (of) => pastOf(asking, of),
    membersOf: async (name) => {
      const id = (await idOf(name)) ?? name
      const path = `/rest/api/group/${encodeURIComponent(id)}/membersByGroupId?limit=200`
      return (await wholeList(asking, path, user)).flatMap(({ accountId }) =>
        accountId ? [`user:${accountId}`] : [],
      )
    },
  }
}

const aboveOf = ({ parentId, parentType }: Pick<Page, 'parentId' | 'parentType'>): Above =>
  parentId ? { is: 'parent', id: parentId, type: parentType ?? 'page' } : { is: 'nothing' }

const fetchPage = async (
  asking: Asking,
  of: ListedPage,
  nameOf: (accountId: string) => Promise<string | null>,
): Promise<FetchedPage | string | null> => {
  const path = `/api/v2/pages/${encodeURIComponent(of.id)}?status=${of.status}&body-format=`
  const written = await asking.answer(`${path}storage`, page)
  if (written.is === 'no' && written.status === 404) return null
  if (written.is === 'no' && written.status < 500 && written.status !== 400) return written.because
  const isStorage = written.is === 'reply' && Boolean(written.value.body?.storage)
  const shown = isStorage ? written : await asking.answer(`${path}view`, page)
  if (shown.is === 'no') return shown.status === 404 ? null : shown.because
  const { body, version, ownerId } = shown.value
  const text = (isStorage ? body?.storage : body?.view)?.value
  if (text === undefined) return 'the wiki gives it without its text'
  return {
    version: version?.number ?? of.version,
    modified: momentOf(version?.createdAt) ?? of.modified,
    minor: version?.minorEdit ?? false,
    text,
    isStorage,
    state: await stateOf(asking, of),
    owner: ownerId ? await nameOf(ownerId) : null,
  }
}

/** v1, content-states: the status that people set on a page. */
const stateOf = async (
  asking: Asking,
  { id, status }: ListedPage,
): Promise<FetchedPage['state']> => {
  const path = `/rest/api/content/${encodeURIComponent(id)}/state?status=${status}`
  const told = await asking.answer(path, contentState)
  const state = told.is === 'reply' ? told.value.contentState : null
  return told.is === 'reply' && state
    ? { name: state.name, at: momentOf(told.value.lastUpdated) }
    : null
}

/** v2, version: the versions of a page with their text, some at once. */
const pastOf = async (asking: Asking, of: ListedPage): Promise<readonly TextRevision[]> => {
  const path = `/api/v2/pages/${encodeURIComponent(of.id)}/versions?body-format=storage&sort=-modified-date&limit=${versionsAtOnce}`
  const past: TextRevision[] = []
  for await (const { number, createdAt, minorEdit, page: then } of listed(
    asking,
    path,
    pastVersion,
  )) {
    const at = momentOf(createdAt)
    if (number < of.version && at !== null)
      past.push({ at, text: then?.body?.storage?.value ?? null, minor: minorEdit ?? false })
    if (past.length >= mostVersions) break
  }
  return past
}
