/** What a unit measures. */
export type Dimension = 'duration' | 'size' | 'percentage'

/** A unit: what it measures, and how many base units (milliseconds, bytes, percent) it may stand for. */
export interface Unit {
  readonly dimension: Dimension
  readonly factors: readonly number[]
}

const day = 86_400_000

/** Names of units, each with its canonical symbol; symbols are listed in `units`. */
const durations: readonly (readonly [symbol: string, names: string, factors: readonly number[]])[] =
  [
    ['ns', 'ns nano nanos nanosec nanosecs nanosecond nanoseconds', [1e-6]],
    ['us', 'us µs μs micro micros microsec microsecs microsecond microseconds', [1e-3]],
    ['ms', 'ms milli millis millisec millisecs msec msecs millisecond milliseconds', [1]],
    ['s', 's sec secs second seconds', [1000]],
    ['min', 'm min mins minute minutes', [60_000]],
    ['h', 'h hr hrs hour hours', [3_600_000]],
    ['d', 'd day days', [day]],
    ['w', 'w wk wks week weeks', [7 * day]],
    ['month', 'mo month months', [30 * day, 31 * day, 28 * day, 29 * day]],
    ['y', 'y yr yrs year years', [365 * day, 366 * day]],
  ]

/** `1 MB` is 10^6 or 2^20 depending on who writes; `MiB` is not in doubt. */
const sizes: readonly (readonly [symbol: string, names: string, factors: readonly number[]])[] = [
  ['B', 'b byte bytes', [1]],
  ['KB', 'k kb kilobyte kilobytes', [1e3, 2 ** 10]],
  ['MB', 'mb megabyte megabytes', [1e6, 2 ** 20]],
  ['GB', 'g gb gigabyte gigabytes', [1e9, 2 ** 30]],
  ['TB', 't tb terabyte terabytes', [1e12, 2 ** 40]],
  ['KiB', 'ki kib kibibyte kibibytes', [2 ** 10]],
  ['MiB', 'mi mib mebibyte mebibytes', [2 ** 20]],
  ['GiB', 'gi gib gibibyte gibibytes', [2 ** 30]],
  ['TiB', 'ti tib tebibyte tebibytes', [2 ** 40]],
]

const rows = [
  ...durations.map((row) => ({ dimension: 'duration', row }) as const),
  ...sizes.map((row) => ({ dimension: 'size', row }) as const),
  { dimension: 'percentage', row: ['%', '% percent pct percentage', [1]] } as const,
]

const byName = new Map(
  rows.flatMap(({ dimension, row: [symbol, names, factors] }) =>
    names.split(' ').map((name) => [name, { symbol, dimension, factors }] as const),
  ),
)

/** The units a word can stand for: `m` is minutes or, among sizes, megabytes. */
export function unitsCalled(name: string): readonly Unit[] {
  const unit = byName.get(name.toLowerCase())
  if (!unit) return []
  const megabytes = byName.get('mb')
  return name.toLowerCase() === 'm' && megabytes ? [unit, megabytes] : [unit]
}

/** Endings of names that say a unit. Short or double-meaning words (`min`, `d`, `k`, `b`) are not among them. */
const endings = new Set(
  (
    'ms millis milliseconds millisecond msec msecs sec secs seconds mins minutes hours hrs days weeks months years ' +
    'micros microseconds nanos nanoseconds bytes kb mb gb tb kib mib gib tib kilobytes megabytes gigabytes percent pct percentage'
  ).split(' '),
)

/** The unit a name carries: `timeoutMs` -> `ms`, `TIMEOUT_SECONDS` -> `s`, `MAX_SIZE_MB` -> `MB`; null when none. */
export function unitOfName(name: string): string | null {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z%]+/)
    .filter((word) => word !== '')
  const last = words.at(-1)?.toLowerCase()
  const before = words.at(-2)?.toLowerCase()
  if (last === undefined || before === 'per' || words.length < 2) return null
  return endings.has(last) ? (byName.get(last)?.symbol ?? null) : null
}
