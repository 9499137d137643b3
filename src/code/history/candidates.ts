import type { PathChange } from '../../git/changes.ts'
import type { LostIndex } from './lost-words.ts'
import { anchorsOf } from './needles.ts'
import type { Past, PastCommit } from './past.ts'
import { wordNumber } from './word-tally.ts'

/** A change that took away a word of a name. */
export interface Candidate {
  readonly commit: PastCommit
  readonly change: PathChange
}

/** Most changes that are looked at for one name, the newest. */
const most = 400

/** For each name, the changes that took one of its words away, newest first. */
export function candidatesFor(
  names: Iterable<string>,
  past: Past,
  index: LostIndex,
): ReadonlyMap<string, readonly Candidate[]> {
  const asked = new Map<number, Candidate[][]>()
  const found = new Map<string, Candidate[]>()
  for (const name of names) {
    if (found.has(name)) continue
    const own: Candidate[] = []
    found.set(name, own)
    for (const word of new Set(anchorsOf(name).map(wordNumber)))
      asked.set(word, [...(asked.get(word) ?? []), own])
  }
  // Most words are none of ours: some bits of their number already tell.
  const shapes = new Uint8Array(1 << 16)
  for (const word of asked.keys()) shapes[shapeOf(word)] = 1
  for (const commit of past.commits)
    for (const { position, words } of index.get(commit.id) ?? []) {
      const change = commit.changes[position]
      if (change === undefined) continue
      for (const word of words) {
        if (shapes[shapeOf(word)] !== 1) continue
        for (const own of asked.get((word & ~1) >>> 0) ?? [])
          if (own.length < most && own.at(-1)?.change !== change) own.push({ commit, change })
      }
    }
  return found
}

const shapeOf = (word: number): number => (word >>> 1) & 0xffff
