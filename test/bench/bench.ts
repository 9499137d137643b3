import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'
import { programIn } from '../support/program.ts'
import { beside, median, type Run, wholeProcess } from './measure.ts'
import { type Row, table } from './table.ts'

const times = 3
const folders: string[] = []

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  folders.push(folder)
  return folder
}

/** The median of runs that each start from nothing. */
const cold = (run: (data: string) => Run): Run =>
  median(Array.from({ length: times }, () => run(newFolder())))

/** The median of runs that find everything as the one before them left it. */
function warm(run: (data: string) => Run): Run {
  const data = newFolder()
  run(data)
  return median(Array.from({ length: times }, () => run(data)))
}

const row = (what: string, { milliseconds, peakMegabytes }: Run): Row => ({
  what,
  seconds: (milliseconds / 1000).toFixed(2),
  'peak MB': peakMegabytes.toFixed(0),
})

function checks(): readonly Row[] {
  const program = programIn(beside('../..'))
  const [older = '', newer = ''] = ['fastify-4', 'fastify-5'].map((name) =>
    join(packageRoot, 'node_modules', name),
  )
  const args = [
    ...['check', join(older, 'docs'), '--repo', older, '--repo', newer],
    ...['--format', 'json', '--fail-on', 'never'],
  ]
  const run = (data: string) => wholeProcess(program, args, data)
  return [
    row("check, fastify 4's docs by 4 and 5, fact cache empty", cold(run)),
    row("check, fastify 4's docs by 4 and 5, fact cache filled", warm(run)),
  ]
}

function demonstration(): readonly Row[] {
  const run = (data: string) => wholeProcess(beside('index-all.js'), [data], data)
  return [
    row('demonstration, replayed and indexed from nothing', cold(run)),
    row('demonstration, nothing changed', warm(run)),
  ]
}

function answers(): Row {
  const data = newFolder()
  wholeProcess(beside('index-all.js'), [data], data)
  const { output, peakMegabytes } = wholeProcess(beside('ask-all.js'), [data], data)
  const took = (JSON.parse(output) as readonly number[]).toSorted((a, b) => a - b)
  const at = (share: number) => (took[Math.floor(share * (took.length - 1))] ?? 0).toFixed(1)
  const total = took.reduce((sum, one) => sum + one, 0)
  return {
    what: `answers in one process, ${took.length} on Acme`,
    'a second': ((1000 * took.length) / total).toFixed(0),
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'peak MB': peakMegabytes.toFixed(0),
  }
}

try {
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}`
  console.log(`Node ${process.versions.node}, ${machine}; medians of ${times} whole processes\n`)
  console.log(`${table([...checks(), ...demonstration()])}\n`)
  console.log(table([answers()]))
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}
