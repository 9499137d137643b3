import type { Block, Mark, Span } from '../domain/passage.ts'
import type { Reading } from './check.ts'
import { sentenceAround } from './sentence.ts'
import { isDotted, isIdentifier, isKebab, isPlaceholder, isScreaming } from './shape.ts'

/** A named thing and what the page says its default is. */
export interface StatedDefault {
  readonly subject: string
  readonly owner: string | null
  readonly value: string
  /** The value as the page writes it, and where. */
  readonly token: string
  readonly span: Span
  readonly block: Block
  /** The value is a plain word, which may be no value at all. */
  readonly tentative?: boolean
}

const number = String.raw`[-+]?\d[\d_,]*(?:\.\d+)?(?:\s?(?:%|[µa-zA-Z]{1,12}\b))?`
const bareValue = new RegExp(
  String.raw`^(?:\d+(?:\.\d+){2,}(?:[/:+-][\w.-]*\w)?|[A-Za-z][\w+-]*(?:[/.:_-][\w+-]+)*(?:[/._-]\w+)(?=[\s.,;)]|$)|${number}|(?:true|false|enabled|disabled|on|off|yes|no)\b|"[^"\n]{1,60}"|'[^'\n]{1,60}')`,
)
const numberAlone = /^[-+]?\d[\d_,]*(?:\.\d+)?/
const noValue =
  /^(?:-|–|—|n\/?a|none|required|not set|unset|empty|null|undefined|computed|auto(?:matic)?|varies|\(none\))?$/i

/** Words that announce a default value right behind them. */
const cue =
  /\bdefault(?:s|ed|ing)?(?: value)?[*_]{0,2}(?: (?:is|are|was)| ?=|:)?(?: set)?(?: (?:to|of|at))?:?[*_]{0,2}[\s:=]*(?:set to |to |of |is )?/gi
/** `5` … by default; the cue stands behind the value. */
const cueBehind =
  /^[`*_"')]*(?:,)? (?:(?:each |per \w+ )?(?:by default|is the default|as (?:a|the) default)|unless (?:told|set|configured|specified|overridden|stated|given|changed)\b)/i
const nameThenIs =
  /^(?:\s*(?:is|=|:)\s*|\s+is (?:currently )?(?:set|fixed|capped|limited) (?:to|at)\s+)/

export function* statedDefaults(reading: Reading): Iterable<StatedDefault> {
  for (const [index, block] of reading.passage.blocks.entries()) {
    if (block.kind === 'code' || block.kind === 'heading') continue
    const row = block.kind === 'table-row' ? tableDefault(block) : null
    if (row) yield row
    if (block.kind === 'table-row' && hasDefaultColumn(block)) continue
    yield* inProse(block, reading, index)
  }
}

const hasDefaultColumn = (block: Block): boolean =>
  block.header?.some((header) =>
    /^default(?:s| value)?\b|^value$/i.test(header.replace(/[*_`]/g, '').trim()),
  ) ?? false

