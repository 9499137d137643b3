import { lookUp } from '../../domain/lookup.ts'
/** When something runs, as far as it is said: null where nothing is said of a part. */
export interface Times {
  /** Minutes between runs, where it runs at a steady pace. */
  readonly every: number | null
  readonly minute: number | null
  readonly hour: number | null
  /** 0 is Sunday; in order. */
  readonly weekdays: readonly number[] | null
  readonly day: number | null
}

const nothing: Times = { every: null, minute: null, hour: null, weekdays: null, day: null }
const nicknames: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
}
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const everyDay = [0, 1, 2, 3, 4, 5, 6]

/** A cron expression with five fields, as people write it; null for anything else. */
export const isCron = (text: string): boolean =>
  /^(?:[\d*,/A-Za-z-]{1,40}[ \t]+){4}[\d*,/A-Za-z-]{1,40}$/.test(text.trim()) && /[\d*]/.test(text)

/** The five fields of any spelling: nicknames, EventBridge's `cron(…)` with its year, a `CRON_TZ` before it. */
export function cronFields(text: string): readonly string[] | null {
  const told = text.trim().replace(/^(?:CRON_)?TZ=\S+\s+/, '')
  const [, inside] = /^cron\((.{1,100})\)$/.exec(told) ?? []
  const bare = lookUp(nicknames, told) ?? inside ?? told
  const fields = bare.trim().split(/\s+/)
  if (inside !== undefined && fields.length === 6) fields.pop()
  const usual = fields.map((field) => field.replace('?', '*').toLowerCase())
  return usual.length === 5 && isCron(usual.join(' ')) ? usual : null
}

/** Reads a schedule as code writes it: cron, `rate(15 minutes)`, systemd's `*-*-* 02:30:00`; null where it says more. */
export function timesOfCode(text: string): Times | null {
  const rate = /^rate\((\d{1,4}) (minute|hour|day)s?\)$/.exec(text.trim())
  if (rate) return { ...nothing, every: Number(rate[1]) * (pace[rate[2] ?? ''] ?? 1) }
  const calendar = /^(?:\*-\*-\* )?(\d{1,2}):(\d{2})(?::00)?$/.exec(text.trim())
  if (calendar)
    return {
      ...nothing,
      hour: Number(calendar[1]),
      minute: Number(calendar[2]),
      weekdays: everyDay,
    }
  const fields = cronFields(text)
  if (fields === null) return null
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  if (month !== '*') return null
  const step = /^(?:\*|0)\/(\d{1,2})$/
  const isDaily = day === '*' && weekday === '*'
  if (hour === '*' && isDaily) {
    const every =
      minute === '*'
        ? 1
        : Number(step.exec(minute)?.[1] ?? (/^\d+$/.test(minute) ? 60 : Number.NaN))
    return Number.isNaN(every)
      ? null
      : { ...nothing, every, minute: every === 60 ? Number(minute) : null }
  }
  const hours = step.exec(hour)?.[1]
  if (hours !== undefined && isDaily && /^\d+$/.test(minute))
    return { ...nothing, every: Number(hours) * 60 }
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour)) return null
  const on = weekdaysOf(weekday)
  if (on === null || !/^(?:\*|\d+)$/.test(day) || (day !== '*' && weekday !== '*')) return null
  return {
    every: null,
    minute: Number(minute),
    hour: Number(hour),
    weekdays: day === '*' ? on : null,
    day: day === '*' ? null : Number(day),
  }
}

const pace: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 }

function weekdaysOf(field: string): readonly number[] | null {
  if (field === '*') return everyDay
  const found = new Set<number>()
  for (const part of field.split(',')) {
    const [from, to] = part.split('-').map(dayOf)
    if (from === undefined || from === null || to === null) return null
    for (let day = from; day <= (to ?? from); day++) found.add(day % 7)
  }
  return [...found].sort()
}

const dayOf = (text: string): number | null => {
  const named = days.indexOf(text.slice(0, 3))
  return named >= 0 ? named : /^[0-7]$/.test(text) ? Number(text) : null
}

