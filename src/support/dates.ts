import type { Token } from './tokens.ts'

/** A day, a month or a year, as far as it is told, and the tokens it stands in. */
export interface DateRead {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
  /** One past its last token. */
  readonly to: number
  /** Years that it spans: a decade spans ten. */
  readonly years: number
}

const months = new Map(
  'january february march april may june july august september october november december'
    .split(' ')
    .flatMap((name, index) => [[name, index + 1] as const, [name.slice(0, 3), index + 1] as const]),
)
months.set('sept', 9)

const monthAt = (token: Token | undefined): number | null => {
  // “may” is a verb unless it is written as a name.
  if (token === undefined || (token.lower === 'may' && token.text !== 'May')) return null
  if (token.lower === 'mar' && token.text === 'mar') return null
  return token.kind === 'word' ? (months.get(token.lower) ?? null) : null
}

const dayAt = (token: Token | undefined): number | null =>
  token !== undefined && /^(?:[1-9]|0[1-9]|[12]\d|3[01])$/.test(token.lower)
    ? Number(token.lower)
    : null

const yearAt = (token: Token | undefined): number | null =>
  token !== undefined && /^(?:1[5-9]|20)\d\d$/.test(token.lower) ? Number(token.lower) : null

const isOrdinalEnd = (token: Token | undefined, before: Token | undefined): boolean =>
  token !== undefined && token.start === before?.end && /^(?:st|nd|rd|th)$/.test(token.lower)

/** The date that begins at a token: `2024-03-05`, `March 5, 2024`, `5th of March 2024`, `March 2024`, `5 March`, `the 1990s`, `2024`. */
export function dateAt(tokens: readonly Token[], at: number): DateRead | null {
  const token = tokens[at]
  if (token === undefined) return null
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(token.lower)
  if (iso)
    return {
      year: Number(iso[1]),
      month: Number(iso[2]),
      day: Number(iso[3]),
      to: at + 1,
      years: 1,
    }
  return monthFirst(tokens, at) ?? dayFirst(tokens, at) ?? yearOnly(tokens, at)
}

function monthFirst(tokens: readonly Token[], at: number): DateRead | null {
  const month = monthAt(tokens[at])
  if (month === null) return null
  let to = at + 1
  if (tokens[to]?.lower === '.') to += 1
  const day = yearAt(tokens[to]) === null ? dayAt(tokens[to]) : null
  if (day !== null) to += isOrdinalEnd(tokens[to + 1], tokens[to]) ? 2 : 1
  const comma = tokens[to]?.lower === ',' ? to + 1 : to
  const year = yearAt(tokens[comma])
  if (year !== null) return { year, month, day, to: comma + 1, years: 1 }
  return day === null ? null : { year, month, day, to, years: 1 }
}

function dayFirst(tokens: readonly Token[], at: number): DateRead | null {
  const day = dayAt(tokens[at])
  if (day === null) return null
  let to = at + 1
  if (isOrdinalEnd(tokens[to], tokens[at])) to += 1
  if (tokens[to]?.lower === 'of') to += 1
  const month = monthAt(tokens[to])
  if (month === null) return null
  to += 1
  const comma = tokens[to]?.lower === ',' ? to + 1 : to
  const year = yearAt(tokens[comma])
  return { year, month, day, to: year === null ? to : comma + 1, years: 1 }
}

function yearOnly(tokens: readonly Token[], at: number): DateRead | null {
  const year = yearAt(tokens[at])
  if (year === null) return null
  const next = tokens[at + 1]
  if (next?.start === tokens[at]?.end && next?.lower === 's' && year % 10 === 0)
    return { year, month: null, day: null, to: at + 2, years: year % 100 === 0 ? 100 : 10 }
  return { year, month: null, day: null, to: at + 1, years: 1 }
}

/** The first and the last day of a date, counted from 1970; one without a year is taken for one of the year given. */
export function daysOf(date: DateRead, yearGiven: number): readonly [first: number, last: number] {
  const year = date.year ?? yearGiven
  const { month, day, years } = date
  const dayNumber = (y: number, m: number, d: number): number => Date.UTC(y, m - 1, d) / 86_400_000
  if (month === null) return [dayNumber(year, 1, 1), dayNumber(year + years, 1, 1) - 1]
  if (day === null) return [dayNumber(year, month, 1), dayNumber(year, month + 1, 1) - 1]
  return [dayNumber(year, month, day), dayNumber(year, month, day)]
}