/** A row of a table with a column of defaults; the name stands in the first cell. */
function tableDefault(block: Block): StatedDefault | null {
  if (block.isHeader || !block.header || !block.cells) return null
  const column = block.header.findIndex((header) =>
    /^default(?:s| value)?\b/i.test(header.replace(/[*_`]/g, '').trim()),
  )
  const cell = block.cells[column]
  const name = namesIn(block).find(({ span }) => inCell(block, 0, span))
  if (column < 1 || !cell || !name) return null
  const mark = block.marks.find(
    ({ kind, span }) => kind === 'code' && span[0] >= cell.span[0] && span[1] <= cell.span[1],
  )
  const text = (mark?.text ?? cell.text).trim()
  if (noValue.test(text)) return null
  const literal = mark
    ? text
    : (bareValue.exec(text)?.[0] ?? (/^[\w./:-]+$/.test(text) ? text : null))
  if (literal === null || isPlaceholder(literal)) return null
  const at = block.text.indexOf(literal, (mark?.textSpan[0] ?? cell.span[0]) - block.textStart)
  return at < 0 ? null : stated(block, name.text, literal, at)
}

const inCell = (block: Block, index: number, span: Span): boolean => {
  const cell = block.cells?.[index]
  return cell !== undefined && cell.span[0] <= span[0] && span[1] <= cell.span[1]
}

function stated(block: Block, name: string, value: string, at: number): StatedDefault {
  const bare = value.replace(/^["'](.*)["']$/, '$1')
  const start = block.textStart + at + value.indexOf(bare)
  const subject = name.replace(/^(?:this|self)\./, '')
  return {
    subject,
    owner: null,
    value: bare,
    token: bare,
    span: [start, start + bare.length],
    block,
  }
}

interface Name {
  readonly text: string
  readonly span: Span
}

/** Names that nobody takes for words: capitals, snake_case, camelCase and flags. */
const bareName =
  /(?<![\w.$/-])(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+|--[a-z][a-z0-9-]+)(?![\w/-])/g

/** Everything in a block that can be the subject of a default: names in code, and capitals in prose. */
function namesIn(block: Block): Name[] {
  const marked = block.marks
    .filter(({ kind, text }) => kind === 'code' && isName(text))
    .map((mark) => ({ text: mark.text.replace(/[=:].*$/, '').replace(/^--/, ''), span: mark.span }))
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

const isName = (text: string): boolean => {
  const bare = text.replace(/^--/, '')
  return (
    (isIdentifier(bare) || isDotted(bare) || isKebab(bare)) &&
    !/^(?:true|false|null|undefined|None|True|False|NaN|Infinity)$/.test(bare)
  )
}

function* inProse(block: Block, reading: Reading, index: number): Iterable<StatedDefault> {
  const names = namesIn(block)
  for (const match of block.text.matchAll(cue)) {
    if (insideCode(block, match.index)) continue
    const end = match.index + match[0].length
    const value = valueAt(block, end) ?? valueBehindName(block, end)
    if (!value || qualified(block, value) || isAdjective(match[0], block, value)) continue
    const subject = value.subject ?? subjectOf(block, names, match.index, value.at, reading, index)
    if (subject && subject !== value.text) yield stated(block, subject, value.text, value.at)
  }
  yield* valueThenDefault(block, names, reading, index)
  yield* valueUnlessNamed(block, names)
  yield* wordByDefault(block, names)
  yield* constants(block, names)
}

const behind = (block: Block, value: Value): string =>
  block.text.slice(value.at + value.text.length).replace(/^[`*_"')]+/, '')

/** A default that depends on something is not one value. */
const qualified = (block: Block, value: Value): boolean =>
  /^,? (?:if|when|unless|otherwise|or|in (?:production|development|test)|on (?:linux|macos|windows)|for|depending|plus|times|\+|\*)\b/i.test(
    behind(block, value),
  )

/** "the default `onResponse` hook": no connecting word before, and the sentence goes on behind. */
const isAdjective = (cueText: string, block: Block, value: Value): boolean =>
  value.subject === undefined &&
  /^default\s$/i.test(cueText) &&
  /^[`*_"']* +[a-z]/i.test(block.text.slice(value.at + value.text.length))

const insideCode = (block: Block, at: number): boolean =>
  block.marks.some(
    ({ kind, span }) =>
      kind === 'code' && span[0] <= block.textStart + at && block.textStart + at < span[1],
  )

interface Value {
  readonly text: string
  readonly at: number
  readonly subject?: string
}

/** A literal right at this place: in code, quoted, a number with its unit, or a switch's word. */
function valueAt(block: Block, at: number): Value | null {
  const skipped = at + (/^[\s*_("“]*/.exec(block.text.slice(at))?.[0].length ?? 0)
  const mark = codeAt(block, skipped)
  if (mark) {
    const unit = /^`{1,2} (?:%|[a-zA-Z]{2,12})\b/.exec(
      block.text.slice(mark.textSpan[1] - block.textStart),
    )?.[0]
    const text = mark.text.trim()
    if (noValue.test(text) || !isLiteral(text)) return null
    const inUnits = unit && /^[\d._]+$/.test(text) && isUnit(unit.replace(/[`\s]/g, ''))
    return {
      text: inUnits ? `${text} ${unit.replace(/[`\s]/g, '')}` : text,
      at: mark.textSpan[0] - block.textStart,
    }
  }
  const literal = bareValue.exec(block.text.slice(skipped))?.[0]
  if (!literal) return null
  const unit = literal.replace(numberAlone, '').trim()
  const text =
    unit !== '' && numberAlone.test(literal) && !isUnit(unit)
      ? (numberAlone.exec(literal)?.[0] ?? literal)
      : literal
  return { text: text.replace(/[,_]+$/, ''), at: skipped }
}

const isUnit = (word: string): boolean =>
  /^(?:%|ms|msecs?|millis(?:econds?)?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|years?|b|bytes?|[kmgt]i?b|kilobytes?|megabytes?|gigabytes?|percent)$/i.test(
    word,
  )

/** Code that can be a value: no call, no expression, no type. */
const isLiteral = (text: string): boolean =>
  /^(?:[-+]?\d[\w.,: %*-]*|true|false|["'].*["']|[\w./:@+-]+|\[\]|\{\}|[^\w\s`]{1,3})$/.test(
    text,
  ) && text.length <= 80

const codeAt = (block: Block, at: number): Mark | undefined =>
  block.marks.find(({ kind, span }) => kind === 'code' && span[0] === block.textStart + at)

/** "the default for `x` is 5", "by default, `x` is 5". */
function valueBehindName(block: Block, at: number): Value | null {
  const skip = /^(?:(?:for|of|value of|,)\s+|the\s+)*/.exec(block.text.slice(at))?.[0].length ?? 0
  const mark = codeAt(block, at + skip)
  if (!mark || !isName(mark.text)) return null
  const after = mark.span[1] - block.textStart
  const is =
    /^ (?:(?:option|setting|parameter|variable|key) )?(?:is|=|was|equals|stands at)(?: set to)? /.exec(
      block.text.slice(after),
    )?.[0]
  const value = is === undefined ? null : valueAt(block, after + is.length)
  return value ? { ...value, subject: mark.text } : null
}

/** "waits 30 seconds by default": the one name of the sentence is the subject. */
function* valueThenDefault(
  block: Block,
  names: readonly Name[],
  reading: Reading,
  index: number,
): Iterable<StatedDefault> {
  for (const match of block.text.matchAll(new RegExp(String.raw`(?<![\w.])${number}`, 'g'))) {
    const value = valueAt(block, codeAround(block, match.index))
    if (!value || value.at < match.index - 2) continue
    const end = value.at + value.text.length
    if (!cueBehind.test(block.text.slice(end))) continue
    const subject = subjectOf(block, names, value.at, value.at, reading, index)
    if (subject) yield stated(block, subject, value.text, value.at)
  }
}

/** "`--format` is csv by default": a plain word right behind the name. */
function* wordByDefault(block: Block, names: readonly Name[]): Iterable<StatedDefault> {
  for (const name of names) {
    const after = name.span[1] - block.textStart
    const match = /^ (?:is|stays|=) ([a-z][a-z0-9-]{1,30}),? by default\b/.exec(
      block.text.slice(after),
    )
    const word = match?.[1]
    if (!word || bareValue.test(word)) continue
    const at = after + (match?.[0].indexOf(word) ?? 0)
    yield { ...stated(block, name.text, word, at), tentative: true }
  }
}

/** "goes to `out/a.csv` unless `--output` names another". */
function* valueUnlessNamed(block: Block, names: readonly Name[]): Iterable<StatedDefault> {
  for (const name of names) {
    const before = block.text.slice(0, name.span[0] - block.textStart)
    const end = before.search(/[`*_"']* unless (?:the )?$/)
    if (end < 0) continue
    const mark = block.marks.find(
      ({ kind, textSpan }) => kind === 'code' && textSpan[1] === block.textStart + end,
    )
    const bare = /(?:^|\s)(\S+)$/.exec(before.slice(0, end))?.[1] ?? ''
    const value = mark ? mark.text : bareValue.exec(bare)?.[0]
    if (value && isLiteral(value)) yield stated(block, name.text, value, end - value.length)
  }
}

const codeAround = (block: Block, at: number): number => {
  const mark = block.marks.find(
    ({ kind, textSpan }) => kind === 'code' && textSpan[0] === block.textStart + at,
  )
  return mark ? mark.span[0] - block.textStart : at
}

/** `MAX_RETRIES` is 5: a constant or a setting by its own name needs no word "default". */
function* constants(block: Block, names: readonly Name[]): Iterable<StatedDefault> {
  for (const name of names) {
    if (!isScreaming(name.text) && !isDotted(name.text)) continue
    const after = name.span[1] - block.textStart
    const is = nameThenIs.exec(block.text.slice(after))?.[0]
    const value = is === undefined ? null : valueAt(block, after + is.length)
    if (value && /^[-+]?\d|^(?:true|false)$/.test(value.text))
      yield stated(block, name.text, value.text, value.at)
  }
}

/** Whose default it is: the name beside the words, the name that leads the item, the item above, or the heading. */
function subjectOf(
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
  if (close && block.textStart + at - close.span[1] <= 24) return close.text
  const lead = leadName(block, names)
  if (lead) return lead
  const distinct = [...new Set(inSentence.map(({ text }) => text))]
  if (distinct.length === 1) return distinct[0] ?? null
  if (distinct.length > 1) return null
  const inBlock = [...new Set(before.map(({ text }) => text))]
  if (inBlock.length === 1) return inBlock[0] ?? null
  return inBlock.length > 1 ? null : (parentName(reading, index) ?? headingName(reading))
}

function leadName(block: Block, names: readonly Name[]): string | null {
  const first = names[0]
  if (!first) return null
  if (block.kind === 'table-row') return inCell(block, 0, first.span) ? first.text : null
  const before = block.text.slice(0, first.span[0] - block.textStart)
  return block.kind === 'list-item' && /^[\s*_[\]x+-]*$/.test(before) ? first.text : null
}

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
    .replace(/<[^>]*>/g, '')
    .replace(/[`*_]/g, (mark) => (mark === '_' ? '_' : ''))
    .trim()
  const name = text
    .replace(/^(?:the )?/i, '')
    .replace(/ (?:option|setting|parameter|variable)$/i, '')
  return isName(name) ? name : null
}
