import type { Instant } from '../../domain/instant.ts'

/** A time in which environments are left as they are. */
export interface Freeze {
  readonly reason: string
  /** Environments by name; null for all. */
  readonly environments: readonly string[] | null
  /** Whose clocks the window is written by: `Europe/Berlin`. */
  readonly timeZone: string
  readonly window: FreezeWindow
}

export type FreezeWindow =
  /** Wall-clock times, `2026-12-20T00:00`: from the first, up to but not at the second. */
  | { readonly is: 'once'; readonly from: string; readonly until: string }
  /** Minutes since Monday, 00:00; where the second is the smaller, over the week's end. */
  | { readonly is: 'weekly'; readonly from: number; readonly until: number }

/** Whether a moment falls in a freeze. Throws where the moment or the time zone cannot be read. */
export function fallsIn({ window, timeZone }: Freeze, now: Instant): boolean {
  const wall = wallTime(now, timeZone)
  if (window.is === 'once') return wall.text >= window.from && wall.text < window.until
  const { from, until } = window
  return from < until
    ? wall.minutes >= from && wall.minutes < until
    : wall.minutes >= from || wall.minutes < until
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What clocks on the wall of a time zone show: as text that sorts, and as minutes since Monday, 00:00. */
export function wallTime(
  now: Instant,
  timeZone: string,
): { readonly text: string; readonly minutes: number } {
  const parts = new Map(
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(new Date(now))
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  const day = days.indexOf(part('weekday'))
  const minutes = (day * 24 + Number(part('hour'))) * 60 + Number(part('minute'))
  if (day < 0 || !Number.isFinite(minutes)) throw new RangeError(`no wall time for ${now}`)
  return {
    text: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`,
    minutes,
  }
}

/** Whether a time zone is one that this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}
