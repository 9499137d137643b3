import type { Block, Mark, Passage, Span } from '../domain/passage.ts'
import { sampleTokens } from './samples.ts'

/** Where a token stands decides how much it says. */
export type TokenPlace = 'code' | 'link' | 'prose' | 'sample' | 'shell' | 'data'

/** A piece of a passage that can name something in code. */
export interface Token {
  readonly text: string
  readonly span: Span
  readonly place: TokenPlace
  readonly block: Block
  /** It begins its list item or its table row, or it is what a heading is about. */
  readonly lead: boolean
  /** The header of the table column it stands in. */
  readonly column: string | null
  /** What the page says that it is, by a role or a directive: `func`, `envvar`, `image`. */
  readonly role?: string
  /** For samples and settings: what the sample says the name belongs to. */
  readonly owner?: string
  /** For samples: what a chain of more than two names begins with, `sea` of `sea.tides.highest`. */
  readonly root?: string
  /** For samples: the name is called, is a key, is imported, is a type. */
  readonly use?: 'call' | 'member' | 'key' | 'name' | 'word'
}

const inProse =
  /(?<![\w/.$@-])(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{2,}\d{2,}(?=[^\w-]|$)|[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+|(?:[A-Z][a-z0-9]+){3,}|[A-Za-z_]\w*\(\)|(?:\.{0,2}\/)?(?:[\w@.-]{1,60}\/){1,12}[\w@-][\w.-]{0,80}\.[a-z]\w{0,5}|(?:[a-z0-9]{2,30}[-_]){1,6}[a-z0-9]{2,30}\.(?:sh|py|rb|go|rs|kt|java|ya?ml|toml|ini|sql|proto)|(?:[A-Z][a-z0-9]+){2,8}\.(?:kt|java|cs|scala|swift|php|cpp))(?![\w/])/g

/** A paragraph with more names than this was not written for people. */
const mostInBlock = 1_000

/** Every token of a passage, in order. */
export function tokensOf(passage: Passage): Token[] {
  return passage.blocks.flatMap((block) =>
    block.kind === 'code' ? sampleTokens(block) : proseTokens(block),
  )
}

function proseTokens(block: Block): Token[] {
  const marks = block.marks
    .filter(({ kind }) => kind === 'code' || kind === 'link')
    .slice(0, mostInBlock)
  const marked = marks.flatMap((mark) => [
    markToken(block, mark),
    ...linkedName(block, mark, marks),
  ])
  const heading = block.kind === 'heading' ? headingName(block, marks) : []
  return [...marked, ...heading, ...bareTokens(block, marks)].sort((a, b) => a.span[0] - b.span[0])
}

/** A name as people set it apart without code marks: in a link to its section, or alone in a heading. */
const setApart =
  /^\.?(?:[a-z]+(?:[A-Z][a-z0-9]*)+|[A-Za-z]\w*(?:\.\w+)+|\w+(?=\())(?:<[\w, ]{1,60}>)?(?:\([^()]*\))?$/

/** A list of contents names things by links alone: `[getDefaultRoute](#getdefaultroute)`. */
function linkedName(block: Block, mark: Mark, marks: readonly Mark[]): Token[] {
  const holdsCode = marks.some(
    ({ kind, span }) => kind === 'code' && mark.span[0] <= span[0] && span[1] <= mark.span[1],
  )
  if (
    mark.kind !== 'link' ||
    holdsCode ||
    !mark.target?.startsWith('#') ||
    !setApart.test(mark.text)
  )
    return []
  const at = block.text.slice(mark.textSpan[0] - block.textStart)
  if (!at.startsWith(mark.text)) return []
  const span: Span = [mark.textSpan[0], mark.textSpan[0] + mark.text.length]
  return [
    {
      text: mark.text,
      span,
      place: 'code',
      block,
      lead: isLead(block, mark),
      column: columnOf(block, span[0]),
    },
  ]
}

function headingName(block: Block, marks: readonly Mark[]): Token[] {
  if (marks.some(({ kind }) => kind === 'code')) return []
  const bare = /^#{0,6}\s*(?:<[^>]*>\s*(?:<\/\w+>)?)*\s*(\S+?)(?:\s*\{#[\w-]+\})?\s*$/.exec(
    block.text,
  )
  const written = bare?.[1] ?? ''
  if (!setApart.test(written)) return []
  const name = written.replace(/<[\w, ]{1,60}>$/, '')
  const start = block.textStart + block.text.lastIndexOf(name)
  return [
    {
      text: name,
      span: [start, start + name.length],
      place: 'code',
      block,
      lead: true,
      column: null,
    },
  ]
}

const nextLine = /[\r\n]+[ \t>]*/g

/** The mark's text with every character where it stands: what lines of a quotation or a list begin with is left out of it. */
function inPlace({ text: whole, textStart }: Block, { text, textSpan }: Mark): string {
  const written = whole.slice(textSpan[0] - textStart, textSpan[1] - textStart)
  return written.length === text.length || written.search(nextLine) < 0
    ? text
    : written.replace(nextLine, (sign) => ' '.repeat(sign.length))
}

const markToken = (block: Block, mark: Mark): Token => ({
  text: mark.kind === 'link' ? (mark.target ?? '') : inPlace(block, mark),
  span: mark.kind === 'link' ? mark.span : mark.textSpan,
  place: mark.kind === 'link' ? 'link' : 'code',
  block,
  lead: isLead(block, mark),
  column: columnOf(block, mark.span[0]),
  ...(mark.role === undefined ? {} : { role: mark.role }),
})

/** Nothing else that is told by its look alone has a dot and no slash. */
const bareFile = /^[\w-]+\.\w+$/
/** What is run or looked into is there; what is put somewhere is the reader's. */
const isRun =
  /\b(?:runs?|running|calls?|executes?|invokes?|see|scripts?|defined in)\s+(?:the )?[[(*]{0,3}$/i

/** Comments and tags: no reader sees them. */
const unseen = /<!--[\s\S]{0,4000}?(?:-->|$)|<\/?[a-z][^<>\n]{0,400}>/gi

function bareTokens(block: Block, marks: readonly Mark[]): Token[] {
  const found: Token[] = []
  // Comments are for authors: no reader sees them.
  const seen = block.text.replace(unseen, (markup) => ' '.repeat(markup.length))
  for (const match of seen.matchAll(inProse)) {
    const start = block.textStart + match.index
    const end = start + match[0].length
    if (found.length >= mostInBlock) break
    if (marks.some((mark) => isMarked(mark, start, end))) continue
    if (bareFile.test(match[0]) && !isRun.test(seen.slice(0, match.index).slice(-40))) continue
    const isClass = /^(?:[A-Z][a-z0-9]+){3,}$/.test(match[0])
    if (isClass && !isSaidToBeCode(seen, match) && !isEntryOf(block, match)) continue
    const column = columnOf(block, start)
    const lead = cellIndex(block, start) === 0
    found.push({ text: match[0], span: [start, end], place: 'prose', block, lead, column })
  }
  return found
}

const sorts =
  '(?:class(?:es)?|interfaces?|types?|structs?|enums?|traits?|exceptions?|errors?|components?|modules?|functions?|methods?|constructors?|annotations?|decorators?|objects?|properties|property|attributes?|events?|handlers?|filters?|resources?)'
const sortBefore = new RegExp(String.raw`\b${sorts}\W{1,4}$`, 'i')
const sortAfter = new RegExp(String.raw`^\W{0,3}(?:[a-z]{1,20} )?${sorts}\b`, 'i')

/** Products are called like classes: without marks a sentence must say which it is, as "the TideKeeperBase class". */
const isSaidToBeCode = (text: string, { 0: name, index }: RegExpExecArray): boolean =>
  sortBefore.test(text.slice(Math.max(0, index - 24), index)) ||
  sortAfter.test(text.slice(index + name.length, index + name.length + 44))

/** "- LedgerFactoryBean - makes ledgers": what a list of several words goes through. */
const isEntryOf = ({ kind, text }: Block, { 0: name, index }: RegExpExecArray): boolean =>
  kind === 'list-item' &&
  /^[\s*_+•-]*$/.test(text.slice(0, index)) &&
  /^[*_]{0,2}(?: [-–—] |: )[a-z]/.test(text.slice(index + name.length))

/** Inside code, or inside a link but not in what a reader sees of it. */
const isMarked = (mark: Mark, start: number, end: number): boolean => {
  const { kind, span, textSpan, text, target } = mark
  const isOutside = start < textSpan[0] || textSpan[1] < end
  return span[0] < end && start < span[1] && (kind === 'code' || text === target || isOutside)
}

/** The links whose words a token stands in. */
export const linksAround = ({ block, span }: Pick<Token, 'block' | 'span'>): readonly Mark[] =>
  block.marks.filter(
    ({ kind, textSpan }) => kind === 'link' && textSpan[0] <= span[0] && span[1] <= textSpan[1],
  )

/** Nothing but emphasis, a bullet or a checkbox stands before it. */
function isLead(block: Block, mark: Mark): boolean {
  if (block.kind === 'table-row') return cellIndex(block, mark.span[0]) === 0
  if (block.kind === 'heading') return true
  const before = block.text.slice(0, mark.span[0] - block.textStart)
  return block.kind === 'list-item' && /^[\s*_[\]x+-]*$/.test(before)
}

const cellIndex = (block: Block, at: number): number =>
  block.cells?.findIndex(({ span }) => span[0] <= at && at < Math.max(span[1], span[0] + 1)) ?? -1

const columnOf = (block: Block, at: number): string | null =>
  block.header?.[cellIndex(block, at)] ?? null
