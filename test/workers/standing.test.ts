import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { canStart } from '../../src/workers/can-start.ts'
import { type StandingWorker, startStanding } from '../../src/workers/standing.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const source = `
  import { parentPort, workerData } from 'node:worker_threads'
  parentPort.on('message', ({ id, question }) => {
    if (question < 0) process.exit(1)
    if (question === 0) for (;;);
    parentPort.postMessage({ id, answer: question * workerData })
  })`

interface Started {
  readonly worker: StandingWorker<number, number>
  /** When it is no more. */
  readonly ended: Promise<void>
}

function started(): Started {
  const path = join(temporaryFolder(), 'times.mjs')
  writeFileSync(path, source)
  let worker: StandingWorker<number, number> | undefined
  const ended = new Promise<void>((resolve) => {
    worker = startStanding(pathToFileURL(path), 3, resolve)
  })
  if (worker === undefined) throw new Error('it did not start')
  return { worker, ended }
}

const statusesOf = async (asked: readonly Promise<number>[]) =>
  (await Promise.allSettled(asked)).map(({ status }) => status)

describe.runIf(availableParallelism() > 1)('a standing worker', () => {
  it('answers each question with the data that it was started with', async () => {
    const { worker, ended } = started()
    expect(await Promise.all([1, 2, 3].map((one) => worker.ask(one)))).toEqual([3, 6, 9])
    expect(worker.waiting()).toBe(0)
    await worker.end()
    await ended
  })

  it('rejects all that it was asked where it ends, and what it is asked afterwards', async () => {
    const { worker, ended } = started()
    expect(await statusesOf([1, -1, 2, 3].map((one) => worker.ask(one)))).toEqual([
      'fulfilled',
      ...['rejected', 'rejected', 'rejected'],
    ])
    await ended
    await expect(worker.ask(1)).rejects.toThrow('its worker ended')
    expect(worker.waiting()).toBe(0)
  })

  it('is ended where a question takes longer than its patience', async () => {
    const { worker, ended } = started()
    expect(await worker.ask(2, 60_000)).toBe(6)
    expect(await statusesOf([worker.ask(0, 200), worker.ask(1)])).toEqual(['rejected', 'rejected'])
    await ended
  })
})

it('stands only where its file is', () => {
  expect(canStart(pathToFileURL('/nowhere/none.mjs'))).toBe(false)
})
