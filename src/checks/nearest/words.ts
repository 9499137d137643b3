import { type FactKind, type Survey, wordsOf } from '../../domain/fact.ts'
import { tabled } from './tables.ts'

/** More names than this that begin or end alike tell nothing of one. */
const mostAlike = 5_000
const longestName = 100

interface Worded {
  readonly name: string
  readonly words: readonly string[]
}

/** Names by their first and by their last word. */
const byEnds = tabled((name): [string, Worded][] => {
  const words = name.length > longestName ? [] : wordsOf(name)
  return words.length < 2
    ? []
    : [
        [`${words[0]}-`, { name, words }],
        [`-${words.at(-1)}`, { name, words }],
      ]
})

/** Names that have a word at an end with these: all that can differ from them in one word, or in their order. */
export function* sharingAnEnd(
  words: readonly string[],
  survey: Survey,
  kind: FactKind,
): Generator<Worded> {
  const [first, last] = [words[0] ?? '', words.at(-1) ?? '']
  const ends = byEnds(survey, kind)
  for (const key of new Set([`${first}-`, `-${last}`, `${last}-`, `-${first}`])) {
    const names = ends.get(key) ?? []
    if (names.length <= mostAlike) yield* names
  }
}

/** How the words of two names differ, where that is little enough to be a slip. */
export type Difference = 'order' | 'one-more' | 'related' | 'one-other'

/** Null where the names differ in more than one word, or have too little in common. */
export function differenceOf(a: readonly string[], b: readonly string[]): Difference | null {
  if (a.length === b.length && sorted(a) === sorted(b)) return a.length > 1 ? 'order' : null
  const head = shared(a, b, (words, index) => words[index])
  const tail = shared(a, b, (words, index) => words.at(-1 - index))
  const shorter = Math.min(a.length, b.length)
  if (Math.abs(a.length - b.length) === 1)
    return shorter >= 3 && head + tail >= shorter ? 'one-more' : null
  if (a.length !== b.length || head + tail < a.length - 1) return null
  const [mine = '', other = ''] = [a[head], b[head]]
  if (a.length >= 2 && isRelated(mine, other)) return 'related'
  return a.length >= 5 ? 'one-other' : null
}

/** `alert` for `alertmanager`, `compact` for `compaction`: one word goes on from the other's beginning. */
const isRelated = (a: string, b: string): boolean => {
  let same = 0
  while (same < a.length && a[same] === b[same]) same += 1
  return same >= 4 && same >= Math.min(a.length, b.length) - 1
}

const sorted = (words: readonly string[]): string => [...words].sort().join()

function shared(
  a: readonly string[],
  b: readonly string[],
  at: (words: readonly string[], index: number) => string | undefined,
): number {
  let count = 0
  while (count < Math.min(a.length, b.length) && at(a, count) === at(b, count)) count += 1
  return count
}
