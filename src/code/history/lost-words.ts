import { deflateSync, inflateSync } from 'node:zlib'
import { bytesOf } from '../../values/packed.ts'
import type { LostWords } from './word-tally.ts'

/** What one commit's change of one path took away. */
export interface PathWords {
  /** Position of the change among the commit's changes. */
  readonly position: number
  readonly words: LostWords
}

/** What one commit took away, where it lies among the numbers of others: how many paths, then of each position, count and words. */
export interface LostPart {
  readonly numbers: Uint32Array
  readonly at: number
}

/** For each commit that may have taken names away, what it took. */
export type LostIndex = Map<string, LostPart>

/** What a commit took away as numbers. */
export function lostPart(paths: readonly PathWords[]): LostPart {
  const numbers = [paths.length]
  for (const { position, words } of paths) {
    numbers.push(position, words.length)
    for (const word of words) numbers.push(word)
  }
  return { numbers: Uint32Array.from(numbers), at: 0 }
}

/** Shows each word with the position of its change, and where all words of that change begin and end among the numbers. */
export function eachWord(
  { numbers, at }: LostPart,
  see: (word: number, position: number, from: number, to: number) => void,
): void {
  let place = at + 1
  for (let count = numbers[at] ?? 0; count > 0; count -= 1) {
    const position = numbers[place] ?? 0
    const from = place + 2
    const to = from + (numbers[place + 1] ?? 0)
    for (let word = from; word < to; word += 1) see(numbers[word] ?? 0, position, from, to)
    place = to
  }
}

/** Where a part ends; beyond all numbers where it is not whole. */
function endOf({ numbers, at }: LostPart): number {
  let place = at + 1
  for (let count = numbers[at] ?? 0; count > 0 && place < numbers.length; count -= 1)
    place += 2 + (numbers[place + 1] ?? 0)
  return place
}

/** Parts of the index as bytes: how long the ids are, ids and blanks up to a whole word, then the parts one after the other. */
export function encodeLost(entries: readonly (readonly [string, LostPart])[]): Buffer {
  const ids = Buffer.from(entries.map(([commit]) => commit).join('\n'))
  const blanks = Buffer.alloc((4 - (ids.length % 4)) % 4, '\n')
  const parts = entries.map(([, part]) => part.numbers.subarray(part.at, endOf(part)))
  // zlib's own format, because it ends in a checksum.
  return deflateSync(
    Buffer.concat([bytesOf(Uint32Array.of(ids.length)), ids, blanks, ...parts.map(bytesOf)]),
    { level: 1 },
  )
}

/** Reads the bytes back into the index; false when they are not what was written. */
export function decodeLost(bytes: Uint8Array, into: LostIndex): boolean {
  try {
    const all = inflateSync(bytes)
    if (all.length < 4 || all.length % 4 !== 0) return false
    // Numbers lie at whole words only in a copy of their own.
    const words = new Uint32Array(Uint8Array.from(all).buffer)
    const length = words[0] ?? 0
    const ids = all.toString('latin1', 4, 4 + length)
    const numbers = words.subarray(1 + Math.ceil(length / 4))
    let at = 0
    for (const commit of ids === '' ? [] : ids.split('\n')) {
      const part = { numbers, at }
      into.set(commit, part)
      at = endOf(part)
    }
    return at === numbers.length
  } catch {
    return false
  }
}
