import type { Block } from '../../domain/passage.ts'
import { admonitionNamed } from '../admonitions.ts'
import { type Draft, endOf, finished, type Line, linesOf } from '../draft.ts'
import {
  breaks,
  opensTable,
  opensVerbatim,
  readAdocItem,
  readAdocTable,
  readVerbatim,
} from './blocks.ts'
import { adocMarks } from './inline.ts'
import { type AdocReader, adocWords, spanOf } from './reader.ts'

/**
 * Reads AsciiDoc into blocks whose spans are exact offsets into the text. Never throws.
 * Grammar: https://docs.asciidoctor.org/asciidoc/latest/.
 */
export const readAdoc = (text: string, options: { readonly from: number }): Block[] => {
  const drafts: Draft[] = []
  const attributes = new Map<string, string>()
  let groups = 0
  const reader: AdocReader = {
    text,
    lines: linesOf(text, options.from),
    drafts,
    attributes,
    open: [],
    above: '',
    list: null,
    nextGroup: () => {
      groups += 1
      return groups
    },
    marks: (span) => adocMarks(text, span, attributes),
  }
  for (let at = 0; at < reader.lines.length; ) at = readAt(reader, at)
  return finished(text, drafts, null)
}

const attribute = /^:(!?[A-Za-z0-9_][\w-]{0,80}!?):(?:[ \t]+(\S.*))?$/
const section = /^(={1,6}|#{1,6})[ \t]+(?=\S)/
const container = /^(?:={4,}|\*{4,}|_{4,}|--)$/
const blockMacro = /^(?:image|include|video|audio)::[^\s[\]]{0,400}\[/
const conditional = /^(?:ifn?def|ifeval|endif)::[^[\n]{0,200}\[(.{0,400})\]$/

/** Reads what begins at a line; the line after it. */
const readAt = (reader: AdocReader, at: number): number => {
  const line = reader.lines[at]
  if (line === undefined || line.blank) return at + 1
  if (isSetting(reader, line)) return at + 1
  const next = readBlock(reader, at, line)
  reader.above = ''
  return next
}

/** What speaks to the processor: comments, attributes, conditionals, what dresses the next block. */
const isSetting = (reader: AdocReader, line: Line): boolean => {
  const text = line.text.slice(0, 2_000)
  if (/^\/\/(?!\/)/.test(text) || /^(?:\+|'''|---|<<<)$/.test(text)) return true
  const set = attribute.exec(text)
  if (set) {
    reader.attributes.set((set[1] ?? '').replaceAll('!', ''), set[2]?.trim() ?? '')
    return true
  }
  const dressed = /^\[([^\n]*)\]$/.exec(text)
  if (dressed) {
    // Anchors and roles are set beside what says which block it is, not in its place.
    const said = dressed[1] ?? ''
    if (!/^(?:\[|#|\.)/.test(said)) reader.above = said
    return true
  }
  if (conditional.test(text) && !/^ifn?def::[^[\n]{0,200}\[.{1,400}\]$/.test(text)) return true
  return /^toc::\[/.test(text)
}

const readBlock = (reader: AdocReader, at: number, line: Line): number => {
  const { text } = line
  const under = underlined(line, reader.lines[at + 1])
  if (under > 0) return readSection(reader, at, line, 0, under) + 1
  if (opensVerbatim(line)) return readVerbatim(reader, at)
  if (opensTable(line)) return readAdocTable(reader, at)
  if (container.test(text)) return readContainer(reader, at, text)
  const head = section.exec(text)
  if (head) return readSection(reader, at, line, head[0].length, head[1]?.length ?? 1)
  if (blockMacro.test(text)) {
    adocWords(reader, 'html', spanOf(line, line), spanOf(line, line))
    return at + 1
  }
  const next = readAdocItem(reader, at)
  if (next !== null) return next
  if (line.lead === 0) reader.list = null
  if (line.lead > 0 && reader.list === null) return readLiteral(reader, at, line)
  return readParagraph(reader, at, line)
}

const underlines = '=-~^+'

/** The level of a title that is underlined as far as it goes; 0 when the line is none. */
const underlined = (line: Line, next: Line | undefined): number => {
  if (next === undefined || line.lead > 0 || next.text.length < 3) return 0
  if (Math.abs(next.text.length - line.text.length) > 2 || !/\w/.test(line.text)) return 0
  const sign = next.text.charAt(0)
  return next.text === sign.repeat(next.text.length) ? underlines.indexOf(sign) + 1 : 0
}

const readContainer = (reader: AdocReader, at: number, delimiter: string): number => {
  if (reader.open.at(-1)?.delimiter === delimiter) {
    reader.open.pop()
    return at + 1
  }
  // Code may stand between two dashes too.
  if (delimiter === '--' && /^source/.test(reader.above)) return readVerbatim(reader, at)
  const admonition = admonitionNamed(/^([A-Z]+)\b/.exec(reader.above)?.[1] ?? '')
  if (reader.open.length < 30) reader.open.push({ delimiter, admonition })
  return at + 1
}

const readSection = (
  reader: AdocReader,
  at: number,
  line: Line,
  lead: number,
  level: number,
): number => {
  reader.list = null
  const rule = lead === 0 ? (reader.lines[at + 1] ?? line) : line
  adocWords(reader, 'heading', spanOf(line, rule), [line.start + lead, endOf(line)], { level })
  return at + 1
}

/** Lines that are set in are taken as they are. */
const readLiteral = (reader: AdocReader, at: number, line: Line): number => {
  let end = at + 1
  while (end < reader.lines.length && reader.lines[end]?.blank === false) end += 1
  const last = reader.lines[end - 1] ?? line
  const span = [line.start, Math.max(line.start, endOf(last))] as const
  reader.drafts.push({ kind: 'code', span, textSpan: span })
  return end
}

const readParagraph = (reader: AdocReader, at: number, line: Line): number => {
  let end = at + 1
  while (end < reader.lines.length) {
    const next = reader.lines[end]
    if (next === undefined || next.blank || breaks(next)) break
    end += 1
  }
  const last = reader.lines[end - 1] ?? line
  const span = spanOf(line, last)
  if (/^(?:source|listing|literal)\b/.test(reader.above)) {
    const language = /^source\s{0,5},\s{0,5}([\w+#-]{1,40})/.exec(reader.above)?.[1]?.toLowerCase()
    reader.drafts.push({ kind: 'code', span, textSpan: span, ...(language ? { language } : {}) })
    return end
  }
  const label = /^(?:\.(?=[^\s.])|(NOTE|TIP|IMPORTANT|CAUTION|WARNING):\s{1,10})/.exec(line.text)
  const admonition = admonitionNamed(label?.[1] ?? '')
  const start = Math.min(span[0] + (label?.[0].length ?? 0), span[1])
  adocWords(reader, 'paragraph', span, [start, span[1]], admonition ? { admonition } : {})
  return end
}
