import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { bell, numbers } from './numbers.ts'

export const bytesOfNumber = 4

/** Vectors of a file, so many at a time; `number` is that of the first. They are lent: the next ones take their place. */
export function* vectorsIn(
  file: string,
  dimensions: number,
  atOnce = 4_096,
): Generator<{ readonly number: number; readonly vectors: Float32Array }> {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = new Uint8Array(atOnce * dimensions * bytesOfNumber)
    for (let number = 0; ; number += atOnce) {
      const read = readSync(descriptor, bytes, 0, bytes.length, null)
      if (read === 0) return
      yield { number, vectors: new Float32Array(bytes.buffer, 0, read / bytesOfNumber) }
      if (read < bytes.length) return
    }
  } finally {
    closeSync(descriptor)
  }
}

/** How far a vector lies from the middle of its cluster, in parts of the length of that middle. */
const spread = 0.7

/**
 * Writes vectors in clusters, each of length 1, and for every query one beside the vector of its target: they stand for those of texts where
 * there are none.
 */
export function writeClustered(
  files: { readonly vectors: string; readonly queryVectors: string },
  { count, dimensions }: { readonly count: number; readonly dimensions: number },
  targets: readonly number[],
): void {
  const pick = numbers(7)
  const random = (): Float32Array => Float32Array.from({ length: dimensions }, () => bell(pick))
  const centres = Array.from({ length: Math.ceil(Math.sqrt(count)) }, random)
  const wanted = new Map<number, Float32Array>()
  const isTarget = new Set(targets)
  const near = (centre: Float32Array, by: number): Float32Array =>
    unit(centre.map((value) => value + by * bell(pick)))
  const descriptor = openSync(files.vectors, 'w')
  for (let number = 0; number < count; number += 1) {
    const vector = near(centres[pick(centres.length)] ?? random(), spread)
    if (isTarget.has(number)) wanted.set(number, vector)
    writeSync(descriptor, vector)
  }
  closeSync(descriptor)
  const queries = openSync(files.queryVectors, 'w')
  for (const target of targets) {
    const scaled = (wanted.get(target) ?? random()).map((value) => value * Math.sqrt(dimensions))
    writeSync(queries, near(scaled, spread))
  }
  closeSync(queries)
}

const unit = (vector: Float32Array): Float32Array => {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? vector : vector.map((value) => value / length)
}

// Passages that say the same have the same vector: whichever of them is found, the nearest are.
const equal = 1e-6
const wanted = 10

/**
 * The ten nearest to each of some vectors among all of a file, compared with every one; with them those that are as near as the tenth. None for a
 * vector that says nothing.
 */
export function exactNearest(
  file: string,
  dimensions: number,
  queries: readonly Float32Array[],
): readonly (readonly number[])[] {
  const best = queries.map((): { number: number; score: number }[] => [])
  for (const { number, vectors } of vectorsIn(file, dimensions))
    for (let row = 0; row * dimensions < vectors.length; row += 1)
      for (const [at, query] of queries.entries()) {
        const kept = best[at] ?? []
        const score = dot(query, vectors, row * dimensions)
        const least = (kept[wanted - 1]?.score ?? Number.NEGATIVE_INFINITY) - equal
        if (score < least) continue
        kept.push({ number: number + row, score })
        kept.sort((a, b) => b.score - a.score || a.number - b.number)
        const tenth = (kept[wanted - 1]?.score ?? Number.NEGATIVE_INFINITY) - equal
        while ((kept.at(-1)?.score ?? 0) < tenth) kept.pop()
      }
  return best.map((kept, at) =>
    queries[at]?.some((part) => part !== 0) ? kept.map(({ number }) => number) : [],
  )
}

function dot(query: Float32Array, vectors: Float32Array, from: number): number {
  let sum = 0
  for (let index = 0; index < query.length; index += 1)
    sum += (query[index] ?? 0) * (vectors[from + index] ?? 0)
  return sum
}
