import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Git, openGit } from '../../src/git/git.ts'
import { keptCommits, type LogKeeper } from '../../src/git/kept-log.ts'
import { type Past, pastOf, readPast } from '../../src/git/past.ts'
import { gitRepository, type Step, type TestRepository } from '../support/git-repository.ts'

const steps: readonly Step[] = [
  { files: { 'a.ts': 'one\n', 'b c.ts': 'one\n' } },
  { files: { 'a.ts': 'two\n' } },
  { branch: 'work', rename: { 'b c.ts': 'ünal.ts' } },
  { branch: 'main', files: { 'd.ts': '' } },
  { merge: 'work' },
  { message: '' },
  { delete: ['a.ts'] },
  { branch: 'other', files: { 'e.ts': 'one\n' } },
]
let repository: TestRepository
let git: Git

beforeAll(async () => {
  repository = await gitRepository(steps)
  git = await openGit(repository.directory)
})

afterAll(async () => {
  await git?.close()
  await repository?.remove()
})

const keeping = (): LogKeeper & { readonly sizes: number[] } => {
  let kept: Uint8Array | null = null
  const sizes: number[] = []
  return {
    sizes,
    fewest: 0,
    get: async () => kept,
    put: async (bytes) => {
      kept = bytes
      sizes.push(bytes.length)
    },
  }
}

const commit = (place: number): string => repository.commits[place] ?? ''
const shown = (past: Past) => ({
  commits: past.commits,
  touches: ['a.ts', 'b c.ts', 'ünal.ts'].map((path) => past.of(path)),
})
const kept = async (base: number, head: number, keeper: LogKeeper) =>
  shown(await pastOf(keptCommits(git, commit(base), commit(head), keeper)))
const read = async (head: number) => shown(await readPast(git, commit(head)))

test('a history of which a part was kept is the history that git tells', async () => {
  const keeper = keeping()
  // Grown by one, grown over a merge, the same again, another branch, and one that is no descendant.
  for (const [base, head] of [
    [0, 1],
    [1, 3],
    [4, 6],
    [4, 6],
    [6, 7],
    [2, 2],
    [5, 6],
  ] as const)
    expect(await kept(base, head, keeper)).toEqual(await read(head))
  expect(keeper.sizes).toHaveLength(6)
})

test('what was kept and is spoilt is read again', async () => {
  const keeper = keeping()
  await kept(3, 4, keeper)
  await keeper.put(Buffer.from('spoilt'))
  expect(await kept(3, 4, keeper)).toEqual(await read(4))
})

test('nothing is kept of a history that git tells in no time', async () => {
  const keeper = { ...keeping(), fewest: 1_000 }
  expect(await kept(3, 4, keeper)).toEqual(await read(4))
  expect(keeper.sizes).toEqual([])
})
