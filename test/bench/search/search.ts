import { once } from 'node:events'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../../src/package-root.ts'
import { headOf, type Row, rowUnder, table } from '../table.ts'
import { type EngineName, type EngineRun, engines, runEngine } from './engines.ts'
import { clients, filesIn } from './harness.ts'
import { passagesFrom } from './passages.ts'
import { type BenchQuery, queryFor, targetsOf } from './queries.ts'
import { kindsRowOf, ratioLine, rowOf } from './rows.ts'
import { topicsIn } from './topics.ts'

// `npm run bench -- search [sizes...] [folders of documents...]`: one corpus of each size, asked by each engine in a process of its own, one
// after the other.
const args = process.argv.slice(2)
const isSize = (arg: string): boolean => /^\d+$/.test(arg)
const sizes = args.filter(isSize).map(Number)
const given = args.filter((arg) => !isSize(arg))
const folders = given.length > 0 ? given : [join(packageRoot, 'node_modules'), '/usr/share/doc']
const queryCount = 500
/** Above this only Plumbline and the floor are measured. */
const largestForAll = 100_000
const floor: readonly EngineName[] = ['Plumbline', 'FTS5', 'hnswlib']

const load = (): string => loadavg()[0]?.toFixed(1) ?? ''

interface Vocabulary {
  readonly words: number
  readonly different: number
}

/** Writes the corpus of a size, and the queries to it. */
async function writeCorpus(size: number, folder: string): Promise<Vocabulary> {
  const topics = topicsIn(folders)
  const targets = targetsOf(size, queryCount)
  const queries: BenchQuery[] = []
  const different = new Set<string>()
  let words = 0
  const file = createWriteStream(filesIn(folder).passages)
  for (const passage of passagesFrom(topics, size)) {
    if (targets.has(passage.number)) queries.push(queryFor(passage, queries.length))
    for (const word of passage.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      words += 1
      different.add(word)
    }
    if (!file.write(`${JSON.stringify(passage)}\n`)) await once(file, 'drain')
  }
  await new Promise<void>((done) => file.end(done))
  writeFileSync(filesIn(folder).queries, JSON.stringify(queries))
  return { words, different: different.size }
}

async function measureSize(size: number, home: string): Promise<void> {
  const folder = mkdtempSync(join(home, 'corpus-'))
  try {
    const { words, different } = await writeCorpus(size, folder)
    console.log(
      `\n${size} passages of ${(words / size).toFixed(0)} words, ${different} different words; ${queryCount} queries; load average ${load()}\n`,
    )
    const names = size <= largestForAll ? engines : floor
    const runs: EngineRun[] = []
    let first: Row | undefined
    for (const name of names) {
      const run = await runEngine(name, { folder, home, size })
      const row = rowOf(run, folder)
      // Each is told as soon as it is there: the next ones take minutes.
      if (first === undefined) console.log(headOf(row).join('\n'))
      first ??= row
      console.log(rowUnder(first, row))
      runs.push(run)
    }
    console.log(`\n${table(runs.map(kindsRowOf))}`)
    console.log(`\n${ratioLine(runs)}; load average at the end ${load()}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const home = mkdtempSync(join(tmpdir(), 'plumbline-search-'))
mkdirSync(join(home, 'aside'))
try {
  console.log(
    `Node ${process.versions.node}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}; ${clients} clients in one process`,
  )
  for (const size of sizes.length === 0 ? [10_000, 100_000] : sizes) await measureSize(size, home)
} finally {
  rmSync(home, { recursive: true, force: true })
}
