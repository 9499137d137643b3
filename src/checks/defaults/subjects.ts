import type { Block, Span } from '../../domain/passage.ts'
import type { Reading } from '../check.ts'
import { sentenceAround } from '../sentence.ts'
import { isDotted, isIdentifier, isKebab } from '../shape.ts'

/** Something that can have a default, and where the page names it. */
export interface Name {
  readonly text: string
  readonly span: Span
}

/** Names that nobody takes for words: capitals, snake_case, camelCase and flags. */
const bareName =
  /(?<![\w.$/-])(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+|--[a-z][a-z0-9-]+)(?![\w/-])/g

/** What stands behind a name in its code marks: its type, its value, or what stands for one. */
const behindName =
  /(?:\??: (?:[a-z]{3,9}|[A-Z]\w{0,40})(?:<[\w, ]{1,40}>)?(?:\[\])?|\[?[= ](?:<[^<>]{1,40}>|\[[^\]]{1,40}\]|\{[^{}]{1,40}\})\]?|=[^\s=]{0,60}| [A-Z][A-Z_]{1,20})$/
const shortBefore = /^-\w(?: <[^<>]{1,20}>)?(?:, ?|\/| )(?=--)/

/** The name in a text that may say more of it: `-p, --port <number>`, `poolSize?: number`, `ACME_PORT=<number>`. */
export const nameWithin = (text: string): string =>
  text.trim().replace(shortBefore, '').replace(behindName, '')

/** Everything in a block that can be the subject of a default: names in code, and capitals in prose. */
export function namesIn(block: Block): Name[] {
  const marked = block.marks
    .filter(({ kind }) => kind === 'code')
    .map((mark) => ({ text: nameWithin(mark.text), span: mark.span }))
    .filter(({ text }) => isName(text))
  const bare = [...block.text.matchAll(bareName)]
    .map(
      (match): Name => ({
        text: match[0],
        span: [block.textStart + match.index, block.textStart + match.index + match[0].length],
      }),
    )
    .filter(
      ({ span }) =>
        !block.marks.some(
          (mark) => mark.kind === 'code' && mark.span[0] <= span[0] && span[1] <= mark.span[1],
        ),
    )
  return [...marked, ...bare].sort((a, b) => a.span[0] - b.span[0])
}

/** Shaped like a name, and no literal. */
export const isName = (text: string): boolean => {
  const bare = text.replace(/^--/, '')
  return (
    (isIdentifier(bare) || isDotted(bare) || isKebab(bare)) &&
    !/^(?:true|false|null|undefined|None|True|False|NaN|Infinity)$/.test(bare) &&
    !/^(?:string|str|number|boolean|bool|integer|int|float|double|object|array|list|function)$/.test(
      bare,
    )
  )
}

/** Whether a span stands in one cell of a table row. */
export const inCell = (block: Block, index: number, span: Span): boolean => {
  const cell = block.cells?.[index]
  return cell !== undefined && cell.span[0] <= span[0] && span[1] <= cell.span[1]
}

/** A block that names its subject does so before this many characters. */
const longestOpening = 40

/** Whose default it is: the name beside the words, the name that leads the item, the item above, or the heading. */
export function subjectOf(
  block: Block,
  names: readonly Name[],
  at: number,
  valueAt: number,
  reading: Reading,
  index: number,
): string | null {
  const sentence = sentenceAround(block, block.textStart + at)
  const valueStart = block.textStart + valueAt
  const before = names.filter(
    ({ span }) => span[1] <= block.textStart + at && span[1] <= valueStart,
  )
  const inSentence = before.filter(({ span }) => span[0] >= sentence.start)
  const close = inSentence.at(-1)
  if (close && block.textStart + at - close.span[1] <= 24)
    return partOfWhat(block, inSentence.at(-2), close) ?? close.text
  const lead = leadName(block, names)
  if (lead) return lead
  const distinct = [...new Set(inSentence.map(({ text }) => text))]
  if (distinct.length === 1) return distinct[0] ?? null
  if (distinct.length > 1) return null
  const term = termAbove(reading, index)
  if (term !== null) return term
  const opening = before.filter(({ span }) => span[0] - block.textStart <= longestOpening)
  const inBlock = [...new Set(before.map(({ text }) => text))]
  if (inBlock.length === 1 && opening.length > 0) return inBlock[0] ?? null
  return inBlock.length > 1 ? null : (parentName(reading, index) ?? headingName(reading))
}

