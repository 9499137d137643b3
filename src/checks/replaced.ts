import type { Block, Span } from '../domain/passage.ts'

const newName =
  /^(?:replac(?:e|ed|ement)(?: (?:with|by))?|new(?: (?:name|setting|option|flag|key|api|value|location))?|use(?: this)? instead|instead|renamed(?: to)?|moved to|becomes|became|now|alternative|after)\b/i
const rule = /^[ \t|+]*(?:={3,}|-{3,}|\+[=-]{3,})/m
const arrow = /^[`*_"')}]{0,4}(?:\([^()\n]{0,40}\))?[ \t]*(?:->|→|=>|⇒|-->)(?=[ \t`])/

/** Whether a page names something only to say what has taken its place: `old -> new`, a table with a column "replace with". */
export const isReplaced = (block: Block, span: Span): boolean =>
  block.kind !== 'code' &&
  (isBeforeArrow(block, span) || isOldColumn(block, span) || isOldText(block, span))

const isBeforeArrow = (block: Block, span: Span): boolean =>
  arrow.test(block.text.slice(span[1] - block.textStart, span[1] - block.textStart + 80)) ||
  // An owner in the same code marks: `.old_name` or `module.old_name()`.
  arrow.test(block.text.slice(endOfCode(block, span) - block.textStart).slice(0, 80))

const endOfCode = (block: Block, span: Span): number =>
  block.marks.find(
    ({ kind, span: mark }) => kind === 'code' && mark[0] <= span[0] && span[1] <= mark[1],
  )?.span[1] ?? span[1]

function isOldColumn({ kind, header, cells }: Block, span: Span): boolean {
  if (kind !== 'table-row' || !header || !cells) return false
  const column = header.findIndex((text) => newName.test(text.replace(/[*_`]/g, '').trim()))
  const own = cells.findIndex((cell) => cell.span[0] <= span[0] && span[1] <= cell.span[1])
  return column >= 0 && own >= 0 && own !== column
}

/** A table of reStructuredText that was read as running text: its first line tells the columns. */
function isOldText(block: Block, span: Span): boolean {
  const head = block.text.slice(0, 600)
  if (!rule.test(head)) return false
  const titles = head.split('\n').find((line) => /\w/.test(line)) ?? ''
  const columns = titles.split(/\s{2,}|\s\|\s/).map((title) => title.replace(/[*_`|]/g, '').trim())
  if (columns.findIndex((title) => newName.test(title)) < 1) return false
  const start = block.text.lastIndexOf('\n', span[0] - block.textStart) + 1
  return !/\S(?: {2,}| \| )\S/.test(block.text.slice(start, span[0] - block.textStart))
}
