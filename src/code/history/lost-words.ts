import { deflateSync, inflateSync } from 'node:zlib'
import type { LostWords } from './word-tally.ts'

/** What one commit's change of one path took away. */
export interface PathWords {
  /** Position of the change among the commit's changes. */
  readonly position: number
  readonly words: LostWords
}

/** For each commit that may have taken names away, what it took. */
export type LostIndex = Map<string, readonly PathWords[]>

/** A part of the index as bytes: the commits' ids, then for each its paths, and for each path position, count and words. */
export function encodeLost(entries: readonly (readonly [string, readonly PathWords[]])[]): Buffer {
  const ids = Buffer.from(entries.map(([commit]) => commit).join('\n'))
  const numbers: number[] = [ids.length]
  for (const [, paths] of entries) {
    numbers.push(paths.length)
    for (const { position, words } of paths) {
      numbers.push(position, words.length)
      for (const word of words) numbers.push(word)
    }
  }
  const bytes = Buffer.alloc(numbers.length * 4)
  for (const [index, number] of numbers.entries()) bytes.writeUInt32LE(number, index * 4)
  // zlib's own format, because it ends in a checksum.
  return deflateSync(Buffer.concat([bytes.subarray(0, 4), ids, bytes.subarray(4)]), { level: 1 })
}

/** Reads the bytes back into the index; false when they are not what was written. */
export function decodeLost(bytes: Uint8Array, into: LostIndex): boolean {
  try {
    const all = inflateSync(bytes)
    const length = all.readUInt32LE(0)
    const ids = all.toString('latin1', 4, 4 + length)
    let at = 4 + length
    const next = (): number => {
      at += 4
      return all.readUInt32LE(at - 4)
    }
    for (const commit of ids === '' ? [] : ids.split('\n')) {
      const paths: PathWords[] = []
      for (let count = next(); count > 0; count -= 1) {
        const position = next()
        paths.push({ position, words: Uint32Array.from({ length: next() }, next) })
      }
      into.set(commit, paths)
    }
    return at === all.length
  } catch {
    return false
  }
}
