import type { Instant } from '../../domain/instant.ts'

/** https://www.w3.org/TR/NOTE-datetime, from the year to the second; a time has its zone. */
const form =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?)?)?$/

/** Before the web there were no pages: such a date is a program's zero. */
const earliest = Date.UTC(1990, 0, 1)
const day = 86_400_000

/**
 * The moment of a date as sitemaps write it; the start of the year, month or day where no more is said. Null when it is
 * none, when no calendar has it, or when it lies in the future or before the web.
 */
export const w3cDate = (text: string, now: Instant): Instant | null => {
  const found = form.exec(text.trim())
  if (!found) return null
  const [year = 0, month = 1, date = 1, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)))
  const whole = new Date(Date.UTC(year, month - 1, date, hours, minutes, seconds))
  const exists =
    whole.getUTCMonth() === month - 1 &&
    whole.getUTCDate() === date &&
    whole.getUTCHours() === hours &&
    whole.getUTCMinutes() === minutes
  const moment = whole.getTime() - zone(found[7] ?? 'Z')
  // Zones and clocks differ: a day ahead of ours is still today somewhere.
  if (!exists || !(moment >= earliest && moment <= Date.parse(now) + day)) return null
  return new Date(moment).toISOString()
}

/** Milliseconds that a zone is ahead of UTC. */
const zone = (text: string): number => {
  if (text === 'Z') return 0
  const digits = text.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (text.startsWith('-') ? -minutes : minutes) * 60_000
}
