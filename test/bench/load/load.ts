import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { packageRoot } from '../../../src/package-root.ts'
import { drifts, questions, traps } from '../../acme/rows.ts'
import { startDemonstration } from '../../end-to-end/demonstration-server.ts'
import { type Row, table } from '../table.ts'
import { type Held, trendsOf, trendWords } from './memory.ts'

const [seconds = 10, ...given] = process.argv.slice(2).map(Number)
const connections = given.length > 0 ? given : [1, 32, 256]
const autocannon = join(packageRoot, 'node_modules', 'autocannon', 'autocannon.js')

/** Requests of one key are limited, so several keys take turns. */
const keys = 40

const bodies = {
  answers: questions.flatMap(({ ask: query, intent }) =>
    query === undefined ? [] : [{ query, ...(intent ? { intent } : {}) }],
  ),
  verifications: [
    ...questions.flatMap(({ verify, intent }) =>
      verify === undefined ? [] : [{ ...verify, ...(intent ? { intent } : {}) }],
    ),
    ...[...drifts, ...traps].map(({ quote }) => ({ advice: { text: quote }, intent: 'act' })),
  ],
}

type What = keyof typeof bodies

const measured = z.object({
  errors: z.number(),
  timeouts: z.number(),
  '2xx': z.number(),
  requests: z.object({ average: z.number() }),
  latency: z.object({ p50: z.number(), p97_5: z.number(), p99: z.number(), max: z.number() }),
  statusCodeStats: z.record(z.string(), z.object({ count: z.number() })),
})

/** Every body under some key, as the archive of requests that autocannon reads. */
function archive(folder: string, address: string, held: readonly string[], what: What): string {
  const sent = bodies[what]
  const requests = Array.from({ length: Math.max(sent.length, keys) }, (_, index) => ({
    method: 'POST',
    url: `${address}/v1/${what}`,
    headers: [
      { name: 'authorization', value: `Bearer ${held[index % held.length]}` },
      { name: 'content-type', value: 'application/json' },
    ],
    postData: { text: JSON.stringify(sent[index % sent.length]) },
  }))
  const file = join(folder, `${what}.har`)
  writeFileSync(
    file,
    JSON.stringify({ log: { entries: requests.map((request) => ({ request })) } }),
  )
  return file
}

async function heldBy(address: string, operator: string, since: number): Promise<Held> {
  const headers = { authorization: `Bearer ${operator}` }
  const text = await (await fetch(`${address}/metrics`, { headers })).text()
  const of = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  return {
    seconds: (performance.now() - since) / 1e3,
    resident: of('process_resident_memory_bytes'),
    heap: of('nodejs_heap_size_used_bytes'),
  }
}

/** Looks at the server's memory again and again while the work goes on. */
async function watched<Result>(
  look: () => Promise<Held>,
  work: Promise<Result>,
): Promise<{ readonly result: Result; readonly held: readonly Held[] }> {
  const held: Held[] = []
  let isOver = false
  const looking = (async () => {
    while (!isOver) {
      held.push(await look())
      await sleep(200)
    }
  })()
  const result = await work.finally(() => {
    isOver = true
  })
  await looking
  return { result, held }
}

/** So many parts a run has, each measured by itself: what gets slower shows from one to the next. */
const parts = 10

/** What is sent and answered in a run, part after part; times are milliseconds. */
async function load(file: string, address: string, at: number) {
  const during: z.output<typeof measured>[] = []
  for (let part = 0; part < parts; part++) during.push(await loadOnce(file, address, at))
  const total = (of: (one: z.output<typeof measured>) => number) =>
    during.reduce((sum, one) => sum + of(one), 0)
  const statuses = new Map<string, number>()
  for (const { statusCodeStats } of during)
    for (const [status, { count }] of Object.entries(statusCodeStats))
      statuses.set(status, (statuses.get(status) ?? 0) + count)
  return {
    perSecond: total(({ requests }) => requests.average) / parts,
    p50: during.map(({ latency }) => latency.p50),
    p99: during.map(({ latency }) => latency.p99),
    max: Math.max(...during.map(({ latency }) => latency.max)),
    statuses,
    errors: total(({ errors }) => errors),
    timeouts: total(({ timeouts }) => timeouts),
  }
}

async function loadOnce(file: string, address: string, at: number) {
  const args = [autocannon, '-j', '-n', '-c', String(at), '-d', String(seconds / parts)]
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...args, '-t', '30', '--har', file, address],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  return measured.parse(JSON.parse(stdout))
}

const data = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
const served = await startDemonstration(data, join(import.meta.dirname, '../../..'))
try {
  const held = Array.from({ length: keys }, () => served.keyFor('agent-demo'))
  const operator = served.keyFor('priya.raman')
  const rows: Row[] = []
  for (const what of ['answers', 'verifications'] as const) {
    const file = archive(data, served.address, held, what)
    for (const at of connections) {
      const begun = performance.now()
      const look = () => heldBy(served.address, operator, begun)
      const { result, held: memory } = await watched(look, load(file, served.address, at))
      const { resident, heap } = trendsOf(memory)
      const row = {
        what: `${what}, ${at} connections, ${seconds} s`,
        'replies a second': result.perSecond.toFixed(0),
        'p50 ms, in each tenth': result.p50.join(' '),
        'p99 ms, in each tenth': result.p99.join(' '),
        'max ms': String(result.max),
        statuses: [...result.statuses].map(([status, count]) => `${status}: ${count}`).join(', '),
        'errors, timeouts': `${result.errors}, ${result.timeouts}`,
        'MB, once warm': trendWords(resident),
        'heap after collecting': trendWords(heap),
      }
      rows.push(row)
      // Long runs are sometimes broken off: what was measured by then is not lost.
      console.error(JSON.stringify(row))
    }
  }
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}`
  console.log(
    `Node ${process.versions.node}, ${machine}, load ${loadavg()[0]?.toFixed(1) ?? '?'}\n`,
  )
  console.log(table(rows))
} finally {
  await served.stop()
  rmSync(data, { recursive: true, force: true })
}
