import { type FactKind, type Survey, wordsOf } from '../domain/fact.ts'

/** The one name of the same kind that is a slip of the pen away, if there is exactly one: a hint, never a verdict. */
export function nearest(
  name: string,
  surveys: readonly Survey[],
  kinds: readonly FactKind[],
): string | null {
  if (name.length < 5) return null
  const limit = name.length < 9 ? 1 : 2
  const near = new Set<string>()
  for (const survey of surveys)
    for (const kind of kinds)
      for (const other of survey.subjects(kind))
        if (Math.abs(other.length - name.length) <= limit && isNear(name, other, limit))
          near.add(other)
  return near.size === 1 ? ([...near][0] ?? null) : null
}

const isNear = (a: string, b: string, limit: number): boolean =>
  a !== b && (wordsOf(a).join() === wordsOf(b).join() || distanceWithin(a, b, limit))

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
