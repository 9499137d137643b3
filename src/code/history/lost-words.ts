import { deflateSync, inflateSync } from 'node:zlib'
import { z } from 'zod'
import type { LostWords } from './word-tally.ts'

/** What one commit's change of one path took away. */
export interface PathWords {
  /** Position of the change among the commit's changes. */
  readonly position: number
  readonly words: LostWords
}

/** For each commit that may have taken names away, what it took. */
export type LostIndex = Map<string, readonly PathWords[]>

const headSchema = z.object({
  commits: z.array(z.string()),
  /** How many paths each commit has. */
  paths: z.array(z.number()),
  positions: z.array(z.number()),
  /** How many words each path has. */
  sizes: z.array(z.number()),
})

/** A part of the index as bytes. */
export function encodeLost(entries: readonly (readonly [string, readonly PathWords[]])[]): Buffer {
  const all = entries.flatMap(([, paths]) => paths)
  const head = Buffer.from(
    JSON.stringify({
      commits: entries.map(([commit]) => commit),
      paths: entries.map(([, paths]) => paths.length),
      positions: all.map(({ position }) => position),
      sizes: all.map(({ words }) => words.length),
    }),
  )
  const words = Buffer.alloc(all.reduce((sum, one) => sum + one.words.length * 4, 0))
  let at = 0
  for (const one of all) for (const word of one.words) at = words.writeUInt32LE(word, at)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  // zlib's own format, because it ends in a checksum.
  return deflateSync(Buffer.concat([length, head, words]), { level: 1 })
}

/** Reads the bytes back into the index; false when they are not what was written. */
export function decodeLost(bytes: Uint8Array, into: LostIndex): boolean {
  try {
    const all = inflateSync(bytes)
    const start = 4 + all.readUInt32LE(0)
    const { commits, paths, positions, sizes } = headSchema.parse(
      JSON.parse(all.toString('utf8', 4, start)),
    )
    const words = new Uint32Array((all.length - start) / 4)
    for (let index = 0; index < words.length; index += 1)
      words[index] = all.readUInt32LE(start + index * 4)
    let next = 0
    let from = 0
    commits.forEach((commit, index) => {
      const own: PathWords[] = []
      for (let count = paths[index] ?? 0; count > 0; count -= 1) {
        const to = from + (sizes[next] ?? 0)
        own.push({ position: positions[next] ?? 0, words: words.subarray(from, to) })
        from = to
        next += 1
      }
      into.set(commit, own)
    })
    return true
  } catch {
    return false
  }
}
