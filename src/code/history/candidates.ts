import type { PathChange } from '../../git/changes.ts'
import type { Past, PastCommit } from '../../git/past.ts'
import { isSettings } from './evidence.ts'
import { eachWord, type LostIndex } from './lost-words.ts'
import { waysOf } from './needles.ts'
import { wordNumber } from './word-tally.ts'

/** A change that took away a word of a name. */
export interface Candidate {
  readonly commit: PastCommit
  readonly change: PathChange
}

/** Most changes that are looked at for one name, the newest. */
const most = 200

/** A way in which a name can stand in a line, by the numbers of its words. */
interface Sought {
  readonly others: readonly number[]
  /** Counts in settings alone, where names stand in pieces. */
  readonly inPieces: boolean
  readonly found: Candidate[]
}

/** For each name, the changes that took all words of it away, newest first. */
export function candidatesFor(
  names: Iterable<string>,
  past: Past,
  index: LostIndex,
): ReadonlyMap<string, readonly Candidate[]> {
  const sought = new Map<number, Sought[]>()
  const byName = new Map<string, Candidate[]>()
  for (const name of names) {
    if (byName.has(name)) continue
    const found: Candidate[] = []
    byName.set(name, found)
    for (const { words, exact } of waysOf(name)) {
      const [word, ...others] = words.map(wordNumber)
      if (word === undefined) continue
      const listed = sought.get(word) ?? []
      sought.set(word, [...listed, { others, inPieces: !exact, found }])
    }
  }
  // Most words are none of ours: some bits of their number already tell.
  const shapes = new Uint8Array(1 << 16)
  for (const word of sought.keys()) shapes[shapeOf(word)] = 1
  for (const commit of past.commits) {
    const part = index.get(commit.id)
    if (part !== undefined)
      eachWord(part, (word, position, from, to) => {
        if (shapes[shapeOf(word)] !== 1) return
        for (const one of sought.get(even(word)) ?? []) {
          const change = commit.changes[position]
          if (change !== undefined) take(one, { commit, change }, part.numbers.subarray(from, to))
        }
      })
  }
  return byName
}

function take({ others, inPieces, found }: Sought, one: Candidate, words: Uint32Array): void {
  if (found.length >= most || found.at(-1)?.change === one.change) return
  if (inPieces && !isSettings(one.change.path)) return
  if (others.every((other) => words.includes(other) || words.includes(other + 1))) found.push(one)
}

const even = (word: number): number => (word & ~1) >>> 0

const shapeOf = (word: number): number => (word >>> 1) & 0xffff
