import type { Copy } from '../domain/crawl.ts'
import type { SourceDocument } from '../domain/document.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { AccessLists } from '../domain/principal.ts'
import type { Handed, SourceTools } from './source.ts'

/** A document as a source lists it, before its text is asked for. */
export interface Listed {
  readonly path: string
  /** Another than that of our copy whenever the document may be another. */
  readonly stamp: string
  /** Who may read it, where the source tells that apart from the text. */
  readonly access?: AccessLists
}

/** How the documents of a listing are fetched. */
export interface Fetching<Item extends Listed> {
  /** Documents asked for at once. */
  readonly atOnce: number
  /** The document, or why there is none; null where it went while the source was read. */
  fetch(item: Item, copy: Copy | null): Promise<SourceDocument | string | null>
}

/** After so many documents in a row that nobody answered for, the source itself is out of reach. */
const mostUnanswered = 8

/**
 * What a listing comes to: only documents are fetched that are new, were gone, or carry another stamp than our copy. One that cannot be
 * read is told and the rest goes on, unless no answer comes any more.
 */
export async function* changedAmong<Item extends Listed>(
  listing: AsyncIterable<Item>,
  { copyOf }: Pick<SourceTools, 'copyOf'>,
  { atOnce, fetch }: Fetching<Item>,
): AsyncIterable<Handed> {
  const unanswered = { inARow: 0 }
  const underWay = new Set<Promise<Settled>>()
  let broken: { readonly fault: unknown } | null = null
  try {
    for await (const item of listing) {
      const copy = await copyOf(item.path)
      if (copy !== null && !copy.gone && copy.stamp === item.stamp) {
        yield sameOf(item)
        continue
      }
      if (underWay.size >= atOnce) yield* landed(await Promise.race(underWay), underWay)
      const work: Promise<Settled> = fetched(item, copy, fetch, unanswered).then(
        (handed) => ({ work, handed, fault: null }),
        (fault: unknown) => ({ work, handed: null, fault }),
      )
      underWay.add(work)
    }
  } catch (fault) {
    broken = { fault }
  }
  // A listing that breaks off takes nothing with it that was fetched already.
  while (underWay.size > 0) yield* landed(await Promise.race(underWay), underWay)
  if (broken !== null) throw broken.fault
}

interface Settled {
  readonly work: Promise<Settled>
  readonly handed: Handed | null
  readonly fault: unknown
}

function* landed({ work, handed, fault }: Settled, underWay: Set<Promise<Settled>>) {
  underWay.delete(work)
  if (handed === null) throw fault
  yield handed
}

const sameOf = ({ path, access }: Listed): Handed => ({
  is: 'same',
  path,
  ...(access === undefined ? {} : { access }),
})

const fetched = async <Item extends Listed>(
  item: Item,
  copy: Copy | null,
  fetch: Fetching<Item>['fetch'],
  unanswered: { inARow: number },
): Promise<Handed> => {
  const { path, stamp, access } = item
  const unread = (because: string): Handed => ({
    is: 'unread',
    path,
    because,
    ...(access === undefined ? {} : { access }),
  })
  try {
    const document = await fetch(item, copy)
    unanswered.inARow = 0
    if (document === null) return { is: 'gone', path }
    if (typeof document === 'string') return unread(document)
    return { is: 'document', document, stamp }
  } catch (error) {
    if (!(error instanceof PlumblineError) || !error.code.startsWith('source.')) throw error
    if (isOfServer(error)) unanswered.inARow += 1
    if (unanswered.inARow >= mostUnanswered) throw error
    return unread(error.message)
  }
}

const isOfServer = ({ code }: PlumblineError): boolean =>
  code === 'source.unreachable' || code === 'source.busy' || code === 'source.too-slow'
