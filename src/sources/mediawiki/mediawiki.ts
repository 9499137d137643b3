import { PlumblineError } from '../../domain/errors.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { type Api, openApi } from './api.ts'
import { changedPages } from './changes.ts'
import { findApi } from './find-api.ts'
import { listIncluded, listPages, movedSince } from './listing.ts'
import { loggedIn, loginNeeded } from './login.ts'
import type { PageDesk } from './page.ts'
import { everybody, readReaders } from './readers.ts'
import { readRemembered } from './remembered.ts'
import { categoryNames, includedNamespaces, readSite, wantedNamespaces } from './site.ts'
import { wikitextParts } from './wikitext.ts'

/** A MediaWiki by its API. A page's path is its id, which outlives moves. */
export const mediaWiki: SourceType = {
  name: 'mediawiki',
  about:
    'Reads the pages of a MediaWiki by its `api.php`: those of its content, project and help namespaces, or of those under `spaces`.',
  documents: (entry, tools) => changesIn(entry, tools),
}

async function* changesIn(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed> {
  const entered = await enter(entry, tools)
  if (entered === null) {
    yield* shut(entry)
    return
  }
  const { api, isOpen } = entered
  const readers = isOpen ? everybody : await readReaders(api)
  yield { is: 'groups', groups: readers.groups }
  const site = await readSite(api)
  const namespaces = wantedNamespaces(entry, site)
  const desk: PageDesk = {
    api,
    site,
    access: readers.access,
    included: await listIncluded(api, includedNamespaces(site)),
    split: wikitextParts(categoryNames(site)),
    now: tools.now,
  }
  const remembered = readRemembered(tools.checkpoint?.text ?? null, tools.now())
  const asksEach = tools.everything || site.lock !== null || remembered.isDue
  const pages = listPages(api, { namespaces, mostPages: entry.mostPages, asksEach })
  // Whoever logs in may see more than others do, and nobody can say how much.
  const listed = { pages, shutBy: isOpen ? null : site.lock, remembered }
  const met = new Set<string>()
  for await (const handed of changedPages(entry, tools, listed, desk)) {
    if ('path' in handed) met.add(handed.path)
    if (handed.is === 'document') met.add(handed.document.path)
    yield handed
  }
  for (const path of await movedSince(api, site, namespaces, entry))
    if (!met.has(path)) yield { is: 'passed-over', path }
  yield { is: 'whole' }
  yield { is: 'checkpoint', text: remembered.text(asksEach) }
}

/** A wiki that was open to everybody and is no longer: what we have of it is nothing that may be shown. */
function* shut({ url = '' }: SourceEntry): Iterable<Handed> {
  yield { is: 'groups', groups: [] }
  yield { is: 'unread', path: 'api.php', because: loginNeeded(url) }
  yield { is: 'whole' }
}

/**
 * The wiki, asked as everybody where everybody may read: nothing that is locked for some can come along then. Null where it was read before,
 * and now wants a login that we have not.
 */
const enter = async (
  { id, url = '', credentials = {} }: SourceEntry,
  { now, fetching, checkpoint }: SourceTools,
): Promise<{ readonly api: Api; readonly isOpen: boolean } | null> => {
  if (!URL.canParse(url))
    throw new PlumblineError('source.refused', `source ${id}: set url to the address of the wiki`)
  const { origin } = new URL(url)
  const clock = () => Date.parse(now())
  const { api, everybody } = await findApi(url, { fetching: fetching({ origin }), now: clock })
  if (everybody.includes('read')) return { api, isOpen: true }
  const { token, user, password } = credentials
  const hasLogin = token !== undefined || (user !== undefined && password !== undefined)
  if (!hasLogin && checkpoint !== null) return null
  if (token === undefined) return { api: await loggedIn(api, credentials), isOpen: false }
  const door = { origin: new URL(api.address).origin, authorization: `Bearer ${token}` }
  return { api: openApi(api.address, { fetching: fetching(door), now: clock }), isOpen: false }
}