const clock = String.raw`(?:(noon|midnight)|(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm|a\.m\.|p\.m\.)?)(?:\s?(UTC|GMT|CET|CEST|ET|EST|EDT|PT|PST|PDT|local time)\b)?`
const said = new RegExp(
  String.raw`\b(?:(every|each) (?:(\d{1,3}|two|three|four|five|six|ten|fifteen|thirty) )?(minutes?|hours?|days?|nights?|weekdays?|working days?|mornings?|evenings?|(?:sun|mon|tues|wednes|thurs|fri|satur)days?)|(hourly|daily|nightly|weekly|on (?:sun|mon|tues|wednes|thurs|fri|satur)days?))(?:,? (?:at|around) ${clock})?`,
  'i',
)
const words: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  fifteen: 15,
  thirty: 30,
}

/** A frequency in English, where it stands, and the time zone that it names. */
export interface Said {
  readonly times: Times
  readonly at: number
  readonly text: string
  readonly zone: string | null
}

/** The first frequency that a sentence states: "every 15 minutes", "every night at 02:00 UTC", "daily at 3 am". */
export function timesOfProse(sentence: string): Said | null {
  const match = said.exec(sentence)
  if (match === null) return null
  const [text, , count, unit = '', adverb = '', named, hour, minute, half, zone] = match
  const word = (unit || adverb).toLowerCase().replace(/^on /, '').replace(/s$/, '')
  const amount = count === undefined ? 1 : (lookUp(words, count.toLowerCase()) ?? Number(count))
  const steady = { minute: 1, hour: 60, hourly: 60 }[word] ?? null
  const isOften = count !== undefined && !/^(?:minute|hour)$/.test(word)
  if (isOften) return null
  const at = clockOf(named, hour, minute, half)
  const weekday = days.findIndex((day) => word.startsWith(day))
  const on = /^(?:day|night|daily|nightly|morning|evening)$/.test(word)
    ? everyDay
    : /weekday|working/.test(word)
      ? [1, 2, 3, 4, 5]
      : weekday >= 0
        ? [weekday]
        : null
  const every = steady === null ? null : steady * amount
  return {
    times: {
      ...nothing,
      every,
      hour: at?.hour ?? null,
      minute: at?.minute ?? null,
      weekdays: every === null ? on : null,
    },
    at: match.index,
    text,
    zone: zone ?? null,
  }
}

function clockOf(
  named?: string,
  hour?: string,
  minute?: string,
  half?: string,
): { readonly hour: number; readonly minute: number } | null {
  if (named !== undefined) return { hour: /noon/i.test(named) ? 12 : 0, minute: 0 }
  if (hour === undefined || (minute === undefined && half === undefined)) return null
  const afternoon = half !== undefined && /^p/i.test(half)
  const midnight = half !== undefined && /^a/i.test(half) && Number(hour) === 12
  const at = midnight ? 0 : Number(hour) + (afternoon && Number(hour) < 12 ? 12 : 0)
  return at > 23 || Number(minute ?? 0) > 59 ? null : { hour: at, minute: Number(minute ?? 0) }
}

/** Whether what is said agrees with what runs; parts that are not said, or that only the clock's zone can tell, are let pass. */
export function agrees(
  page: Times,
  code: Times,
  sameClock: boolean,
): 'same' | 'different' | 'clock' {
  const differ = <Value>(a: Value | null, b: Value | null): boolean =>
    a !== null && b !== null && String(a) !== String(b)
  if ((page.every === null) !== (code.every === null)) {
    // "daily" and every 1440 minutes are one; "every hour" and "at 02:30" are not.
    const daily = (one: Times): boolean =>
      one.every === 1440 || String(one.weekdays) === String(everyDay)
    return daily(page) && daily(code) ? 'same' : 'different'
  }
  if (
    differ(page.every, code.every) ||
    differ(page.weekdays, code.weekdays) ||
    differ(page.day, code.day)
  )
    return 'different'
  if (page.weekdays !== null && code.day !== null) return 'different'
  if (!differ(page.minute, code.minute) && !differ(page.hour, code.hour)) return 'same'
  return sameClock ? 'different' : 'clock'
}
