import type { Row } from '../table.ts'
import type { EngineRun } from './engines.ts'
import { clients, type Latencies, queriesIn } from './harness.ts'

const milliseconds = (value: number): string => value.toFixed(value < 10 ? 2 : 1)

const three = ({ p50, p95, p99 }: Latencies): string =>
  [p50, p95, p99].map(milliseconds).join(' / ')

/** One engine's figures as people read them. */
export function rowOf({ name, figures, recall }: EngineRun, folder: string): Row {
  const { buildSeconds, buildPeakMegabytes, peakMegabytes, first, cold, one, many } = figures
  const targets = queriesIn(folder).map(({ target }) => target)
  const hits = targets.filter((target, at) => figures.found[at]?.includes(target)).length
  return {
    engine: name,
    'build s': buildSeconds.toFixed(1),
    'build peak MB': buildPeakMegabytes.toFixed(0),
    'peak MB': peakMegabytes.toFixed(0),
    'first query ms': milliseconds(first),
    'each first time, p50 / p95 / p99 ms': three(cold),
    'again, p50 / p95 / p99 ms': three(one),
    [`${clients} clients, p50 / p95 / p99 ms`]: three(many),
    'queries a second': many.perSecond.toFixed(0),
    'target in the first ten': `${((100 * hits) / targets.length).toFixed(1)} %`,
    'recall@10 of vectors': recall === null ? '' : recall.toFixed(4),
  }
}

/** What each kind of query takes one client, asked again. */
export const kindsRowOf = ({ name, figures }: EngineRun): Row => ({
  'engine, p50 ms': name,
  ...Object.fromEntries(
    Object.entries(figures.byKind).map(([kind, took]) => [kind, milliseconds(took)]),
  ),
})

/** How Plumbline's whole retrieval compares with the sum of the floor's two legs. */
export function ratioLine(runs: readonly EngineRun[]): string {
  const of = (name: string) => runs.find((run) => run.name === name)?.figures.one
  const [whole, words, vectors] = [of('Plumbline'), of('FTS5'), of('hnswlib')]
  if (!whole || !words || !vectors) return ''
  const times = (at: 'p50' | 'p95' | 'p99'): string =>
    `${at} ${(whole[at] / (words[at] + vectors[at])).toFixed(2)}`
  return `Plumbline to the sum of the floor's two legs: ${times('p50')}, ${times('p95')}, ${times('p99')}`
}
