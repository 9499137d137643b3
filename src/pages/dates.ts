import { isValid } from 'date-fns/isValid'
import { parse } from 'date-fns/parse'
import type { Instant } from '../domain/instant.ts'
import { lookUp } from '../domain/lookup.ts'

const iso = /^(\d{4})-(\d{2})-(\d{2})$/
const isoTime =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i
const written = [
  'd MMMM yyyy',
  'd MMM yyyy',
  'MMMM d, yyyy',
  'MMM d, yyyy',
  'MMMM d yyyy',
  'MMM d yyyy',
  'd-MMM-yyyy',
  'yyyy/M/d',
  'yyyy.M.d',
  'yyyyMMdd',
]

/** Reads a date as pages write them; a date without a time is that day at 00:00Z. Null when it is no date. */
export const readDate = (value: string, american = false): Instant | null => {
  const text = value
    .trim()
    .replace(/(\d)(?:st|nd|rd|th)\b/i, '$1')
    .replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i, '')
  if (text.length < 6 || text.length > 40) return null
  if (iso.test(text)) return instantOf(`${text}T00:00:00Z`, text)
  const timed = isoTime.exec(text)
  if (timed) return timedInstant(timed)
  for (const format of american ? ['M/d/yyyy', ...written] : written) {
    const day = parse(`${text} +00`, `${format} x`, new Date(0))
    if (isValid(day) && sane(day)) return day.toISOString()
  }
  return null
}

const timedInstant = ([, day = '', time = '', zone = 'Z']: RegExpExecArray): Instant | null => {
  const full = time.length === 5 ? `${time}:00` : time.slice(0, 12)
  const bare = zone.toUpperCase() === 'UTC' ? 'Z' : zone.toUpperCase().replace(':', '')
  const offset = bare === 'Z' ? 'Z' : `${bare.slice(0, 3)}:${bare.slice(3) || '00'}`
  return instantOf(`${day}T${full}${offset}`, day)
}

/** Refuses 31 February, which `Date` would roll over. */
const instantOf = (text: string, day: string): Instant | null => {
  const date = new Date(text)
  const start = new Date(`${day}T00:00:00Z`)
  const real = isValid(start) && start.toISOString().startsWith(day)
  return real && isValid(date) && sane(date) ? date.toISOString() : null
}

const sane = (date: Date): boolean => date.getUTCFullYear() >= 1970 && date.getUTCFullYear() < 2200

const period = /^(?:every\s+)?(\d{1,4})\s*(day|week|month|year|d|w|m|mo|y)s?$/i
const isoPeriod = /^P(\d{1,4})([DWMY])$/i
const named: Readonly<Record<string, string>> = {
  annually: '1 year',
  biannually: '6 months',
  monthly: '1 month',
  quarterly: '3 months',
  weekly: '1 week',
  yearly: '1 year',
}

/** The instant that lies a period ("6 months", "90 days", "P6M") after another; null when it is no period. */
export const after = (start: Instant, value: string): Instant | null => {
  const text = value.trim().toLowerCase()
  const found = period.exec(lookUp(named, text) ?? text) ?? isoPeriod.exec(text)
  const count = Number(found?.[1])
  if (!found || !(count > 0)) return null
  const end = moved(new Date(start), count, found[2]?.[0] ?? '')
  return isValid(end) && sane(end) ? end.toISOString() : null
}

const moved = (start: Date, count: number, unit: string): Date => {
  if (unit === 'd' || unit === 'w') return daysLater(start, unit === 'd' ? count : 7 * count)
  return monthsLater(start, unit === 'm' ? count : 12 * count)
}

const daysLater = (start: Date, days: number): Date => new Date(start.getTime() + days * 86_400_000)

/** Counted in UTC, whatever the machine's time zone; 31 August and six months is the last of February. */
const monthsLater = (start: Date, months: number): Date => {
  const end = new Date(start)
  end.setUTCMonth(start.getUTCMonth() + months)
  if (end.getUTCDate() !== start.getUTCDate()) end.setUTCDate(0)
  return end
}
