import type { Copy } from '../../domain/crawl.ts'
import { digestOf, type Tiddler } from './tiddler.ts'

/**
 * By what a tiddler is known again. Its revision is counted by the server, but anew from each start, and its fields are whatever a
 * client says: only the text's own digest cannot be forged, and a listing with all texts is a long one. Where a text shows others, or
 * is made by macros, it changes with the wiki.
 */
export interface Stamp {
  readonly revision: number
  /** Of the fields. */
  readonly fields: string
  readonly text: string
  /** Of the wiki's listing, where the text draws from others; else `-`. */
  readonly others: string
}

export const written = ({ revision, fields, text, others }: Stamp): string =>
  [revision, fields, text, others].join(' ')

export const stampIn = (copy: Copy | null): Stamp | null => {
  const [revision = '', fields, text, others, ...more] = copy?.stamp?.split(' ') ?? []
  const isWhole = fields !== undefined && text !== undefined && others !== undefined
  return isWhole && more.length === 0 ? { revision: Number(revision), fields, text, others } : null
}

/** The listing as one: it changes whenever a tiddler does that is no draft, page or not. */
export const listingDigest = (tiddlers: readonly Tiddler[]): string => {
  const lines = tiddlers
    .filter(({ fields }) => !fields.has('draft.of'))
    .map(({ revision, digest }) => `${revision} ${digest}`)
  return digestOf(lines.join('\n'))
}

/** Transclusions, filters, macros and widgets: the words on the page are not all in its text. */
const drawing = /\{\{|<<|<\$|^\\/m

export const drawsFromOthers = ({ kind }: Tiddler, text: string): boolean =>
  kind === 'wikitext' && drawing.test(text)

export const stampOf = (tiddler: Tiddler, text: string, listing: string): Stamp => ({
  revision: tiddler.revision,
  fields: tiddler.digest,
  text: digestOf(text),
  others: drawsFromOthers(tiddler, text) ? listing : '-',
})

/** The stamp of a copy that still holds, as far as the listing tells; null where it does not. */
export const holding = (copy: Copy | null, tiddler: Tiddler, listing: string): Stamp | null => {
  const known = stampIn(copy)
  if (known === null || copy?.gone !== false) return null
  const now = stampNow(tiddler, known, listing)
  const isSame =
    now.fields === known.fields && now.text === known.text && now.others === known.others
  // Where the listing has no texts, another revision is another tiddler.
  return isSame && (tiddler.text !== undefined || now.revision === known.revision) ? now : null
}

const stampNow = (tiddler: Tiddler, known: Stamp, listing: string): Stamp =>
  tiddler.text !== undefined
    ? stampOf(tiddler, tiddler.text, listing)
    : {
        revision: tiddler.revision,
        fields: tiddler.digest,
        text: known.text,
        others: known.others === '-' ? '-' : listing,
      }
