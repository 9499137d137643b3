import { type Comparison, compareReadings } from './compare.ts'
import { bareValue, readingsOf } from './readings.ts'

export type { Comparison } from './compare.ts'
export { unitOfName } from './units.ts'

/** Units that the names of the two values carry, as `unitOfName` gives them. */
export interface UnitHint {
  readonly unitOfA?: string | null
  readonly unitOfB?: string | null
}

/** Compares two values as people and code write them: `30s` and `30_000` in milliseconds are the same. */
export function sameValue(a: string, b: string, hint: UnitHint = {}): Comparison {
  const unitOfA = hint.unitOfA ?? null
  const unitOfB = hint.unitOfB ?? null
  if (unitOfA === unitOfB && bareValue(a) === bareValue(b)) return 'same'
  const pairs = readingsOf(a, unitOfA).flatMap((left) =>
    readingsOf(b, unitOfB).map((right) => compareReadings(left, right)),
  )
  if (pairs.includes('same')) return 'same'
  return pairs.includes('different') ? 'different' : 'incomparable'
}
