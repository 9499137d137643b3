import { type Around, endOf, type Line } from '../draft.ts'
import { readDirective } from './directives.ts'
import { readLed } from './led.ts'
import { type RstReader, regionEnd, shownOf } from './reader.ts'

const directive = /^\.\.[ \t]+(?:\|[^|\n]{1,120}\|[ \t]+)?([A-Za-z][\w:+.-]{0,60})::(?:[ \t]+|$)/
const target = /^\.\.[ \t]+_(?:`[^`\n]{1,200}`|(?:[^:\n\\]|\\.|:(?=\S)){0,200}):(?:[ \t]+(\S.*))?$/
const anonymous = /^(?:__|\.\.[ \t]+__:)[ \t]+(\S.*)$/
const footnote = /^\.\.[ \t]+\[[^\]\n]{1,80}\][ \t]+(?=\S)/

/** Explicit markup: a directive, a target, a footnote, else a comment, which no reader sees. The line after it. */
export const readExplicit = (
  reader: RstReader,
  at: number,
  to: number,
  around: Around,
  level: number,
): number => {
  const { lines } = reader
  const line = lines[at]
  if (line === undefined) return to
  const shown = line.text.slice(line.lead)
  const end = regionEnd(lines, at + 1, to, line.indent)
  const named = directive.exec(shown)
  if (named) {
    const name = (named[1] ?? '').toLowerCase()
    readDirective(reader, { name, at, end, lead: line.lead + named[0].length, line }, around, level)
    return Math.max(end, at + 1)
  }
  const aimed = target.exec(shown) ?? anonymous.exec(shown)
  if (aimed) {
    const url = aimed[1]?.trim()
    if (url !== undefined && !url.endsWith('_')) definition(reader, line, url, around)
    return url === undefined ? below(reader, at + 1, end, around, level) : Math.max(end, at + 1)
  }
  const note = footnote.exec(shown)
  if (note) return readLed(reader, at, end, line.lead + note[0].length, 'paragraph', around, level)
  return Math.max(end, at + 1)
}

/** An address may stand on the line below its name; what else is set in there is text that lost its place. */
const below = (
  reader: RstReader,
  from: number,
  end: number,
  around: Around,
  level: number,
): number => {
  const line = reader.lines[from]
  const isUrl = line !== undefined && from < end && /^\S+$/.test(shownOf(line))
  if (isUrl) definition(reader, line, shownOf(line), around)
  const rest = isUrl ? from + 1 : from
  if (rest < end) reader.body(rest, end, around, level + 1)
  return Math.max(end, from)
}

/** The line that gives a reference its target. */
const definition = (reader: RstReader, line: Line, url: string, around: Around): void => {
  const start = endOf(line) - url.length
  const span = [start, endOf(line)] as const
  const mark = {
    kind: 'link',
    span,
    text: url,
    textSpan: span,
    target: url,
    role: 'definition',
  } as const
  const whole = [line.start + line.lead, endOf(line)] as const
  reader.drafts.push({ kind: 'html', span: whole, textSpan: whole, marks: [mark], ...around })
}
