import type { SourceDocument } from '../../domain/document.ts'
import { isWanted } from '../documents.ts'
import { changedAmong, type Listed } from '../listed.ts'
import type { Copy, Handed, SourceEntry, SourceTools } from '../source.ts'
import type { WikiPage } from './listing.ts'
import { fetchPage, type PageDesk } from './page.ts'
import type { Remembered } from './remembered.ts'
import { isStill, readStamp, written } from './stamps.ts'

export interface ListedPages {
  readonly pages: AsyncIterable<WikiPage>
  /** An extension by whose own rules pages may be shut. */
  readonly shutBy: string | null
  readonly redirects: Remembered
}

interface ListedPage extends Listed {
  readonly page: WikiPage
  /** Why nobody is to be shown it. */
  readonly shut: string | null
}

const nobody = [[]]
const notForUs = 'whoever the wiki is crawled as may not read it'

/** What became of the pages that are listed: those are fetched that are others than our copies. */
export async function* changedPages(
  entry: SourceEntry,
  tools: Pick<SourceTools, 'copyOf'>,
  { pages, shutBy, redirects }: ListedPages,
  desk: PageDesk,
): AsyncIterable<Handed> {
  /** What is said of some documents in the place of what a listing comes to. */
  const instead = new Map<string, readonly Handed[]>()
  const stamps = new Map<string, string>()
  const shutFor = (path: string, copy: Copy | null, because: string): string => {
    // A copy of before must not be read any longer either.
    if (copy !== null && !copy.gone) instead.set(path, [{ is: 'same', path, access: nobody }])
    return because
  }
  const fetch = async (
    { path, page, shut }: ListedPage,
    copy: Copy | null,
  ): Promise<SourceDocument | string | null> => {
    if (shut !== null) return shutFor(path, copy, shut)
    const before = copy === null || copy.gone ? null : readStamp(copy.stamp)
    const fetched = await fetchPage(page, before, desk)
    switch (fetched.is) {
      case 'page':
        stamps.set(path, written(fetched.stamp))
        return fetched.document
      case 'redirect':
        redirects.keep(page.id, page.revision)
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
  const listed = listedIn(pages, { entry, tools, desk, shutBy, redirects })
  for await (const handed of changedAmong(listed, tools, {
    atOnce: entry.requestsAtOnce ?? 4,
    fetch,
  })) {
    if (handed.is === 'document')
      yield { ...handed, stamp: stamps.get(handed.document.path) ?? null }
    else yield* ('path' in handed ? instead.get(handed.path) : undefined) ?? [handed]
    if ('path' in handed) instead.delete(handed.path)
    if (handed.is === 'document') stamps.delete(handed.document.path)
  }
}

interface Listing extends Omit<ListedPages, 'pages'> {
  readonly entry: SourceEntry
  readonly tools: Pick<SourceTools, 'copyOf'>
  readonly desk: PageDesk
}

/** A page that is what our copy was made from carries our copy's stamp; any other is fetched and gets one. */
async function* listedIn(
  pages: AsyncIterable<WikiPage>,
  { entry, tools, desk, shutBy, redirects }: Listing,
): AsyncIterable<ListedPage> {
  for await (const page of pages) {
    if (!isWanted(entry, page.title)) continue
    if (page.isRedirect && redirects.knows(page.id, page.revision)) continue
    const path = String(page.id)
    const copy = await tools.copyOf(path)
    const kept = copy === null || copy.gone ? null : copy.stamp
    const shut = shutOf(page, shutBy)
    const access = shut === null ? desk.access : nobody
    const stamp = readStamp(kept)
    const isSame = shut !== null || (stamp !== null && isStill(stamp, page, desk.included))
    yield { path, page, shut, access, stamp: isSame && kept !== null ? kept : another }
  }
}

/** No stamp of ours. */
const another = 'another'

const shutOf = ({ mayBeRead }: WikiPage, shutBy: string | null): string | null => {
  if (shutBy !== null)
    return `the wiki has ${shutBy}, which hides pages by rules that nobody can ask for: nobody is shown them here`
  return mayBeRead ? null : notForUs
}
