const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** The three forms of a date in HTTP (RFC 9110, 5.6.7): today's, RFC 850's, and that of C's asctime. */
const forms: readonly RegExp[] = [
  /^[a-z]{3}, (?<day>\d{2}) (?<month>[a-z]{3}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) gmt$/i,
  /^[a-z]{6,9}, (?<day>\d{2})-(?<month>[a-z]{3})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) gmt$/i,
  /^[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/i,
]

/** Milliseconds since 1970 of a date in HTTP; null when it is none. */
export const httpDate = (text: string): number | null => {
  for (const form of forms) {
    const groups = form.exec(text.trim())?.groups
    if (groups) return momentOf(groups)
  }
  return null
}

const momentOf = (groups: Readonly<Record<string, string>>): number | null => {
  const { day = '', month = '', year = '', time = '' } = groups
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  const monthNumber = months.indexOf(month.toLowerCase())
  const fullYear = year.length === 2 ? centuryOf(Number(year)) : Number(year)
  if (monthNumber < 0 || hours > 23 || minutes > 59 || seconds > 60) return null
  const date = new Date(0)
  date.setUTCFullYear(fullYear, monthNumber, Number(day))
  if (date.getUTCDate() !== Number(day)) return null
  date.setUTCHours(hours, minutes, seconds)
  return date.getTime()
}

/** Two digits of a year: of this century up to 69, as POSIX reads them. */
const centuryOf = (year: number): number => (year < 70 ? 2000 + year : 1900 + year)

/**
 * How many milliseconds a server asks to wait (RFC 9110, 10.2.3): seconds, or a date by the server's own clock.
 * Null when it does not say so in a way that can be read.
 */
export const retryAfter = (
  headers: Readonly<Record<string, string>>,
  now: number,
): number | null => {
  const asked = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,10}(?:\.\d{1,9})?$/.test(asked)) return Math.ceil(Number(asked) * 1_000)
  const until = httpDate(asked)
  if (until === null) return null
  return Math.max(0, until - (httpDate(headers.date ?? '') ?? now))
}
