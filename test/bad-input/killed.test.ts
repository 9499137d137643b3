import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonicalJson } from '../../src/domain/canonical-json.ts'
import type { Plumbline } from '../../src/plumbline.ts'
import { everyReader, openAcme } from '../support/acme.ts'
import { builtProgram } from '../support/program.ts'
import { newFolder, removeFolder, temporaryFolder } from '../support/temporary-folder.ts'

const script = join(import.meta.dirname, 'index-demonstration.mjs')
const undisturbedData = newFolder()
let build: string
let undisturbed: Awaited<ReturnType<typeof contentOf>>
/** How long indexing takes in a process of its own, in milliseconds; less once it turns out to be faster, as when other tests beside it have ended. */
let duration: number

beforeAll(async () => {
  build = await builtProgram()
  const child = fork(script, [build, undisturbedData])
  await once(child, 'message')
  const begun = performance.now()
  await once(child, 'message')
  duration = performance.now() - begun
  await once(child, 'exit')
  const { plumbline } = await openAcme(undisturbedData)
  undisturbed = await contentOf(plumbline)
  await plumbline.close()
})

afterAll(() => removeFolder(undisturbedData))

/** Everything that is indexed: how many of each, and a digest of all their fields. */
async function contentOf(plumbline: Plumbline) {
  const { items } = await plumbline.pages({ limit: 1000 }, everyReader)
  const views = await Promise.all(items.map(({ id }) => plumbline.page(id, everyReader)))
  // How often a page was looked at hangs on how often a crawl began.
  const pages = items.map(({ visits: _, ...page }) => page)
  const passages = views.flatMap((view) => view?.passages ?? [])
  const findings = views.flatMap((view) => view?.findings ?? [])
  const { sources, repositories } = await plumbline.health()
  return Object.fromEntries(
    Object.entries({ pages, passages, findings, sources, repositories }).map(([name, all]) => [
      name,
      { count: all.length, sha256: digestOf(all) },
    ]),
  )
}

const digestOf = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex')

/** Begins to index into the folder, and ends the process after the delay as a power cut would. */
async function indexAndKill(data: string, delay: number): Promise<boolean> {
  const child = fork(script, [build, data])
  const exit = once(child, 'exit')
  await once(child, 'message')
  const begun = performance.now()
  child.once('message', () => {
    duration = Math.min(duration, performance.now() - begun)
  })
  await wait(delay)
  child.kill('SIGKILL')
  const [, signal] = await exit
  return signal === 'SIGKILL'
}

test('the demonstration has something to lose', () => {
  expect(undisturbed.pages?.count).toBeGreaterThanOrEqual(40)
  expect(undisturbed.passages?.count).toBeGreaterThan(100)
  expect(undisturbed.findings?.count).toBeGreaterThan(100)
})

const turns = Array.from({ length: 10 }, (_, turn) => turn)
let killed = 0

test.each(turns)(
  'a kill in tenth %i of indexing, and the next start comes to the same',
  async (turn) => {
    const data = temporaryFolder()
    cpSync(join(undisturbedData, 'repositories'), join(data, 'repositories'), { recursive: true })
    const delay = ((turn + Math.random()) / turns.length) * duration
    if (await indexAndKill(data, delay)) killed += 1
    const { plumbline } = await openAcme(data)
    try {
      await plumbline.index()
      expect(await contentOf(plumbline), `killed after ${delay} ms`).toEqual(undisturbed)
    } finally {
      await plumbline.close()
    }
  },
)

test('most kills came before the end', () => {
  expect(killed).toBeGreaterThanOrEqual(5)
})
