import { readNumberWords } from '../values/numbers.ts'
import { type Unit, unitsCalled } from '../values/units.ts'
import { type DateRead, dateAt } from './dates.ts'
import type { Token } from './tokens.ts'

/** What kind of thing a number counts: only numbers of one kind can be held against each other. */
export type Kind =
  | 'count'
  | 'percent'
  | 'money'
  | 'date'
  | 'ordinal'
  | 'duration'
  | 'size'
  | 'version'
  | 'time'

/** A value as it is read, and the token behind it. */
export interface Value {
  readonly kind: Kind
  readonly value: number
  readonly unit?: Unit | null
  readonly symbol?: string
  readonly date?: DateRead
  readonly to: number
}

const numberWords =
  /^(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen)$/
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
const special: Readonly<Record<string, number>> = { half: 0.5, once: 1, twice: 2, thrice: 3 }
const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  millions: 1e6,
  mn: 1e6,
  billion: 1e9,
  bn: 1e9,
  trillion: 1e12,
  lakh: 1e5,
  lakhs: 1e5,
  crore: 1e7,
  crores: 1e7,
  dozen: 12,
}
const currencies = new Set(['$', '€', '£', '¥', '₹', 'usd', 'eur', 'gbp', 'rs', 'inr'])

/** What a word multiplies the number before it by. */
export const scaleCalled = (word: string): number | undefined => own(scales, word)

const own = (table: Readonly<Record<string, number>>, word: string): number | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined

/** The value that begins at a token, without its bound; null where none does. */
export function valueAt(tokens: readonly Token[], at: number): Value | null {
  const token = tokens[at]
  if (token === undefined) return null
  if (token.kind === 'name')
    return /^v?\d/.test(token.lower)
      ? { kind: 'version', value: Number.NaN, symbol: token.lower.replace(/^v/, ''), to: at + 1 }
      : null
  if (token.kind === 'sign') {
    if (currencies.has(token.lower) && tokens[at + 1]?.kind === 'number') {
      const value = valueAt(tokens, at + 1)
      return value === null || value.kind === 'version'
        ? null
        : { ...value, kind: 'money', symbol: token.lower }
    }
    return null
  }
  const date = isMoney(tokens, at) ? null : dateAt(tokens, at)
  if (date !== null && !isCounted(tokens, at, date))
    return { kind: 'date', value: date.year ?? 0, date, to: date.to }
  return token.kind === 'number' ? numeralAt(tokens, at) : wordsAt(tokens, at)
}

const isMoney = (tokens: readonly Token[], at: number): boolean =>
  currencies.has(tokens[at - 1]?.lower ?? '')

/** “2000 ms” and “port 2000” are no years. */
const isCounted = (tokens: readonly Token[], at: number, date: DateRead): boolean =>
  date.month === null &&
  date.years === 1 &&
  (/^(?:than|least|most|over|about|approximately|around|exactly|almost|nearly)$/.test(
    tokens[at - 1]?.lower ?? '',
  ) ||
    /^(?:%|percent|ms|seconds?|minutes?|hours?|days?|bytes?|mb|gb|kb|items?|rows?|records?|requests?|users?|people|times|million|billion|thousand)$/.test(
      tokens[at + 1]?.lower ?? '',
    ) ||
    /^(?:port|limit|timeout|size|max|count)$/.test(tokens[at - 1]?.lower ?? ''))

