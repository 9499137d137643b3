import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LoggedCommit } from '../../src/git/changes.ts'
import { dateAt } from '../../src/git/commit.ts'
import { type Git, openGit } from '../../src/git/git.ts'
import { keptPast, type PastKeeper } from '../../src/git/kept-past.ts'
import { type Past, type PastCommit, pastOf, pastOver, readPast } from '../../src/git/past.ts'
import { decodePast, encodePast } from '../../src/git/past-table.ts'
import { pack, unpack } from '../../src/values/packed.ts'
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

const keeping = (mostNewer: number): PastKeeper & { readonly sizes: number[] } => {
  let kept: Uint8Array | null = null
  const sizes: number[] = []
  return {
    sizes,
    fewest: 0,
    mostNewer,
    get: async () => kept && unpack(kept),
    put: async (packed) => {
      kept = pack(packed)
      sizes.push(kept.length)
    },
  }
}

const commit = (place: number): string => repository.commits[place] ?? ''
// Commits of a table have what they have by getters, which no comparison of objects sees.
const plain = (commit: PastCommit) => ({
  ...{ id: commit.id, parents: commit.parents, date: commit.date, author: commit.author },
  ...{ subject: commit.subject, authored: commit.authored, committed: commit.committed },
  ...{ corrected: commit.corrected, order: commit.order, changes: commit.changes },
})
const shown = (past: Past) => ({
  commits: past.commits.map(plain),
  touches: ['a.ts', 'b c.ts', 'ünal.ts', 'none.ts'].map((path) =>
    past.of(path).map(({ commit, change }) => ({ of: plain(commit), change })),
  ),
})
const kept = async (base: number, head: number, keeper: PastKeeper) => {
  const commits = new Set<string>()
  for await (const id of git.lines(['rev-list', `${commit(base)}..${commit(head)}`]))
    commits.add(id)
  return shown(await keptPast(git, { base: commit(base), head: commit(head), commits }, keeper))
}
const read = async (head: number) => shown(await readPast(git, commit(head)))

test.each([
  // Made anew at every base that is further on, and where it leads up to what the head did not grow from.
  [0, 6],
  [100, 1],
])(
  'a history of which a part was kept is the history that git tells, %i commits on',
  async (mostNewer, times) => {
    const keeper = keeping(mostNewer)
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
    expect(keeper.sizes).toHaveLength(times)
  },
)

test('what was kept and is something else is read again', async () => {
  const keeper = keeping(0)
  await kept(3, 4, keeper)
  await keeper.put({ header: 'something else', columns: [], bytes: Buffer.alloc(0) })
  expect(await kept(3, 4, keeper)).toEqual(await read(4))
})

test('of branches that are read in turn what they share is kept once', async () => {
  const keeper = keeping(100)
  for (const [base, head] of [
    [2, 2],
    [3, 3],
    [2, 2],
    [3, 3],
    [7, 7],
  ] as const)
    expect(await kept(base, head, keeper)).toEqual(await read(head))
  expect(keeper.sizes).toHaveLength(2)
})

test('nothing is kept of a history that git tells in no time', async () => {
  const keeper = { ...keeping(0), fewest: 1_000 }
  expect(await kept(3, 4, keeper)).toEqual(await read(4))
  expect(keeper.sizes).toEqual([])
})

const idOf = (number: number, letter: string): string => `${letter}${number}`.padStart(40, '0')
const blob = fc.option(fc.nat(9).map((number) => idOf(number, 'b')))
const changed = fc.record({
  path: fc.constantFrom('a.ts', 'ünal.ts', 'b c.ts'),
  status: fc.constantFrom('added' as const, 'deleted' as const, 'modified' as const),
  olds: fc.array(blob, { maxLength: 3 }),
  now: blob,
})
/** Each grew from some of those before it; clocks are wrong as often as they are right. */
const grown = fc
  .array(
    fc.record({
      parents: fc.array(fc.nat(30), { maxLength: 2 }),
      seconds: fc.oneof(fc.nat(40), fc.constantFrom(Number.NaN, 0, 2 ** 40, 1e15)),
      text: fc.option(fc.string({ unit: 'grapheme', minLength: 1 })),
      changes: fc.uniqueArray(changed, { selector: ({ path }) => path, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((all): readonly LoggedCommit[] =>
    all.map(({ parents, seconds, text, changes }, number) => ({
      id: idOf(number, 'c'),
      parents: [...new Set(parents.filter((one) => one < number))].map((one) => idOf(one, 'c')),
      ...{ author: text, subject: text, date: dateAt(seconds) },
      ...{ authored: seconds, committed: seconds, changes },
    })),
  )

async function* told(commits: readonly LoggedCommit[]) {
  yield* commits
}

test('a past over what was packed is the past as a whole, wherever it was cut', async () => {
  await fc.assert(
    fc.asyncProperty(grown, fc.nat(29), async (all, at) => {
      const tip = all[at % all.length]?.id ?? ''
      const old = new Set([tip])
      for (const { id, parents } of [...all].reverse())
        if (old.has(id)) for (const parent of parents) old.add(parent)
      const { commits } = await pastOf(told(all.filter(({ id }) => old.has(id))))
      const table = decodePast(encodePast(tip, commits))
      if (table === null) throw new Error('what was packed is not read')
      const young = all.filter(({ id }) => !old.has(id))
      expect(shown(await pastOver(table, told(young)))).toEqual(shown(await pastOf(told(all))))
    }),
  )
})
