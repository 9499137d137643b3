import { PlumblineError } from '../../domain/errors.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { type Api, openApi } from './api.ts'
import { changedPages } from './changes.ts'
import { findApi } from './find-api.ts'
import { listIncluded, listPages, movedSince } from './listing.ts'
import { loggedIn } from './login.ts'
import type { PageDesk } from './page.ts'
import { everybody, type Readers, readReaders } from './readers.ts'
import { type Remembered, readRemembered } from './remembered.ts'
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
  const remembered = readRemembered(tools.checkpoint?.text ?? null, tools.now())
  const entered = await enter(entry, tools, remembered)
  if ('shut' in entered) {
    yield* nothingOf(entered.shut)
    return
  }
  const { api, readers } = entered
  const isOpen = readers === everybody
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
  yield { is: 'checkpoint', text: remembered.text({ asked: asksEach, isOpen }) }
}

/** A wiki that was open to everybody and is no longer: what we have of it is nothing that may be shown. */
function* nothingOf(because: string): Iterable<Handed> {
  yield { is: 'groups', groups: [] }
  yield { is: 'unread', path: 'api.php', because }
  yield { is: 'whole' }
}

type Entered = { readonly api: Api; readonly readers: Readers } | { readonly shut: string }

/** The wiki, asked as everybody where everybody may read: nothing that is locked for some can come along then. */
const enter = async (
  { id, url = '', credentials = {} }: SourceEntry,
  { now, fetching }: SourceTools,
  { wasOpen }: Remembered,
): Promise<Entered> => {
  if (!URL.canParse(url))
    throw new PlumblineError('source.refused', `source ${id}: set url to the address of the wiki`)
  const { origin } = new URL(url)
  const clock = () => Date.parse(now())
  const found = await findApi(url, { fetching: fetching({ origin }), now: clock })
  if (found.everybody.includes('read')) return { api: found.api, readers: everybody }
  const { address } = found.api
  const withToken = (token: string): Api => {
    const door = { origin: new URL(address).origin, authorization: `Bearer ${token}` }
    return openApi(address, { fetching: fetching(door), now: clock })
  }
  try {
    const { token } = credentials
    const api = token === undefined ? await loggedIn(found.api, credentials) : withToken(token)
    return { api, readers: await readReaders(api) }
  } catch (error) {
    if (wasOpen && error instanceof PlumblineError && error.code === 'source.refused')
      return { shut: error.message }
    throw error
  }
}
