import type { SourceDocument } from '../../domain/document.ts'
import { PlumblineError } from '../../domain/errors.ts'
import { perhapsOnItsWord } from '../claimed.ts'
import { isWanted } from '../documents.ts'
import { changedAmong, type Listed } from '../listed.ts'
import { toldBy } from '../marks.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { openServer, type TiddlyWikiServer } from './server.ts'
import { holding, listingDigest, stampIn, stampOf, written } from './stamps.ts'
import { dateOf, digestOf, marksOf, type Tiddler } from './tiddler.ts'

/** A TiddlyWiki on its own Node server. Who may read it is told by the entry alone: the server lets readers see all or nothing. */
export const tiddlyWiki: SourceType = {
  name: 'tiddlywiki',
  about: 'Reads the tiddlers of a TiddlyWiki that its own Node server shows.',
  documents,
}

async function* documents(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed> {
  const server = await openServer(entry, tools)
  const began = tools.now()
  const listing = await list(server, tools)
  const pages = listing.tiddlers.filter(
    ({ kind, title }) => kind !== null && isWanted(entry, title),
  )
  const most = entry.mostPages ?? Number.POSITIVE_INFINITY
  const changed: Tiddler[] = []
  for (const page of pages.slice(0, most)) {
    const stamp = holding(await tools.copyOf(page.title), page, listing.digest)
    if (stamp === null) changed.push(page)
    else yield { is: 'same', path: page.title, access: [], stamp: written(stamp) }
  }
  yield* fetched(changed, { entry, tools, server, digest: listing.digest })
  if (pages.length > most)
    throw new PlumblineError(
      'source.too-large',
      `source ${entry.id}: the TiddlyWiki has ${pages.length} pages; only ${most} were read (mostPages)`,
    )
  yield { is: 'whole' }
  yield { is: 'checkpoint', text: listing.withTexts ? began : (tools.checkpoint?.text ?? began) }
}

interface Listing {
  readonly tiddlers: readonly Tiddler[]
  readonly digest: string
  readonly withTexts: boolean
}

/** After so long, texts are listed, too, so that a change that revision and fields conceal is seen. */
const textsEvery = 24 * 60 * 60 * 1000

/**
 * The listing: with texts the first time, once a day, and where a revision went back, which is what a server shows that was started
 * anew and counts from nought. Texts that are too long for one reply are done without.
 */
async function list(server: TiddlyWikiServer, tools: SourceTools): Promise<Listing> {
  const short = isDue(tools) ? null : await server.list(false)
  if (short !== null && !(await wentBack(short, tools))) return listingOf(short, false)
  const whole = await listWhole(server)
  if (whole !== null) return listingOf(whole, true)
  return listingOf(short ?? (await server.list(false)), true)
}

const listingOf = (tiddlers: readonly Tiddler[], withTexts: boolean): Listing => ({
  tiddlers,
  digest: listingDigest(tiddlers),
  withTexts,
})

const isDue = ({ checkpoint, now }: SourceTools): boolean => {
  const since = Date.parse(now()) - Date.parse(checkpoint?.text ?? '')
  return !(since >= 0 && since < textsEvery)
}

const wentBack = async (
  tiddlers: readonly Tiddler[],
  { copyOf }: SourceTools,
): Promise<boolean> => {
  for (const { title, revision } of tiddlers) {
    const known = stampIn(await copyOf(title))
    if (known !== null && revision < known.revision) return true
  }
  return false
}

const listWhole = async (server: TiddlyWikiServer): Promise<readonly Tiddler[] | null> => {
  try {
    return await server.list(true)
  } catch (error) {
    if (error instanceof PlumblineError && error.code === 'source.too-large') return null
    throw error
  }
}

interface FetchDesk {
  readonly entry: SourceEntry
  readonly tools: SourceTools
  readonly server: TiddlyWikiServer
  /** Of the listing. */
  readonly digest: string
}

interface Changed extends Listed {
  readonly tiddler: Tiddler
}

async function* itemsOf(changed: readonly Tiddler[]): AsyncIterable<Changed> {
  // The stamp is known once the text is.
  for (const tiddler of changed) yield { tiddler, path: tiddler.title, stamp: '' }
}

async function* fetched(
  changed: readonly Tiddler[],
  { entry, tools, server, digest }: FetchDesk,
): AsyncIterable<Handed> {
  const stamps = new Map<string, string>()
  const fetch = async ({ tiddler }: Changed) => {
    const text = tiddler.text ?? (await server.text(tiddler.title))
    if (text === null) return null
    stamps.set(tiddler.title, written(stampOf(tiddler, text, digest)))
    return documentOf(entry, server, tiddler, text)
  }
  const atOnce = entry.requestsAtOnce ?? 4
  for await (const handed of changedAmong(itemsOf(changed), tools, { atOnce, fetch }))
    yield handed.is === 'document'
      ? { ...handed, stamp: stamps.get(handed.document.path) ?? null }
      : handed
}

async function documentOf(
  entry: SourceEntry,
  server: TiddlyWikiServer,
  tiddler: Tiddler,
  text: string,
): Promise<SourceDocument | null> {
  const { title, kind, fields, digest } = tiddler
  const shown = kind === 'wikitext' ? await server.page(title) : text
  if (shown === null || kind === null) return null
  return {
    source: entry.id,
    path: title,
    url: `${server.base}/#${encodeURIComponent(title)}`,
    format: kind === 'wikitext' ? 'html' : kind,
    text: shown,
    access: [],
    home: null,
    created: perhapsOnItsWord(dateOf(fields.get('created') ?? '')),
    modified: perhapsOnItsWord(dateOf(fields.get('modified') ?? '')),
    // The server's own number starts again with the server.
    revision: digestOf(`${digest} ${digestOf(text)}`),
    told: { title, ...toldBy(marksOf(tiddler), dateOf) },
  }
}