/** "`timeoutMs` of `MailClient`": the part is the subject, not what it is part of. */
function partOfWhat(block: Block, part: Name | undefined, whole: Name): string | null {
  if (!part) return null
  const between = block.text.slice(part.span[1] - block.textStart, whole.span[0] - block.textStart)
  return /^ (?:of|in|on) (?:the )?$/.test(between) ? `${whole.text}.${part.text}` : null
}

/** An item that begins with its name in bold, not in code marks. */
const boldLead = /^\s{0,12}(?:[-*+]\s{1,4})?(?:\*\*|__)([A-Za-z_][\w.-]{1,60}):?(?:\*\*|__)/

function leadName(block: Block, names: readonly Name[]): string | null {
  const bold = block.kind === 'list-item' ? boldLead.exec(block.text)?.[1] : undefined
  if (bold !== undefined && isName(bold)) return bold
  const first = names[0]
  if (!first) return null
  if (block.kind === 'table-row') return inCell(block, 0, first.span) ? first.text : null
  const before = block.text.slice(0, first.span[0] - block.textStart)
  return block.kind === 'list-item' && /^[\s*_[\]x+-]*$/.test(before) ? first.text : null
}

/** A line of a manual that names one flag and what it takes: `**--retry**, **-r** *times*`. */
const termLine =
  /^(?:-[\w?],? ?)?(--[a-z][\w-]{0,60})(?:,? ?-[\w?])?(?:[ =][<[{]?[\w|.:,-]{1,60}[>\]}]?){0,4}$/
const longestTerm = 120
/** How many paragraphs a manual's term may have. */
const mostParagraphs = 5

/** What a manual's paragraphs are about: the flag, or the term of a definition, that stands on a line by itself above them. */
function termAbove({ passage, page }: Reading, index: number): string | null {
  const block = passage.blocks[index]
  if (block?.kind !== 'paragraph') return null
  for (let above = index - 1; above >= Math.max(0, index - mostParagraphs); above -= 1) {
    const other = passage.blocks[above]
    if (other?.kind === 'list-item') return definedTerm(other, block, page.text)
    if (other?.kind !== 'paragraph') return null
    const line = other.text.trim().replace(/[*`]|(?<!\w)_|_(?!\w)/g, '')
    // A flag that is written in another way is the term all the same.
    if (line.startsWith('-'))
      return line.length > longestTerm ? null : (termLine.exec(line)?.[1] ?? null)
  }
  return null
}

/** The term that a paragraph set in below it defines: an item that has no marker, and is a name. */
function definedTerm(item: Block, block: Block, text: string): string | null {
  const isTerm = item.textStart === item.span[0] && columnIn(text, item) < columnIn(text, block)
  if (!isTerm || item.text.length > longestTerm) return null
  const name = item.text.trim().replace(/[`*]|(?<!\w)_|_(?!\w)| ?: .*$/g, '')
  return isName(name) ? name : null
}

const columnIn = (text: string, { span }: Block): number =>
  span[0] - (text.lastIndexOf('\n', span[0] - 1) + 1)

/** A nested "Default: 5" belongs to the item it is nested in. */
function parentName({ passage }: Reading, index: number): string | null {
  const block = passage.blocks[index]
  if (block?.kind !== 'list-item' || !block.depth) return null
  for (let above = index - 1; above >= 0; above--) {
    const other = passage.blocks[above]
    if (other?.kind !== 'list-item' || other.group !== block.group) return null
    if ((other.depth ?? 0) < block.depth) return leadName(other, namesIn(other))
  }
  return null
}

function headingName({ passage }: Reading): string | null {
  const text = (passage.heading.at(-1) ?? '')
    .replace(/<\/?[a-z][^>]*>/g, '')
    .replace(/\{#[^}]*\}/g, '')
    .replace(/\[([^\]]{1,120})\]\([^)]{0,200}\)/g, '$1')
    .replace(/[`*\\]/g, '')
    .replace(/ ?(?:\([^)]{1,60}\)|\[[^\]]{1,60}\])$/, '')
    .trim()
  const name = nameWithin(
    text.replace(/^(?:the )?/i, '').replace(/ (?:option|setting|parameter|variable)$/i, ''),
  )
  return isName(name) ? name : null
}
