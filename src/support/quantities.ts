import type { Unit } from '../values/units.ts'
import { boundAt } from './bounds.ts'
import type { DateRead } from './dates.ts'
import type { Bound } from './intervals.ts'
import type { Token } from './tokens.ts'
import { type Kind, scaleCalled, type Value, valueAt } from './value-at.ts'

export type { Kind } from './value-at.ts'

/** A number, a date or a version of a text, with its bound and its unit. */
export interface Quantity {
  readonly kind: Kind
  /** The values from and to, in the unit as written; the same unless a range is written. Of a version or a time of day: NaN. */
  readonly low: number
  readonly high: number
  readonly bound: Bound
  readonly unit: Unit | null
  /** Currency, version or time as written, in lower case; empty where there is none. */
  readonly symbol: string
  readonly date: DateRead | null
  readonly dateTo: DateRead | null
  /** The tokens of the value without its bound, and those with it. */
  readonly from: number
  readonly to: number
  /** Whether it rather names something (“Chapter 3”, “10” in “7/10”) than counts. */
  readonly isLabel: boolean
  readonly boundFrom: number
}

/** Every number, date and version among tokens, in their order. */
export function quantitiesOf(tokens: readonly Token[]): readonly Quantity[] {
  const found: Quantity[] = []
  for (let at = 0; at < tokens.length; ) {
    const value = valueAt(tokens, at)
    if (value === null) {
      at += 1
      continue
    }
    const range = rangeFrom(tokens, at, value)
    const last = range ?? value
    const isRange = range !== null
    const bound = boundAt(tokens, at, last.to, last.kind === 'date' || last.kind === 'version')
    found.push({
      kind: last.kind === 'count' ? value.kind : last.kind,
      low: value.value * (isRange ? scaleOf(tokens, value, range) : 1),
      high: last.value,
      bound: isRange && bound.bound === 'exact' ? 'range' : bound.bound,
      isLabel: isLabel(tokens, at, last),
      unit: last.unit ?? value.unit ?? null,
      symbol: value.symbol ?? last.symbol ?? '',
      date: value.date ?? null,
      dateTo: last.date ?? null,
      from: at,
      to: bound.to,
      boundFrom: bound.from,
    })
    at = bound.to
  }
  return found
}

function isLabel(tokens: readonly Token[], at: number, { kind, to }: Value): boolean {
  const before = tokens[at - 1]
  if (before?.lower === '/' || (before?.lower === 'of' && tokens[at - 2]?.lower === 'out'))
    return true
  if (kind !== 'count') return false
  const next = tokens[to]
  // “76ers”, “Six Nations”, “Chapter 3”, “Hot 100”.
  if (next?.kind === 'word' && next.start === tokens[to - 1]?.end) return true
  if (tokens[at]?.kind === 'word' && /^\p{Lu}/u.test(tokens[at]?.text ?? '') && at > 0) return true
  return (
    before?.kind === 'word' &&
    at > 1 &&
    /^\p{Lu}/u.test(before.text) &&
    !/^\p{Lu}/u.test(tokens[at]?.text ?? '')
  )
}

/** “5 to 7 million”: the first number is one of millions too. */
function scaleOf(tokens: readonly Token[], first: Value, last: Value): number {
  const scale = scaleCalled(tokens[last.to - 1]?.lower ?? '') ?? 1
  return first.value * scale <= last.value ? scale : 1
}

function rangeFrom(tokens: readonly Token[], at: number, first: Value): Value | null {
  const sign = tokens[first.to]?.lower ?? ''
  const before = tokens[at - 1]?.lower ?? ''
  const isRange =
    /^[–—-]$/.test(sign) ||
    sign === 'to' ||
    sign === 'through' ||
    (sign === 'and' && before === 'between')
  if (!isRange || first.kind === 'version' || first.kind === 'time') return null
  const last = valueAt(tokens, first.to + 1)
  if (last === null || last.kind === 'version' || last.kind === 'time' || last.kind === 'ordinal')
    return null
  if (
    first.kind === 'date' &&
    last.kind === 'count' &&
    last.value < 100 &&
    first.date?.month === null
  ) {
    const year = Math.floor(first.value / 100) * 100 + last.value
    return { ...last, kind: 'date', value: year, date: { ...first.date, year } }
  }
  if ((first.kind === 'date') !== (last.kind === 'date')) return null
  return last.value >= first.value || first.value >= 1000 || last.value >= 1e5 ? last : null
}
