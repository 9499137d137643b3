import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/store/store.ts'
import { at, makePage, makePassage, put } from '../../store/support/samples.ts'
import { builtProgram } from '../../support/program.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openIndex } from './support/opened.ts'
import { bruteForce, recallOf } from './support/rows.ts'

// Compiled, so that graphs are built in threads as they are at work.
let build: string

beforeAll(async () => {
  build = await builtProgram()
})

const script = join(import.meta.dirname, 'support', 'index-process.mjs')
const dimensions = 8
const id = 'lsa of the runbooks'
const everything = { count: Number.POSITIVE_INFINITY, has: () => true, keys: () => [] }

/** A folder with a store of so many passages, and a space without vectors. */
const filled = async (passages: number): Promise<string> => {
  const folder = temporaryFolder()
  const store = await openStore(join(folder, 'store.sqlite'))
  const page = makePage('wiki:nodes.md', 'Drain the node.')
  const positions = Array.from({ length: passages }, (_, position) => position)
  const all = positions.map((position) => makePassage(page, { id: `p${position}`, position }))
  await put(store, page, all)
  await store.vectors.makeCurrent(await store.vectors.open({ id, dimensions, madeAt: at }))
  await store.close()
  return folder
}

const start = (folder: string, seed: number, rounds: number) =>
  fork(script, [build, folder, String(seed), String(rounds)], { stdio: 'inherit' })

/** Opens an index on what the processes left: what it finds is what the rows say. */
const isRight = async (folder: string) => {
  const store = await openStore(join(folder, 'store.sqlite'))
  const space = await store.vectors.find(id)
  if (space === null) throw new Error('the space is gone')
  const vectors = await store.vectors.slice(space, 0, 100_000)
  const pairs = vectors.map(({ key, vector }) => [key, vector] as const)
  const index = openIndex({ rows: store.vectors.rows(space), folder })
  await index.update()
  expect(index.status().passages).toBe(vectors.length)
  for (let turn = 0; turn < 2; turn += 1) {
    const shares = vectors.slice(0, 30).map(({ vector }) => {
      const truth = bruteForce(pairs, vector, 10, everything)
      return recallOf(index.search(vector, 10, everything), truth)
    })
    expect(shares.reduce((sum, share) => sum + share, 0) / 30).toBeGreaterThanOrEqual(0.99)
    await index.settled()
  }
  expect(index.status().problem).toBeNull()
  await index.close()
  await store.close()
}

/** Ends a process without warning once its index's files have changed so often: while it writes, or just after. */
const killAfter = async (child: ChildProcess, folder: string, changes: number): Promise<void> => {
  let seen = 0
  const watcher = watch(folder, (_, name) => {
    if (name?.startsWith('vectors-') !== true) return
    seen += 1
    if (seen === changes) child.kill('SIGKILL')
  })
  const [code, signal] = await once(child, 'exit')
  watcher.close()
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
}

describe('processes that index', () => {
  it.each([1, 2, 4, 7, 11, 16])(
    'leave what is right behind when they are killed while they write, after %d changes',
    async (changes) => {
      const folder = await filled(1500)
      await killAfter(start(folder, changes, 1000), folder, changes)
      await isRight(folder)
    },
  )

  it('do not disturb one another on one database', async () => {
    const folder = await filled(1000)
    const ends = [1, 2, 3].map(async (seed) => {
      const [code] = await once(start(folder, seed, 7), 'exit')
      return code
    })
    expect(await Promise.all(ends)).toEqual([0, 0, 0])
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    await isRight(folder)
  })

  it.skipIf(process.platform === 'win32')('keep the index in memory where there is no room', () => {
    const folder = temporaryFolder()
    // No file may be larger than 51 200 bytes, or twice that, as the shell counts; the index would have 541 832.
    const script = join(import.meta.dirname, 'support', 'full-disk.mjs')
    const args = ['-c', 'ulimit -f 100; exec "$0" "$@"', process.execPath, script, build, folder]
    const { status, stdout } = spawnSync('sh', args, { encoding: 'utf8' })
    expect(status).toBe(0)
    const told = JSON.parse(stdout)
    expect(told).toMatchObject({ state: 'approximate', passages: 3000, found: 3000 })
    expect(told.problem).toContain('is the disk full?')
    expect(readdirSync(folder)).toEqual([])
  })
})