function numeralAt(tokens: readonly Token[], at: number): Value | null {
  const token = tokens[at]
  if (token === undefined) return null
  if (token.lower.includes(':'))
    return { kind: 'time', value: Number.NaN, symbol: token.lower.replace(/^0/, ''), to: at + 1 }
  const number = Number(token.lower.replaceAll(/[,_]/g, ''))
  if (!Number.isFinite(number)) return null
  const next = tokens[at + 1]
  const attached = next?.start === token.end && next.kind === 'word' ? next.lower : ''
  if (/^(?:st|nd|rd|th)$/.test(attached)) return { kind: 'ordinal', value: number, to: at + 2 }
  const marked =
    /^(?:#|no|number|rank|ranked)$/.test(tokens[at - 1]?.lower ?? '') ||
    (tokens[at - 1]?.lower === '.' && tokens[at - 2]?.lower === 'no')
  if (marked && attached === '') return { kind: 'ordinal', value: number, to: at + 1 }
  if (attached !== '' && isMoney(tokens, at) && /^[mb]$/.test(attached))
    return {
      kind: 'money',
      value: number * (attached === 'm' ? 1e6 : 1e9),
      symbol: '$',
      to: at + 2,
    }
  return united(tokens, at + 1, scaled(tokens, at + 1, number), attached !== '')
}

/** A number times the scale that follows, and where it ends. */
function scaled(
  tokens: readonly Token[],
  to: number,
  number: number,
): { readonly number: number; readonly to: number } {
  const scale = own(scales, tokens[to]?.lower ?? '')
  return scale === undefined ? { number, to } : scaled(tokens, to + 1, number * scale)
}

function united(
  tokens: readonly Token[],
  start: number,
  { number, to }: { readonly number: number; readonly to: number },
  isAttached: boolean,
): Value {
  const gap = tokens[to]?.lower === '-' && tokens[to]?.start === tokens[to - 1]?.end ? to + 1 : to
  const word = tokens[gap]?.lower ?? ''
  if (/^(?:%|percent|pct|percentage)$/.test(word))
    return { kind: 'percent', value: number, symbol: '%', to: gap + 1 }
  if (word === 'per' && tokens[gap + 1]?.lower === 'cent')
    return { kind: 'percent', value: number, symbol: '%', to: gap + 2 }
  if (/^(?:dollars?|euros?|pounds?|usd|eur)$/.test(word))
    return { kind: 'money', value: number, symbol: '$', to: gap + 1 }
  // A letter alone may begin anything; “s” and “h” behind a figure are what the SI writes there.
  const isSymbol = tokens[gap - 1]?.kind === 'number' && /^[hs]$/.test(tokens[gap]?.text ?? '')
  const mayBeUnit = word.length > 1 || (isAttached && gap === start) || isSymbol
  const unit = mayBeUnit ? unitsCalled(word)[0] : undefined
  if (unit !== undefined && unit.dimension !== 'percentage')
    return { kind: unit.dimension, value: number, unit, to: gap + 1 }
  return { kind: 'count', value: number, to }
}

function wordsAt(tokens: readonly Token[], at: number): Value | null {
  const lower = tokens[at]?.lower ?? ''
  const place = ordinals.indexOf(lower)
  if (place >= 0) return { kind: 'ordinal', value: place + 1, to: at + 1 }
  const alone = own(special, lower)
  if (alone !== undefined) return half(tokens, at, alone)
  if (!numberWords.test(lower) || (lower === 'one' && !isOneOfThem(tokens, at))) return null
  let to = at + 1
  let text = lower
  for (;;) {
    const joint = /^(?:-|and)$/.test(tokens[to]?.lower ?? '') ? to + 1 : to
    const next = tokens[joint]
    if (
      next === undefined ||
      !numberWords.test(next.lower) ||
      (joint > to && tokens[to]?.lower === 'and' && !/hundred|thousand|million/.test(text))
    )
      break
    text += ` ${next.lower}`
    to = joint + 1
  }
  const number = readNumberWords(
    /^(?:hundred|thousand|million|billion|dozen)/.test(text) ? `a ${text}` : text,
  )
  return number === null ? null : united(tokens, to, { number, to }, false)
}

/** “half a minute” is 0.5 of one, “half of the rows” one of two. */
function half(tokens: readonly Token[], at: number, value: number): Value {
  if (value !== 0.5) return { kind: 'count', value, to: at + 1 }
  const noun = /^an?$/.test(tokens[at + 1]?.lower ?? '') ? at + 2 : at + 1
  const scale = own(scales, tokens[noun]?.lower ?? '')
  if (scale !== undefined)
    return united(tokens, noun + 1, { number: value * scale, to: noun + 1 }, false)
  const read = united(tokens, noun, { number: value, to: noun }, false)
  return read.kind === 'count' ? { kind: 'percent', value: 50, symbol: '%', to: at + 1 } : read
}

/** “one case” counts; “no one”, “the one”, “one of” do not. */
const isOneOfThem = (tokens: readonly Token[], at: number): boolean => {
  const next = tokens[at + 1]
  return (
    next !== undefined &&
    (next.kind === 'word' || next.lower === '-') &&
    next.lower !== 'of' &&
    next.lower !== 'another' &&
    !/^(?:no|the|any|this|that|every|each|which)$/.test(tokens[at - 1]?.lower ?? '')
  )
}
