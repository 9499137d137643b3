import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { drifts, questions, traps } from '../../acme/rows.ts'
import { startDemonstration } from '../../end-to-end/demonstration-server.ts'
import { type Row, table } from '../table.ts'

const [perSecond = 50, seconds = 60] = process.argv.slice(2).map(Number)

/** What agents send: Acme's own verifications, and advice of four sentences out of its pages, true and false ones. */
function bodies(): readonly string[] {
  const asked = questions.flatMap(({ verify, intent }) =>
    verify === undefined ? [] : [{ ...verify, ...(intent ? { intent } : {}) }],
  )
  const quotes = [...drifts, ...traps].map(({ quote }) => quote)
  const groups = Math.floor(quotes.length / 4)
  const advice = Array.from({ length: groups }, (_, group) => ({
    task: 'follow the pages',
    advice: { text: quotes.filter((_, place) => place % groups === group).join('\n\n') },
    intent: 'act',
  }))
  return [...asked, ...advice].map((body) => JSON.stringify(body))
}

interface Served {
  readonly address: string
  readonly key: string
}

/** Milliseconds from when a request was due to the end of its reply; what waits for its turn waits on the clock. */
async function verified({ address, key }: Served, body: string, due: number): Promise<number> {
  const response = await fetch(`${address}/v1/verifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body,
  })
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${response.status} for ${body}`)
  return performance.now() - due
}

/** Requests at even distances, whether or not the ones before are answered. */
async function load(served: Served, sent: readonly string[], forSeconds: number) {
  const took: Promise<number>[] = []
  const begun = performance.now()
  for (let index = 0; index < perSecond * forSeconds; index += 1) {
    const due = begun + (index * 1000) / perSecond
    await sleep(Math.max(0, due - performance.now()))
    took.push(verified(served, sent[index % sent.length] ?? '{}', due))
  }
  return (await Promise.all(took)).toSorted((a, b) => a - b)
}

const data = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
const acme = await startDemonstration(data, join(import.meta.dirname, '../../..'))
const served = { address: acme.address, key: acme.keyFor('agent-demo') }
try {
  const sent = bodies()
  await load(served, sent, Math.ceil(sent.length / perSecond))
  const took = await load(served, sent, seconds)
  const at = (share: number) => (took[Math.floor(share * (took.length - 1))] ?? 0).toFixed(1)
  const row: Row = {
    what: `verifications on Acme, ${perSecond} a second for ${seconds} s, ${sent.length} different ones`,
    n: String(took.length),
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'p99 ms': at(0.99),
    'max ms': at(1),
  }
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}`
  const busy = loadavg()[0]?.toFixed(1) ?? '?'
  console.log(`Node ${process.versions.node}, ${machine}, load ${busy}\n`)
  console.log(table([row]))
} finally {
  await acme.stop()
  rmSync(data, { recursive: true, force: true })
}
