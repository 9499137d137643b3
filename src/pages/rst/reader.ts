import type { Mark, Span } from '../../domain/passage.ts'
import { type Around, type Draft, endOf, type Line } from '../draft.ts'
import type { Targets } from './inline.ts'

/** What the parts of the reader share while one text is read. */
export interface RstReader {
  readonly text: string
  readonly lines: readonly Line[]
  readonly targets: Targets
  readonly drafts: Draft[]
  /** The language of blocks that name none, as `.. highlight::` last set it. */
  language: string | undefined
  /** A number that no other list or table of the page has. */
  nextGroup(): number
  marks(span: Span): Mark[]
  /** Reads the lines from `from` up to `to` as a body of text. */
  body(from: number, to: number, around: Around, level: number): void
}

/** A line without the white space before it. */
export const shownOf = (line: Line | undefined): string => line?.text.slice(line.lead) ?? ''

/** The first line from `at` on that is set in no deeper than `indent`; blank lines before it do not belong. */
export const regionEnd = (
  lines: readonly Line[],
  at: number,
  to: number,
  indent: number,
): number => {
  let end = at
  for (let index = at; index < to; index += 1) {
    const line = lines[index]
    if (line === undefined || (!line.blank && line.indent <= indent)) break
    if (!line.blank) end = index + 1
  }
  return end
}

/** The first line from `at` on that is not blank. */
export const skipBlank = (lines: readonly Line[], at: number, to: number): number => {
  let index = at
  while (index < to && lines[index]?.blank) index += 1
  return index
}

/** The first blank line from `at` on. */
export const paragraphEnd = (lines: readonly Line[], at: number, to: number): number => {
  let index = at
  while (index < to && lines[index]?.blank === false) index += 1
  return index
}

/** Lines as one block of code; nothing when there are none. */
export const codeOf = (
  reader: RstReader,
  from: number,
  to: number,
  around: Around,
  language: string | undefined,
): void => {
  const start = skipBlank(reader.lines, from, to)
  const first = reader.lines[start]
  const last = reader.lines[to - 1]
  if (first === undefined || last === undefined || start >= to) return
  const span: Span = [first.start, Math.max(first.start, endOf(last))]
  reader.drafts.push({
    kind: 'code',
    span,
    textSpan: span,
    ...around,
    ...(language ? { language: language.toLowerCase() } : {}),
  })
}

/** Words as one block, with their inline marks and those given. */
export const wordsOf = (
  reader: RstReader,
  kind: Draft['kind'],
  span: Span,
  textSpan: Span,
  around: Around,
  more: readonly Mark[] = [],
): void => {
  const marks = [...more, ...reader.marks(textSpan)].sort((a, b) => a.span[0] - b.span[0])
  reader.drafts.push({ kind, span, textSpan, marks, ...around })
}
