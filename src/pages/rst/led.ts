import type { Mark } from '../../domain/passage.ts'
import { type Around, endOf, type Line } from '../draft.ts'
import { codeOf, type RstReader, regionEnd, shownOf, skipBlank, wordsOf } from './reader.ts'

/** Words that begin within a line and go on below it, and then whatever else is set in below them. */
export const readLed = (
  reader: RstReader,
  at: number,
  end: number,
  lead: number,
  kind: 'list-item' | 'paragraph',
  around: Around,
  level: number,
  more: readonly Mark[] = [],
): number => {
  const { lines } = reader
  const line = lines[at]
  if (line === undefined) return end
  let stop = at + 1
  while (stop < end && lines[stop]?.blank === false && !nests(lines[stop])) stop += 1
  const last = lines[stop - 1] ?? line
  const textStart = Math.min(line.start + lead, endOf(line))
  const textSpan = [textStart, Math.max(textStart, endOf(last))] as const
  const start = line.start + line.lead
  if (reader.text.slice(...textSpan).trim() !== '' || kind === 'list-item')
    wordsOf(reader, kind, [start, textSpan[1]], textSpan, around, more)
  const isLead = reader.text.slice(...textSpan).endsWith('::')
  const literal = isLead ? literalAfter(reader, stop, end, line.indent, around) : stop
  if (literal < end) reader.body(literal, end, around, level + 1)
  return Math.max(end, at + 1)
}

const nests = (line: Line | undefined): boolean =>
  line !== undefined && /^(?:[-*+•]\s|\d{1,4}[.)]\s|#\.\s|\.\.\s)/.test(shownOf(line))

/** The literal block that two colons announce: what is set in, or quoted with one sign; the line after it. */
export const literalAfter = (
  reader: RstReader,
  from: number,
  to: number,
  indent: number,
  around: Around,
): number => {
  const { lines, language } = reader
  const start = skipBlank(lines, from, to)
  const first = lines[start]
  if (start >= to || first === undefined) return from
  if (first.indent > indent) {
    const end = regionEnd(lines, start, to, indent)
    codeOf(reader, start, end, around, language)
    return end
  }
  const sign = shownOf(first).charAt(0)
  if (!/[>|$#]/.test(sign)) return from
  let end = start
  while (end < to && shownOf(lines[end]).startsWith(sign)) end += 1
  codeOf(reader, start, end, around, language)
  return end
}
