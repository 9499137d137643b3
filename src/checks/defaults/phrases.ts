import type { Block } from '../../domain/passage.ts'
import type { Reading } from '../check.ts'
import { isForExample } from '../mood/examples.ts'
import { leadOf } from '../mood/leads.ts'
import { isDistinctive, isDotted, isPlaceholder, isScreaming } from '../shape.ts'
import {
  isAdjective,
  isForOneValue,
  isGiven,
  isOfAnother,
  isOfFuture,
  isOfOther,
  qualified,
} from './guards.ts'
import {
  bareValue,
  clock,
  codeAround,
  codeAt,
  insideCode,
  isLiteral,
  noValue,
  number,
  type Value,
  valueAt,
} from './literals.ts'
import { inSample } from './samples.ts'
import { type StatedDefault, stated } from './stated.ts'
import { inCell, isName, type Name, namesIn, subjectOf } from './subjects.ts'

/** Words that announce a default value right behind them. */
const cue =
  /\bdefault(?:s|ed|ing)?(?: value)?[*_]{0,2}(?: (?:is|are|was)| ?=|:)?(?: set)?(?: (?:to|of|at))?:?[*_]{0,2}[\s:=]*(?:set to |to |of |is )?/gi
/** `5` … by default; the cue stands behind the value. */
const cueBehind =
  /^[`*_"')]*(?:,)? (?:(?:each |per \w+ )?(?:by default|is the default|as (?:a|the) default)|unless (?:told|set|configured|specified|overridden|stated|given|changed)\b)/i
const cueBefore = /\bdefault (?:value )?(?:of |for )?(?:the )?[`*_"']{0,3}$/i
const nameThenIs =
  /^(?:\s*(?:is|=|:)\s*|\s+is (?:currently )?(?:set|fixed|capped|limited) (?:to|at)\s+)/

const supposed =
  /\b(?:if|when|whenever|while|unless|until|where|once|whether|that|only|because|since|as)\s+(?:\w+\s+){0,2}[`*_"']*$/i

const inCase = /\b(?:for|with|under|in|on) [`*_"']*$/i

/** A block longer than this is no prose that states defaults. */
const longest = 10_000

export function* statedDefaults(reading: Reading): Iterable<StatedDefault> {
  for (const [index, block] of reading.passage.blocks.entries()) {
    if (block.kind === 'code') yield* asDefault(inSample(block, leadOf(reading.passage, block)))
    if (block.kind === 'code' || block.kind === 'heading' || block.text.length > longest) continue
    const row = block.kind === 'table-row' ? tableDefault(block) : null
    if (row) yield* asDefault([row])
    if (block.kind === 'table-row' && hasDefaultColumn(block)) continue
    yield* asDefault(inProse(block, reading, index))
    const names = namesIn(block)
    yield* constants(block, names, leadOf(reading.passage, block) ?? '')
    yield* nameInParentheses(block, names)
  }
}

function* asDefault(all: Iterable<StatedDefault>): Iterable<StatedDefault> {
  for (const one of all) yield { ...one, sense: 'default' }
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
  const name = namesIn(block).find(({ span }) => inCell(block, 0, span))?.text ?? nameOfCell(block)
  if (column < 1 || !cell || name === null) return null
  const mark = block.marks.find(
    ({ kind, span }) => kind === 'code' && span[0] >= cell.span[0] && span[1] <= cell.span[1],
  )
  const text = withoutStrayQuote((mark?.text ?? cell.text).trim())
  if (noValue.test(text)) return null
  const literal = mark
    ? text
    : clock.test(text)
      ? text
      : (bareValue.exec(text)?.[0] ?? (/^[\w./:@+-]+$/.test(text) ? text : null))
  if (literal === null || isPlaceholder(literal)) return null
  const at = block.text.indexOf(literal, (mark?.textSpan[0] ?? cell.span[0]) - block.textStart)
  return at < 0 ? null : stated(block, name, literal, at)
}

/** `http://gateway:8080"`: a quote that nothing opened, or nothing closed, is a slip. */
const withoutStrayQuote = (text: string): string =>
  /["']/.test(text.slice(1, -1))
    ? text
    : text.replace(/^(["'])(.+)(?<!\1)$|^(?!["'])(.+)["']$/, '$2$3')

/** A first cell that holds one name and nothing else, if only as a link. */
function nameOfCell({ cells }: Block): string | null {
  const text = (cells?.[0]?.text ?? '')
    .replace(/\[([^\]]{1,80})\]\([^)]{0,200}\)/, '$1')
    .replace(/[*`\\]/g, '')
    .trim()
  return isName(text) && /[._-]|[a-z][A-Z]/.test(text) ? text : null
}

function* inProse(block: Block, reading: Reading, index: number): Iterable<StatedDefault> {
  const names = namesIn(block)
  for (const match of block.text.matchAll(cue)) {
    if (insideCode(block, match.index)) continue
    const end = match.index + match[0].length
    const value = valueAt(block, end) ?? valueBehindName(block, end)
    if (!value || qualified(block, value) || isAdjective(match[0], block, value)) continue
    if (isOfAnother(block, names, match.index) || isOfFuture(block, match.index)) continue
    if (isOfOther(block, match.index, reading) || isForOneValue(block, match.index)) continue
    const subject = value.subject ?? subjectOf(block, names, match.index, value.at, reading, index)
    if (!subject || subject === value.text) continue
    const past = /^defaulted/i.test(match[0]) ? { mood: 'recorded' as const } : {}
    yield { ...stated(block, subject, value.text, value.at), ...past }
  }
  yield* optionsByDefault(block, reading)
  yield* valueThenDefault(block, names, reading, index)
  yield* valueUnlessNamed(block, names)
  yield* wordByDefault(block, names)
}

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

/** "with the default `{ "max": 4 }` option": an object that spells the option out, of what the page is about. */
function* optionsByDefault(block: Block, { page }: Reading): Iterable<StatedDefault> {
  for (const mark of block.marks) {
    const pair =
      mark.kind === 'code'
        ? /^\{\s*["']?([A-Za-z_$][\w$-]{0,60})["']?\s*:\s*("[^"\n]{1,60}"|[-\d.]{1,20}|true|false)\s*\}$/.exec(
            mark.text,
          )
        : null
    const [, name, value] = pair ?? []
    if (name === undefined || value === undefined) continue
    const before = block.text.slice(0, mark.span[0] - block.textStart)
    if (!/\b(?:the|by|a) default (?:options? )?$|\bdefault:? $/i.test(before)) continue
    const at = mark.textSpan[0] - block.textStart + mark.text.lastIndexOf(value)
    yield { ...stated(block, name, value, at), owner: stemOf(page.home?.path) ?? page.title }
  }
}

/** A page on one thing is called like it: `max-params` of `docs/rules/max-params.md`. */
const stemOf = (path: string | undefined): string | undefined =>
  path?.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')

/** "waits 30 seconds by default": the one name of the sentence is the subject. */
function* valueThenDefault(
  block: Block,
  names: readonly Name[],
  reading: Reading,
  index: number,
): Iterable<StatedDefault> {
  const numbers = [...block.text.matchAll(new RegExp(String.raw`(?<![\w.])${number}`, 'g'))]
  const marks = block.marks.filter(({ kind }) => kind === 'code')
  const places = new Set([
    ...numbers.map((match) => codeAround(block, match.index)),
    ...marks.map(({ span }) => span[0] - block.textStart),
  ])
  for (const place of places) {
    const value = valueAt(block, place)
    if (!value || value.at < place) continue
    const end = value.at + value.text.length
    if (!cueBehind.test(block.text.slice(end)) || isOfFuture(block, value.at)) continue
    // "To a high number (e.g., 100_000) by default": one that a reader may take.
    if (isForExample(block.text.slice(0, value.at))) continue
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
    if (!word) continue
    const at = after + (match?.[0].indexOf(word) ?? 0)
    yield { ...stated(block, name.text, word, at), loose: !bareValue.test(word) }
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

/** `MAX_RETRIES` is 5: a constant or a setting by its own name needs no word "default". */
function* constants(block: Block, names: readonly Name[], lead: string): Iterable<StatedDefault> {
  for (const name of names) {
    if (!isScreaming(name.text) && !isDotted(name.text)) continue
    const after = name.span[1] - block.textStart
    // "when `x` is true" says what it can be, not what it is.
    const at = name.span[0] - block.textStart
    if (supposed.test(block.text.slice(Math.max(0, at - 80), Math.max(0, at)))) continue
    const is = nameThenIs.exec(block.text.slice(after))?.[0]
    // "For `x=1` systems" tells which are meant, "set `X=1`" what to give it.
    const before = block.text.slice(Math.max(0, at - 200), Math.max(0, at))
    if (
      is?.trim() === '=' &&
      (inCase.test(before) || isGiven(is, before, block.text.slice(after + is.length), lead))
    )
      continue
    const value = is === undefined ? null : valueAt(block, after + is.length)
    if (!value || !/^[-+]?\d|^(?:true|false)$/.test(value.text)) continue
    // "is 5 by default" says more, and is read as such.
    if (cueBehind.test(block.text.slice(value.at + value.text.length))) continue
    const one = stated(block, name.text, value.text, value.at)
    yield cueBefore.test(block.text.slice(0, at)) ? { ...one, sense: 'default' } : one
  }
}

/** "grows to 12 pods (`maxReplicas`)": a number with the name of what sets it behind. */
function* nameInParentheses(block: Block, names: readonly Name[]): Iterable<StatedDefault> {
  for (const name of names) {
    if (!isDistinctive(name.text)) continue
    const at = name.span[0] - block.textStart
    const before = block.text.slice(Math.max(0, at - 60), Math.max(0, at))
    const whole =
      /(?<![\w.,/*×-])\d[\d_,]{0,12}(?:\.\d{1,4})?(?: ?%| [a-z]{1,16}){0,2} \([`*_]{0,3}$/.exec(
        before,
      )?.[0]
    if (
      whole === undefined ||
      !/^[`*_]{0,3}\)/.test(block.text.slice(name.span[1] - block.textStart))
    )
      continue
    const value = valueAt(block, at - whole.length)
    if (value?.at === at - whole.length) yield stated(block, name.text, value.text, value.at)
  }
}
