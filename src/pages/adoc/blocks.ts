import { type Draft, endOf, type Line } from '../draft.ts'
import { type AdocReader, adocWords, aroundOf, spanOf } from './reader.ts'
import { adocRows } from './tables.ts'

/** Delimiters of blocks whose lines are taken as they are. */
const verbatim = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3,})/
const table = /^[|,:!]={3,}$/

/** Whether a line opens a block that ends with the same line. */
export const opensVerbatim = (line: Line): boolean => {
  const { text } = line
  return line.lead === 0 && ((verbatim.test(text) && isRun(text)) || /^```\w/.test(text))
}
export const opensTable = (line: Line): boolean => table.test(line.text)

const isRun = (text: string): boolean => {
  const sign = text.charAt(0)
  for (let at = 1; at < text.length; at += 1) if (text.charAt(at) !== sign) return false
  return true
}

/** The line that closes the block which opens at `at`; where none does, the end. */
const closing = (lines: readonly Line[], at: number): number => {
  const opener = lines[at]?.text ?? ''
  const closer = opener.startsWith('```') ? '```' : opener
  let end = at + 1
  while (end < lines.length && lines[end]?.text !== closer) end += 1
  return end
}

/** Code, literal text, what is passed through, or a comment; the line after it. */
export const readVerbatim = (reader: AdocReader, at: number): number => {
  const { lines, above } = reader
  const opener = lines[at]?.text ?? ''
  const end = closing(lines, at)
  const first = lines[at + 1]
  const last = lines[end - 1]
  if (opener.startsWith('/') || !first || !last || end === at + 1) return end + 1
  const span = [first.start, Math.max(first.start, endOf(last))] as const
  const isMarkup = opener.startsWith('+')
  const isWords = /^(?:quote|verse|NOTE|TIP|WARNING|IMPORTANT|CAUTION)\b/.test(above)
  const language = languageOf(opener, above)
  reader.drafts.push({
    kind: isMarkup ? 'html' : isWords ? 'paragraph' : 'code',
    span,
    textSpan: span,
    ...aroundOf(reader),
    ...(language && !isMarkup && !isWords ? { language } : {}),
  })
  return end + 1
}

const languageOf = (opener: string, above: string): string | undefined => {
  const named =
    /^```([\w+#-]{1,40})/.exec(opener)?.[1] ??
    /^(?:source)?[%\w#.-]{0,80},\s{0,10}([\w+#-]{1,40})(?=$|[\s,])/.exec(above)?.[1]
  return named?.toLowerCase()
}

export const readAdocTable = (reader: AdocReader, at: number): number => {
  const { lines, text, above: attributes } = reader
  const end = closing(lines, at)
  const around = aroundOf(reader)
  const group = reader.nextGroup()
  const inside = lines.slice(at + 1, end)
  const rows: readonly Draft[] = lines[at]?.text.startsWith('|')
    ? adocRows(inside, { text, around, group, attributes, marks: (span) => reader.marks(span) })
    : []
  reader.drafts.push(...rows)
  if (rows.length === 0) {
    const shown = inside.filter(({ blank }) => !blank)
    const [first, last] = [shown[0], shown.at(-1)]
    if (first && last) adocWords(reader, 'paragraph', spanOf(first, last), spanOf(first, last))
  }
  return end + 1
}

const item = /^(\s{0,40})(\*{1,6}|-|\.{1,6}|\d{1,4}\.|[a-z]\.|<(?:\.|\d{1,3})>)\s{1,20}(?=\S)/
const term = /^(\s{0,40})(\S[^\n]{0,300}?)(:{2,4}|;;)(?:\s{1,20}(?=\S)|$)/

/** A list item and the lines that go on with it; the line after it, or null when it is none. */
export const readAdocItem = (reader: AdocReader, at: number): number | null => {
  const line = reader.lines[at]
  if (line === undefined) return null
  const head = line.text.slice(0, 400)
  const found = item.exec(head)
  const named = found ? null : term.exec(head)
  if (!found && !named) return null
  reader.list ??= reader.nextGroup()
  const sign = found?.[2] ?? ''
  const lead = found ? found[0].length : line.lead
  const end = found || named?.[0].length !== head.length ? itemEnd(reader.lines, at + 1) : at + 1
  const last = reader.lines[end - 1] ?? line
  adocWords(
    reader,
    'list-item',
    spanOf(line, last),
    [line.start + lead, Math.max(line.start + lead, endOf(last))],
    {
      group: reader.list,
      depth: /^[*.]+$/.test(sign) ? sign.length - 1 : 0,
      ordered: /^(?:\.+|\d+\.|[a-z]\.|<)/.test(sign),
    },
  )
  return end
}

const itemEnd = (lines: readonly Line[], from: number): number => {
  let end = from
  for (; end < lines.length; end += 1) {
    const line = lines[end]
    if (line === undefined || line.blank || breaks(line) || item.test(line.text.slice(0, 60))) break
    if (term.test(line.text.slice(0, 400))) break
  }
  return end
}

/** Whether a line ends the paragraph above it, whatever that is. */
export const breaks = (line: Line): boolean =>
  /^(?:\+$|:!?[\w-]{1,80}!?:(?:\s|$)|\[[^\n]*\]$|\/\/(?!\/)|(?:ifn?def|ifeval|endif|include|image|toc|video)::|--$|[=*_]{4,}$)/.test(
    line.text.slice(0, 500),
  ) ||
  opensVerbatim(line) ||
  opensTable(line)
