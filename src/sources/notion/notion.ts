import { createHash } from 'node:crypto'
import type { Copy } from '../../domain/crawl.ts'
import type { SourceDocument } from '../../domain/document.ts'
import { PlumblineError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import { claimed } from '../claimed.ts'
import { isWanted } from '../documents.ts'
import { changedAmong, type Listed } from '../listed.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { type NotionApi, openNotion } from './api.ts'
import { type Listing, list } from './listing.ts'
import { placesOf } from './places.ts'
import { rowOf, titleOf, toldOf } from './properties.ts'
import { renderPage } from './render.ts'
import type { NotionPage } from './shapes.ts'
import { readTree } from './tree.ts'

/** Notion by its API. A page's path is its id. The API tells nobody's rights: readers are those of the entry alone. */
export const notion: SourceType = {
  name: 'notion',
  about:
    'Reads the pages and database rows that are shared with a Notion integration, whose secret is in `tokenFrom`; who may read them, `access` alone tells.',
  documents: pagesOf,
}

interface ListedPage extends Listed {
  readonly page: NotionPage
}

/** Every poll lists what was edited since the last one; once an hour everything, for what went is told nowhere else. */
async function* pagesOf(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed> {
  const api = openNotion(entry, tools)
  const began = tools.now()
  const since = editedSince(entry, tools)
  const listing = await list(api, since)
  for (const [path, because] of listing.unread) yield { is: 'unread', path, because }
  const { pages, trashed, tooMany } = await wantedOf(entry, api, listing)
  for (const { id } of trashed) yield* gone(id, tools)
  const marked = new Set<string>()
  const fetch = async ({ page, path }: ListedPage) => {
    const read = await readTree(api, page.id)
    if (read === null || typeof read === 'string') return read
    if (read.isShared) marked.add(path)
    return documentOf(entry, page, renderPage(rowOf(page), read.blocks), read.problems)
  }
  const atOnce = entry.requestsAtOnce ?? 4
  const listed = listedIn(pages, tools, { began, isWhole: since === null })
  for await (const handed of changedAmong(listed, tools, { atOnce, fetch }))
    yield handed.is === 'document' && handed.stamp !== null && marked.has(handed.document.path)
      ? { ...handed, stamp: `${handed.stamp}${shared}` }
      : handed
  if (listing.fault !== null) throw listing.fault
  if (tooMany) throw tooManyOf(entry)
  if (listing.isWhole) yield { is: 'whole' }
}

const hour = 60 * 60 * 1_000
/** For two clocks that disagree, and pages that the search finds late. */
const overlap = 30 * 60 * 1_000

/** Null where everything is to be listed. Where a page stands below others is known of all pages only. */
const editedSince = (
  { spaces }: SourceEntry,
  { checkpoint, everything, now }: SourceTools,
): Instant | null => {
  const { at, wholeAt } = checkpoint ?? {}
  if (everything || spaces !== undefined || at === undefined || !wholeAt) return null
  if (Date.parse(now()) - Date.parse(wholeAt) >= hour) return null
  return new Date(Date.parse(at) - overlap).toISOString()
}

const wantedOf = async (entry: SourceEntry, api: NotionApi, listing: Listing) => {
  const isIn = placesOf(entry, api, listing)
  const most = entry.mostPages ?? Number.POSITIVE_INFINITY
  const pages: NotionPage[] = []
  const trashed: NotionPage[] = []
  for (const page of listing.pages.values()) {
    if (page.in_trash || page.archived) trashed.push(page)
    else if (isWanted(entry, titleOf(page)) && (await isIn(page))) pages.push(page)
  }
  return { pages: pages.slice(0, most), trashed, tooMany: pages.length > most }
}

async function* gone(path: string, { copyOf }: SourceTools): AsyncIterable<Handed> {
  const copy = await copyOf(path)
  if (copy !== null && !copy.gone) yield { is: 'gone', path }
}

/** A page with blocks that are kept in step with those of another: they change, and it is not edited. */
const shared = ' with blocks of others'

async function* listedIn(
  pages: readonly NotionPage[],
  { copyOf }: SourceTools,
  how: { readonly began: Instant; readonly isWhole: boolean },
): AsyncIterable<ListedPage> {
  for (const page of pages) {
    const stamp = stampOf(page, how.began)
    const kept = isKept(await copyOf(page.id), stamp, how.isWhole)
    yield { path: page.id, stamp: kept ? `${stamp}${shared}` : stamp, page, access: [] }
  }
}

/** Such a page is read again once an hour. */
const isKept = (copy: Copy | null, stamp: string, isWhole: boolean): boolean =>
  copy?.stamp === `${stamp}${shared}` && (!isWhole || copy.done)

/** Minutes are whole ones since 2022 (changelog, "rounded to the nearest minute"), and two clocks may differ by one. */
const settled = 2 * 60 * 1_000

/**
 * Of all that makes a page another. Edits are dated by the minute: as long as a page's minute was not over when it was listed, another edit
 * may still come in it, and the stamp is one that no later listing has.
 */
const stampOf = (page: NotionPage, began: Instant): string => {
  const { last_edited_time, url, is_archived } = page
  const isOver = Date.parse(began) - Date.parse(last_edited_time) >= settled
  return createHash('sha256')
    .update(
      JSON.stringify([
        last_edited_time,
        url,
        is_archived ?? false,
        toldOf(page),
        rowOf(page),
        isOver ? '' : began,
      ]),
    )
    .digest('hex')
    .slice(0, 24)
}

const documentOf = (
  entry: SourceEntry,
  page: NotionPage,
  text: string,
  unread: readonly string[],
): SourceDocument => {
  const told = toldOf(page)
  const problems = [...(told.problems ?? []), ...unread]
  return {
    source: entry.id,
    path: page.id,
    url: page.url,
    format: 'markdown',
    text,
    access: [],
    home: null,
    created: claimed(page.created_time),
    modified: claimed(page.last_edited_time),
    revision: page.last_edited_time,
    told: {
      title: 'Untitled',
      ...told,
      ...(page.is_archived ? { supersededBy: 'nothing is named: the page is archived' } : {}),
      ...(problems.length === 0 ? {} : { problems }),
    },
  }
}

const tooManyOf = ({ id, mostPages }: SourceEntry): PlumblineError =>
  new PlumblineError(
    'source.too-large',
    `source ${id}: the integration is shown more pages than mostPages allows (${mostPages}): raise it, or name the databases to read`,
  )
