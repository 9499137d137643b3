import type { Mark, Span } from '../../domain/passage.ts'
import { admonitionNamed } from '../admonitions.ts'
import { type Around, type Draft, endOf, type Line } from '../draft.ts'

/** A block that was opened by a delimiter and holds other blocks. */
interface Open {
  readonly delimiter: string
  readonly admonition: string | null
}

/** What is known while one document is read from top to bottom. */
export interface AdocReader {
  readonly text: string
  readonly lines: readonly Line[]
  readonly drafts: Draft[]
  readonly attributes: Map<string, string>
  readonly open: Open[]
  /** The attributes that stand above the next block: `source,bash`. */
  above: string
  /** The group of the list that goes on. */
  list: number | null
  nextGroup(): number
  marks(span: Span): Mark[]
}

/** What a block that begins now stands in. */
export const aroundOf = (reader: AdocReader): Around => {
  const here = admonitionNamed(/^([A-Z]+)\b/.exec(reader.above)?.[1] ?? '')
  const admonition = here ?? reader.open.findLast((one) => one.admonition !== null)?.admonition
  return admonition ? { admonition } : {}
}

export const spanOf = (first: Line, last: Line): Span => [
  first.start + first.lead,
  Math.max(first.start + first.lead, endOf(last)),
]

/** Words as one block with their inline marks. */
export const adocWords = (
  reader: AdocReader,
  kind: Draft['kind'],
  span: Span,
  textSpan: Span,
  more: Partial<Draft> = {},
): void => {
  const marks = reader.marks(textSpan)
  reader.drafts.push({ kind, span, textSpan, marks, ...aroundOf(reader), ...more })
}
