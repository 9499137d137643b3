import { type FactKind, type Survey, wordsOf } from '../domain/fact.ts'

/** The one name of the same kind that is a slip of the pen away, if there is exactly one: a hint, never a verdict. */
export function nearest(
  name: string,
  surveys: readonly Survey[],
  kinds: readonly FactKind[],
): string | null {
  if (name.length < 5) return null
  const limit = name.length < 9 ? 1 : 2
  const letters = lettersOf(name)
  const near = new Set<string>()
  for (const survey of surveys)
    for (const kind of kinds)
      for (let length = name.length - limit; length <= name.length + limit; length += 1)
        for (const other of namesOf(survey, kind).get(length) ?? [])
          if (differing(other.letters, letters) <= 2 * limit && isNear(name, other.name, limit))
            near.add(other.name)
  return near.size === 1 ? ([...near][0] ?? null) : null
}

interface Lettered {
  readonly name: string
  readonly letters: number
}

type ByLength = ReadonlyMap<number, readonly Lettered[]>

const prepared = new WeakMap<Survey, Map<FactKind, ByLength>>()

/** A survey's names of a kind by their length, prepared once. */
function namesOf(survey: Survey, kind: FactKind): ByLength {
  const kinds = prepared.get(survey) ?? new Map<FactKind, ByLength>()
  prepared.set(survey, kinds)
  const known = kinds.get(kind)
  if (known !== undefined) return known
  const byLength = new Map<number, Lettered[]>()
  for (const name of survey.subjects(kind)) {
    const one = { name, letters: lettersOf(name) }
    const listed = byLength.get(name.length)
    if (listed === undefined) byLength.set(name.length, [one])
    else listed.push(one)
  }
  kinds.set(kind, byLength)
  return byLength
}

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

const isNear = (a: string, b: string, limit: number): boolean =>
  a !== b && (distanceWithin(a, b, limit) || wordsOf(a).join() === wordsOf(b).join())

/** Levenshtein distance, given up as soon as it must exceed the limit. */
export function distanceWithin(a: string, b: string, limit: number): boolean {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    if (Math.min(...next) > limit) return false
    row = next
  }
  return (row[b.length] ?? limit + 1) <= limit
}
