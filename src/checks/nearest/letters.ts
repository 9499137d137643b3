import type { FactKind, Survey } from '../../domain/fact.ts'
import { distanceWithin } from '../../values/distance.ts'
import { tabled } from './tables.ts'

/** A name and how many letters it is away. */
export interface Near {
  readonly name: string
  readonly distance: number
}

/** Names of a survey that are at most so many letters away. */
export function* lettersAway(
  name: string,
  limit: number,
  survey: Survey,
  kind: FactKind,
): Generator<Near> {
  const letters = lettersOf(name)
  const names = byLength(survey, kind)
  for (let length = name.length - limit; length <= name.length + limit; length += 1)
    for (const other of names.get(length) ?? []) {
      if (other.name === name || differing(other.letters, letters) > 2 * limit) continue
      const distance = distanceWithin(name, other.name, limit)
      if (distance <= limit) yield { name: other.name, distance }
    }
}

interface Lettered {
  readonly name: string
  readonly letters: number
}

const byLength = tabled((name): [[number, Lettered]] => [
  [name.length, { name, letters: lettersOf(name) }],
])

/** Which letters and digits a name has, a bit each (some share one): one edit changes two bits at most. */
function lettersOf(name: string): number {
  let letters = 0
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index)
    const lower = code >= 65 && code <= 90 ? code + 32 : code
    const isPlain = (lower >= 97 && lower <= 122) || (lower >= 48 && lower <= 57)
    if (isPlain) letters |= 1 << (lower % 32)
  }
  return letters
}

function differing(a: number, b: number): number {
  let count = 0
  for (let bits = a ^ b; bits !== 0; bits &= bits - 1) count += 1
  return count
}
