import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../../../src/package-root.ts'
import { measured } from '../crawl/measured.ts'
import { beside } from '../measure.ts'
import { type Figures, filesIn, queriesIn } from './harness.ts'
import { bytesOfNumber, exactNearest, writeClustered } from './vectors.ts'

/** The engines in the order in which they run: Plumbline first, because the vectors of its dense leg are those of the others. */
export const engines = [
  'Plumbline',
  'FTS5',
  'hnswlib',
  'sqlite-vec',
  'MiniSearch',
  'Orama',
] as const
export type EngineName = (typeof engines)[number]

/** Engines that this project does not depend on: installed aside, where the benchmark is done. */
const aside = {
  'sqlite-vec': { package: 'sqlite-vec@0.1.9', script: 'sqlite-vec.mjs' },
  MiniSearch: { package: 'minisearch@7.2.0', script: 'minisearch.mjs' },
  Orama: { package: '@orama/orama@3.1.18', script: 'orama.mjs' },
} as const
const scripts = { Plumbline: 'run-plumbline', FTS5: 'run-fts5', hnswlib: 'run-hnswlib' } as const

const usualDimensions = 256
/** So many queries are compared with every vector there is. */
const compared = 100
/** Megabytes that an engine's own heap may take: those that keep everything there need it. */
const heap = 12_000

export interface Place {
  readonly folder: string
  readonly home: string
  readonly size: number
}

/** What an engine's process came to. */
export interface EngineRun {
  readonly name: EngineName
  readonly figures: Figures
  /** The share of the ten nearest vectors that it found; null for engines that look for words. */
  readonly recall: number | null
}

/** Runs one engine over a corpus, in a process of its own. */
export async function runEngine(name: EngineName, place: Place): Promise<EngineRun> {
  const { folder, home } = place
  const out = join(folder, `${name}.json`)
  const dimensions = dimensionsIn(folder)
  const harness = pathToFileURL(beside('search/harness.js')).href
  const program = name in aside ? installed(name, home) : beside(`search/${lookUpScript(name)}.js`)
  const args = [`--max-old-space-size=${heap}`, program, folder, out]
  const more = name in aside ? [harness, String(dimensions)] : [String(dimensions)]
  await measured(process.execPath, [...args, ...more], folder)
  const figures: Figures = JSON.parse(readFileSync(out, 'utf8'))
  if (name === 'Plumbline') return { name, figures, recall: denseRecall(place) }
  const isByVectors = name === 'hnswlib' || name === 'sqlite-vec'
  return { name, figures, recall: isByVectors ? recallOf(figures.found, folder) : null }
}

const lookUpScript = (name: EngineName): string =>
  Object.entries(scripts).find(([known]) => known === name)?.[1] ?? ''

function installed(name: EngineName, home: string): string {
  const [, one] = Object.entries(aside).find(([known]) => known === name) ?? []
  if (one === undefined) throw new Error(`${name} is not installed aside`)
  const folder = join(home, 'aside')
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(manifest, '{ "private": true, "type": "module" }')
    const packages = Object.values(aside).map((each) => each.package)
    const args = ['install', '--no-audit', '--no-fund', '--silent', ...packages]
    execFileSync('npm', args, { cwd: folder })
  }
  cpSync(join(packageRoot, 'test/bench/search/aside', one.script), join(folder, one.script))
  return join(folder, one.script)
}

const nearFile = (folder: string): string => join(folder, 'Plumbline.json.near')

interface Near {
  readonly dimensions: number
  readonly near: readonly (readonly number[])[]
}

const nearIn = (folder: string): Near | null =>
  existsSync(nearFile(folder)) ? JSON.parse(readFileSync(nearFile(folder), 'utf8')) : null

/** Of the dense leg's vectors; of those that stand in for them otherwise. */
const dimensionsIn = (folder: string): number => nearIn(folder)?.dimensions ?? usualDimensions

/** Recall of Plumbline's own dense leg; where it has none, vectors in clusters are written for the engines that search vectors. */
function denseRecall({ folder, size }: Place): number | null {
  const near = nearIn(folder)
  if (near !== null) return recallOf(near.near, folder)
  const targets = queriesIn(folder).map(({ target }) => target)
  writeClustered(filesIn(folder), { count: size, dimensions: usualDimensions }, targets)
  return null
}

const known = new Map<string, readonly (readonly number[])[]>()

/** The share of the ten nearest among all vectors that were found, over some of the queries. */
function recallOf(found: readonly (readonly number[])[], folder: string): number {
  const exact = known.get(folder) ?? exactIn(folder)
  known.set(folder, exact)
  const asked = exact.flatMap((nearest, at) => (nearest.length < 10 ? [] : [at]))
  const hits = asked.flatMap((at) =>
    (found[at] ?? []).slice(0, 10).filter((one) => exact[at]?.includes(one)),
  )
  return hits.length / (10 * asked.length)
}

function exactIn(folder: string): readonly (readonly number[])[] {
  const dimensions = dimensionsIn(folder)
  const bytes = readFileSync(filesIn(folder).queryVectors)
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / bytesOfNumber)
  const queries = Array.from({ length: Math.min(compared, all.length / dimensions) }, (_, at) =>
    all.subarray(at * dimensions, (at + 1) * dimensions),
  )
  return exactNearest(filesIn(folder).vectors, dimensions, queries)
}
