import { sameValue } from '../values/values.ts'

/** Units in which people write a duration or a size, with what they multiply. */
const ladders: readonly (readonly (readonly [RegExp, number])[])[] = [
  [
    [/^(?:ms|msecs?|milliseconds?)$/i, 1],
    [/^(?:s|secs?|seconds?)$/i, 1000],
    [/^(?:m|mins?|minutes?)$/i, 60_000],
    [/^(?:h|hrs?|hours?)$/i, 3_600_000],
    [/^(?:d|days?)$/i, 86_400_000],
  ],
]
const unitNames: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** The code's value in the page's own manner of writing (`5 seconds` for 5000 where the page said `30 seconds`). */
export function writtenLike(claimed: string, actual: string, unitOfActual: string | null): string {
  const page = /^([\d.,_]+)(\s*)([a-zA-Z]+)$/.exec(claimed.trim())
  const code = /^([\d.]+)\s*([a-zA-Z]*)$/.exec(actual.trim())
  if (!page || !code) return actual
  const [, , space = '', unit = ''] = page
  for (const ladder of ladders) {
    const to = ladder.find(([name]) => name.test(unit))?.[1]
    const from = code[2]
      ? ladder.find(([name]) => name.test(code[2] ?? ''))?.[1]
      : unitNames[unitOfActual ?? '']
    if (to === undefined || from === undefined) continue
    const number = (Number(code[1]) * from) / to
    // Who writes `2m` writes code, where `30s` is no `0.5m`.
    if (space === '' && !Number.isInteger(number)) return actual
    const text = `${Number(number.toFixed(3))}${space}${number === 1 ? unit.replace(/(second|minute|hour|day)s$/, '$1') : plural(unit)}`
    if (sameValue(text, actual, unitOfActual === null ? {} : { unitOfB: unitOfActual }) === 'same')
      return text
  }
  return actual
}

const plural = (unit: string): string => unit.replace(/^(second|minute|hour|day)$/, '$1s')
