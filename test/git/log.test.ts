import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchParser } from '../../src/git/batch-parser.ts'
import { type LoggedCommit, loggedCommits } from '../../src/git/changes.ts'
import { type Git, openGit } from '../../src/git/git.ts'
import { pieces } from '../../src/git/process.ts'
import { renamesOf } from '../../src/git/renames.ts'
import { gitRepository } from '../support/git-repository.ts'

const logOf = async (git: Git): Promise<readonly LoggedCommit[]> => {
  const commits: LoggedCommit[] = []
  for await (const one of loggedCommits(git, await git.resolve('HEAD'))) commits.push(one)
  return commits
}

describe('the log', () => {
  it('tells what each commit did to each path, whatever the paths are called', async () => {
    const repository = await gitRepository([
      { files: { 'a b.ts': 'one\n', 'ünal "q".ts': 'x\n' }, author: 'Bo <b@x>' },
      { rename: { 'a b.ts': 'c\td.ts' }, files: { 'ünal "q".ts': 'y\n' } },
      { link: { link: 'c\td.ts' }, delete: ['c\td.ts'] },
      { message: '' },
    ])
    const git = await openGit(repository.directory)
    const [empty, deleting, renaming, first] = await logOf(git)
    expect(empty).toMatchObject({ id: repository.commits[3], subject: null, changes: [] })
    expect(deleting?.changes).toMatchObject([
      { path: 'c\td.ts', status: 'deleted', now: null },
      { path: 'link', status: 'added', olds: [null], now: null },
    ])
    const [a, c, u] = renaming?.changes ?? []
    expect([a, c, u]).toMatchObject([
      { path: 'a b.ts', status: 'deleted' },
      { path: 'c\td.ts', status: 'added', olds: [null], now: a?.olds[0] },
      { path: 'ünal "q".ts', status: 'modified' },
    ])
    expect(first).toMatchObject({ parents: [], author: 'Bo', committed: 1704067200 })
    expect(await renamesOf(git, repository.commits)).toEqual(
      new Map([[repository.commits[1], new Map([['a b.ts', { to: 'c\td.ts', alike: 1 }]])]]),
    )
    await git.close()
    await repository.remove()
  })

  it('tells of a merge only what none of its parents had', async () => {
    const repository = await gitRepository([
      { files: { 'a.ts': 'one\n', 'b.ts': 'one\n' } },
      { branch: 'work', files: { 'a.ts': 'two\n' } },
      { branch: 'main', files: { 'b.ts': 'two\n' } },
      { merge: 'work' },
    ])
    await repository.git('rm', '--quiet', 'a.ts')
    await repository.git('commit', '--quiet', '--amend', '--no-edit')
    const git = await openGit(repository.directory)
    const [merge] = await logOf(git)
    expect(merge?.parents).toHaveLength(2)
    expect(merge?.changes).toMatchObject([{ path: 'a.ts', status: 'deleted', now: null }])
    expect(merge?.changes[0]?.olds).toHaveLength(2)
    await git.close()
    await repository.remove()
  })
})

describe('small readers', () => {
  it('splits output the same however it comes in', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n', '😀', 'long') })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (whole, size) => {
        const splitter = pieces('\n', 1_000)
        const bytes = Buffer.from(whole)
        const seen: string[] = []
        for (let at = 0; at < bytes.length; at += size) {
          seen.push(...splitter.take(bytes.subarray(at, at + size)))
        }
        expect([...seen, splitter.rest()]).toEqual(whole.split('\n'))
      }),
    )
  })

  it('reads the answers of cat-file however they come in', () => {
    const id = 'a'.repeat(40)
    const output = Buffer.from(
      `${id} blob 3\nx\ny\n${id} missing\n${id} tree 2\nzz\n${id} blob 9\n123456789\n`,
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (size) => {
        const seen: (string | null | undefined)[] = []
        const parse = batchParser(5, (blob) =>
          seen.push(blob && (blob.bytes?.toString() ?? 'large')),
        )
        for (let at = 0; at < output.length; at += size) parse(output.subarray(at, at + size))
        expect(seen).toEqual(['x\ny', null, null, 'large'])
      }),
    )
  })
})
