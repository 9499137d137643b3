import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setImmediate } from 'node:timers/promises'
import type { CorpusPassage } from './passages.ts'
import type { BenchQuery } from './queries.ts'

/** One search engine under measurement. */
export interface Engine {
  /** Stores and indexes all passages. */
  build(): Promise<void>
  /** Passages by their numbers, best first: 50 at most. The place of the query in their list says which vector is its. */
  query(query: BenchQuery, at: number): Promise<readonly number[]> | readonly number[]
  close?(): Promise<void> | void
}

/** Milliseconds. */
export interface Latencies {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** What one engine's process measured of itself. */
export interface Figures {
  readonly buildSeconds: number
  readonly buildPeakMegabytes: number
  /** The very first query, when nothing is in memory that queries bring there. */
  readonly first: number
  /** One client, each query for the first time, and then again. */
  readonly cold: Latencies
  readonly one: Latencies
  /** The middle time of each kind of query, asked again. */
  readonly byKind: Readonly<Record<string, number>>
  /** So many clients at once in one process, each asking as soon as it has its answer. */
  readonly many: Latencies & { readonly perSecond: number }
  readonly peakMegabytes: number
  /** What was found for each query: ten at most. */
  readonly found: readonly (readonly number[])[]
}

export const clients = 32

/** Where a run keeps what its engines share. */
export const filesIn = (folder: string) => ({
  passages: join(folder, 'passages.jsonl'),
  queries: join(folder, 'queries.json'),
  vectors: join(folder, 'passages.f32'),
  queryVectors: join(folder, 'queries.f32'),
})

/** The passages of a run, one after the other. */
export async function* passagesIn(folder: string): AsyncGenerator<CorpusPassage> {
  const input = createReadStream(filesIn(folder).passages, { highWaterMark: 1 << 20 })
  for await (const line of createInterface({ input })) yield JSON.parse(line)
}

/** Passages in parts of so many. */
export async function* inParts(folder: string, size: number): AsyncGenerator<CorpusPassage[]> {
  let part: CorpusPassage[] = []
  for await (const passage of passagesIn(folder)) {
    part.push(passage)
    if (part.length < size) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

export const queriesIn = (folder: string): readonly BenchQuery[] =>
  JSON.parse(readFileSync(filesIn(folder).queries, 'utf8'))

const peak = (): number => process.resourceUsage().maxRSS / 1024

/** Builds an engine, asks it everything by one client and by many, and writes what came of it. */
export async function measure(engine: Engine, folder: string, out: string): Promise<void> {
  const begun = performance.now()
  await engine.build()
  const buildSeconds = (performance.now() - begun) / 1000
  const buildPeakMegabytes = peak()
  const queries = queriesIn(folder)
  const found: (readonly number[])[] = []
  const cold: number[] = []
  for (const [at, query] of queries.entries()) {
    const asked = performance.now()
    const numbers = await engine.query(query, at)
    cold.push(performance.now() - asked)
    found.push(numbers.slice(0, 10))
  }
  const one: number[] = []
  for (const [at, query] of queries.entries()) {
    const asked = performance.now()
    await engine.query(query, at)
    one.push(performance.now() - asked)
  }
  const figures: Figures = {
    buildSeconds,
    buildPeakMegabytes,
    first: cold[0] ?? 0,
    cold: latencies(cold),
    one: latencies(one),
    byKind: byKind(queries, one),
    many: await askedByMany(engine, queries),
    peakMegabytes: peak(),
    found,
  }
  await engine.close?.()
  writeFileSync(out, JSON.stringify(figures))
}

async function askedByMany(engine: Engine, queries: readonly BenchQuery[]) {
  const took: number[] = []
  let next = 0
  const client = async (): Promise<void> => {
    for (let at = next++; at < 2 * queries.length; at = next++) {
      const query = queries[at % queries.length]
      if (query === undefined) return
      const asked = performance.now()
      // A request comes in by the event loop, behind those that wait already.
      await setImmediate()
      await engine.query(query, at % queries.length)
      took.push(performance.now() - asked)
    }
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  const perSecond = (1000 * took.length) / (performance.now() - begun)
  return { ...latencies(took), perSecond }
}

function byKind(queries: readonly BenchQuery[], took: readonly number[]): Record<string, number> {
  const kinds = [...new Set(queries.map(({ kind }) => kind))].sort()
  const of = (kind: string) => took.filter((_, at) => queries[at]?.kind === kind)
  return Object.fromEntries(kinds.map((kind) => [kind, latencies(of(kind)).p50]))
}

const latencies = (took: readonly number[]): Latencies => {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
