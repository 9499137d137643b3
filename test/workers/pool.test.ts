import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPool, type Pool } from '../../src/workers/pool.ts'

const worker = `
  import { parentPort } from 'node:worker_threads'
  parentPort.on('message', ({ id, question }) => {
    if (question < 0) process.exit(1)
    if (question === 0) for (;;);
    parentPort.postMessage({ id, answer: question * 2 })
  })`

describe.runIf(availableParallelism() > 1)('a pool of workers', () => {
  let folder = ''
  let pool: Pool<number, number>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-pool-'))
    await writeFile(join(folder, 'double.mjs'), worker)
    const file = pathToFileURL(join(folder, 'double.mjs'))
    pool = openPool({ file, most: 2, worthAnother: 2, megabytes: 64 })
  })

  afterAll(() => rm(folder, { recursive: true }))

  it('answers each question, whoever answers first', async () => {
    const questions = Array.from({ length: 50 }, (_, index) => index + 1)
    expect(pool.canStart).toBe(true)
    expect(await Promise.all(questions.map((one) => pool.ask(one)))).toEqual(
      questions.map((one) => one * 2),
    )
  })

  it('loses only the question that a worker ended at', async () => {
    const answers = await Promise.allSettled([1, 2, -1, 3, 4, 5].map((one) => pool.ask(one)))
    expect(answers.map(({ status }) => status === 'fulfilled')).toEqual([
      ...[true, true, false],
      ...[true, true, true],
    ])
  })

  it('is not waited for any more once it is ended', async () => {
    const file = pathToFileURL(join(folder, 'double.mjs'))
    const other = openPool<number, number>({ file, most: 1, worthAnother: 0, megabytes: 64 })
    expect(await other.ask(4)).toBe(8)
    const asked = Promise.allSettled([0, 5].map((one) => other.ask(one)))
    other.end()
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(other.ask(6)).rejects.toThrow('were ended')
    expect(await pool.ask(7)).toBe(14)
  })

  it('starts another worker where what waits weighs enough', async () => {
    await writeFile(
      join(folder, 'thread.mjs'),
      `import { parentPort, threadId } from 'node:worker_threads'
       parentPort.on('message', ({ id }) => setTimeout(() => parentPort.postMessage({ id, answer: threadId }), 20))`,
    )
    const file = pathToFileURL(join(folder, 'thread.mjs'))
    const weightless = openPool<number, number>({
      ...{ file, most: 2, worthAnother: 10, weightOf: () => 0, megabytes: 64 },
    })
    expect(await weightless.ask(1)).toBeGreaterThan(0)
    weightless.end()
    const threads = async (weight: number) => {
      const options = { file, most: 2, worthAnother: 10, weightOf: () => weight, megabytes: 64 }
      const weighing = openPool<number, number>(options)
      const answers = await Promise.all([1, 2, 3, 4].map((one) => weighing.ask(one)))
      weighing.end()
      return new Set(answers).size
    }
    expect([await threads(1), await threads(20)]).toEqual([1, 2])
  })

  it('has no workers where there is no file for them', () => {
    const file = pathToFileURL(join(folder, 'none.mjs'))
    expect(openPool({ file, most: 2, worthAnother: 2, megabytes: 64 }).canStart).toBe(false)
  })
})
