import type { Fact } from '../../domain/fact.ts'
import type { NameIndex } from './fact-index.ts'

/**
 * Two indexes of different files of one snapshot as one. `placeOf` tells where a file stands in the snapshot: facts come in the order
 * of their files, as if all had been read into one index.
 */
export const joinedIndex = (
  one: NameIndex,
  other: NameIndex,
  placeOf: (path: string) => number,
): NameIndex => ({
  about: (subject, kinds) =>
    merged(one.about(subject, kinds), other.about(subject, kinds), placeOf),
  *subjects(kind) {
    yield* one.subjects(kind)
    for (const subject of other.subjects(kind)) if (!one.states(kind, subject)) yield subject
  },
  states: (kind, subject) => one.states(kind, subject) || other.states(kind, subject),
  count: (word) => one.count(word) + other.count(word),
  isTested: (word) => one.isTested(word) || other.isTested(word),
  isUnread: (word) => one.isUnread(word) || other.isUnread(word),
  hasOwner: (words) => one.hasOwner(words) || other.hasOwner(words),
})

function merged(
  one: readonly Fact[],
  other: readonly Fact[],
  placeOf: (path: string) => number,
): readonly Fact[] {
  if (other.length === 0) return one
  if (one.length === 0) return other
  return [...one, ...other].sort((a, b) => placeOf(a.path) - placeOf(b.path))
}
