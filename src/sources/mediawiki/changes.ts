import type { Copy } from '../../domain/crawl.ts'
import type { SourceDocument } from '../../domain/document.ts'
import { isWanted } from '../documents.ts'
import { changedAmong, type Listed } from '../listed.ts'
import type { Handed, SourceEntry, SourceTools } from '../source.ts'
import type { WikiPage } from './listing.ts'
import { fetchPage, type PageDesk } from './page.ts'
import type { Remembered } from './remembered.ts'
import { isStill, readStamp, written } from './stamps.ts'

export interface ListedPages {
  readonly pages: AsyncIterable<WikiPage>
  /** An extension by whose own rules pages may be shut. */
  readonly shutBy: string | null
  readonly remembered: Remembered
}

interface ListedPage extends Listed {
  readonly page: WikiPage
  /** Why nobody is to be shown it. */
  readonly shut: string | null
  /** The stamp of a copy that nobody was shown, and that is what the wiki shows again. */
  readonly reopened: string | null
}

const nobody = [[]]
const notForUs = 'whoever the wiki is crawled as may not read it'
/** Before the stamp of a copy that nobody is shown: it opens again only when the wiki says so. */
const shutMark = 'shut '

/** What became of the pages that are listed: those are fetched that are others than our copies. */
export async function* changedPages(
  entry: SourceEntry,
  tools: Pick<SourceTools, 'copyOf'>,
  listed: ListedPages,
  desk: PageDesk,
): AsyncIterable<Handed> {
  /** What is said of some documents in the place of what a listing comes to. */
  const instead = new Map<string, readonly Handed[]>()
  const stamps = new Map<string, string>()
  const shutFor = (path: string, copy: Copy | null, because: string): string => {
    listed.remembered.keepLock()
    // A copy of before must not be read any longer either.
    if (copy !== null && !copy.gone) instead.set(path, [shutCopy(path, copy)])
    return because
  }
  const fetch = async (
    { path, page, shut, reopened }: ListedPage,
    copy: Copy | null,
  ): Promise<SourceDocument | string | null> => {
    if (shut !== null) return shutFor(path, copy, shut)
    if (reopened !== null) {
      instead.set(path, [{ is: 'same', path, access: desk.access, stamp: reopened }])
      return null
    }
    const before = copy === null || copy.gone ? null : readStamp(opened(copy.stamp))
    const fetched = await fetchPage(page, before, desk)
    switch (fetched.is) {
      case 'page':
        stamps.set(path, written(fetched.stamp))
        return fetched.document
      case 'redirect':
        listed.remembered.keepRedirect(page.id, page.revision)
        if (copy === null) instead.set(path, [])
        return null
      case 'denied':
        return shutFor(path, copy, notForUs)
      case 'gone':
        return null
      case 'unread':
        return fetched.because
    }
  }
  const pages = listedIn(listed, { entry, tools, desk })
  const atOnce = entry.requestsAtOnce ?? 4
  for await (const handed of changedAmong(pages, tools, { atOnce, fetch })) {
    if (handed.is === 'document') {
      const { path } = handed.document
      yield { ...handed, stamp: stamps.get(path) ?? null }
      stamps.delete(path)
    } else if ('path' in handed) {
      yield* instead.get(handed.path) ?? [handed]
      instead.delete(handed.path)
    }
  }
}

const opened = (stamp: string | null): string | null =>
  stamp?.startsWith(shutMark) ? stamp.slice(shutMark.length) : stamp

const shutCopy = (path: string, { stamp }: Copy): Handed => ({
  is: 'same',
  path,
  access: nobody,
  ...(stamp === null ? {} : { stamp: `${shutMark}${opened(stamp)}` }),
})

interface ListingDesk {
  readonly entry: SourceEntry
  readonly tools: Pick<SourceTools, 'copyOf'>
  readonly desk: PageDesk
}

/** A page that is what our copy was made from carries our copy's stamp; any other is fetched and gets one. */
async function* listedIn(
  { pages, shutBy, remembered }: ListedPages,
  { entry, tools, desk }: ListingDesk,
): AsyncIterable<ListedPage> {
  for await (const page of pages) {
    if (!isWanted(entry, page.title)) continue
    if (page.isRedirect && remembered.knowsRedirect(page.id, page.revision)) continue
    const path = String(page.id)
    const copy = await tools.copyOf(path)
    const kept = copy === null || copy.gone ? null : copy.stamp
    const shut = shutOf(page, kept, shutBy)
    const stamp = readStamp(opened(kept))
    const isSame = shut === null && stamp !== null && isStill(stamp, page, desk.included)
    const wasShut = opened(kept) !== kept
    yield {
      path,
      page,
      shut,
      reopened: isSame && wasShut ? opened(kept) : null,
      access: desk.access,
      stamp: isSame && !wasShut && kept !== null ? kept : another,
    }
  }
}

/** No stamp of ours. */
const another = 'another'

const shutOf = (
  { mayBeRead }: WikiPage,
  kept: string | null,
  shutBy: string | null,
): string | null => {
  if (shutBy !== null)
    return `the wiki has ${shutBy}, which hides pages by rules that nobody can ask for: nobody is shown them here`
  const wasShut = kept?.startsWith(shutMark) ?? false
  return mayBeRead === false || (mayBeRead === null && wasShut) ? notForUs : null
}
