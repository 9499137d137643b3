import { type Around, endOf, type Line } from '../draft.ts'
import { readExplicit } from './explicit.ts'
import { fieldOf, readField } from './fields.ts'
import { literalAfter, readLed } from './led.ts'
import {
  codeOf,
  paragraphEnd,
  type RstReader,
  regionEnd,
  shownOf,
  skipBlank,
  wordsOf,
} from './reader.ts'
import { isTable, readTable } from './tables.ts'

/** Bodies inside bodies beyond this are read as if they stood beside each other. */
const deepest = 30

const bullet = /^[-*+•‣⁃](?:[ \t]+(?=\S)|$)/
const numbered = /^(?:\(?(?:\d{1,4}|[a-zA-Z]|#)\)|(?:\d{1,4}|[a-zA-Z]|#)\.)[ \t]+(?=\S)/

/** Reads a body of reStructuredText: everything but section titles, which stand only at the top. */
export const readBody = (
  reader: RstReader,
  from: number,
  to: number,
  around: Around,
  level: number,
): void => {
  const { lines } = reader
  const indent = lines[skipBlank(lines, from, to)]?.indent ?? 0
  const groups = new Map<number, number>()
  let at = from
  while (at < to) {
    const line = lines[at]
    if (line === undefined) return
    if (line.blank) {
      at += 1
      continue
    }
    if (line.indent > indent && level < deepest) {
      const end = regionEnd(lines, at, to, indent)
      reader.body(at, end, around, level + 1)
      at = end
      continue
    }
    const marker = markerOf(line)
    if (marker) {
      const group = groups.get(line.indent) ?? around.group ?? reader.nextGroup()
      groups.set(line.indent, group)
      const inside: Around = {
        ...around,
        group,
        depth: around.depth === undefined ? 0 : around.depth + 1,
        ordered: marker.ordered,
      }
      at = readItem(reader, at, to, marker.length, inside, level)
      continue
    }
    groups.clear()
    at = readOne(reader, at, to, around, level)
  }
}

/** Whatever begins at a line that is no list item; the line after it. */
const readOne = (
  reader: RstReader,
  at: number,
  to: number,
  around: Around,
  level: number,
): number => {
  const { lines } = reader
  const line = lines[at]
  const shown = shownOf(line)
  if (line === undefined) return to
  if (/^(?:\.\.|__)(?:\s|$)/.test(shown)) return readExplicit(reader, at, to, around, level)
  if (isTable(lines, at, to)) return readTable(reader, at, to, around)
  if (shown.startsWith('>>>')) {
    const end = paragraphEnd(lines, at, to)
    codeOf(reader, at, end, around, 'pycon')
    return end
  }
  if (isRule(lines, at, to)) return at + 1
  const field = fieldOf(line)
  if (field) return readField(reader, at, to, field, around, level)
  return readParagraph(reader, at, to, around, level)
}

const markerOf = (line: Line): { readonly length: number; readonly ordered: boolean } | null => {
  const shown = line.text.slice(line.lead, line.lead + 20)
  const dot = bullet.exec(shown)
  if (dot) return { length: dot[0].length, ordered: false }
  const number = numbered.exec(shown)
  return number ? { length: number[0].length, ordered: true } : null
}

/** A line of punctuation between blank lines: a transition. */
const isRule = (lines: readonly Line[], at: number, to: number): boolean =>
  /^([!-/:-@[-`{-~])\1{3,}$/.test(shownOf(lines[at])) &&
  (at + 1 >= to || lines[at + 1]?.blank === true)

const readItem = (
  reader: RstReader,
  at: number,
  to: number,
  marker: number,
  around: Around,
  level: number,
): number => {
  const line = reader.lines[at]
  if (line === undefined) return to
  const end = regionEnd(reader.lines, at + 1, to, line.indent)
  return readLed(reader, at, end, line.lead + marker, 'list-item', around, level)
}

const readParagraph = (
  reader: RstReader,
  at: number,
  to: number,
  around: Around,
  level: number,
): number => {
  const { lines } = reader
  const line = lines[at]
  if (line === undefined) return to
  let stop = at + 1
  while (stop < to && lines[stop]?.blank === false && lines[stop]?.indent === line.indent) stop += 1
  const next = lines[stop]
  const last = lines[stop - 1] ?? line
  const span = [line.start + line.lead, endOf(last)] as const
  const isTerm = stop < to && next?.blank === false && next.indent > line.indent
  if (isTerm && stop === at + 1 && level < deepest) {
    const group = { ...around, group: around.group ?? reader.nextGroup(), depth: 0 }
    wordsOf(reader, 'list-item', span, span, group)
    const end = regionEnd(lines, stop, to, line.indent)
    if (last.text.endsWith('::')) codeOf(reader, stop, end, around, reader.language)
    else reader.body(stop, end, around, level + 1)
    return end
  }
  wordsOf(reader, 'paragraph', span, span, around)
  return last.text.endsWith('::') ? literalAfter(reader, stop, to, line.indent, around) : stop
}
