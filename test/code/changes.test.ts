import { afterEach, describe, expect, it } from 'vitest'
import { factsIn } from '../../src/code/extract.ts'
import { openChanges } from '../../src/code/history/changes.ts'
import { openReader } from '../../src/code/history/reader.ts'
import { gitSnapshot } from '../../src/code/snapshots.ts'
import { type Git, openGit } from '../../src/git/git.ts'
import { readPast } from '../../src/git/past.ts'
import { gitRepository, type Step, type TestRepository } from '../support/git-repository.ts'

const opened: { git: Git; repository: TestRepository }[] = []

afterEach(async () => {
  for (const { git, repository } of opened.splice(0)) {
    await git.close()
    await repository.remove()
  }
})

const change = (commit: string | null) => ({
  commit,
  version: null,
  date: null,
  author: null,
  subject: null,
})

/** What can be told of the last of some steps. */
async function lastOf(steps: readonly Step[]) {
  const repository = await gitRepository(steps)
  const git = await openGit(repository.directory)
  opened.push({ git, repository })
  const last = repository.commits.at(-1) ?? ''
  const past = readPast(git, last)
  const { snapshot } = await gitSnapshot(git, { repository: 'shop' })
  const changes = openChanges(openReader(git, factsIn), () => past, snapshot.files)
  return { changes, last: change(last) }
}

const brought = async (steps: readonly Step[]): Promise<readonly string[]> => {
  const { changes, last } = await lastOf(steps)
  return [...(await changes.dependenciesBroughtBy(last))].sort()
}

const asking = (dependencies: Readonly<Record<string, string>>): string =>
  JSON.stringify({ name: 'shop', dependencies })

describe('a text as it was before a change', () => {
  const rates = 'export const rate = 1\n'

  it.each<[string, Step, string | null]>([
    ['that changed it', { files: { 'src/rates.ts': 'export {}\n' } }, rates],
    ['that took it away', { delete: ['src/rates.ts'] }, rates],
    ['that took it to another place', { rename: { 'src/rates.ts': 'src/tariffs.ts' } }, rates],
    ['of something else', { files: { 'src/main.ts': '' } }, null],
  ])('%s', async (_, step, expected) => {
    const { changes, last } = await lastOf([{ files: { 'src/rates.ts': rates } }, step])
    expect(await changes.textBefore(last, 'src/rates.ts')).toBe(expected)
  })

  it('is none before the change that brought it', async () => {
    const { changes, last } = await lastOf([{ files: { 'src/rates.ts': rates } }])
    expect(await changes.textBefore(last, 'src/rates.ts')).toBeNull()
  })

  it('is not told of a change that this history does not have, or that is none of git', async () => {
    const { changes } = await lastOf([{ files: { 'src/rates.ts': rates } }])
    expect(await changes.textBefore(change('f'.repeat(40)), 'src/rates.ts')).toBeNull()
    expect(await changes.textBefore(change(null), 'src/rates.ts')).toBeNull()
  })

  it('is no text where it was none', async () => {
    const { changes, last } = await lastOf([
      { files: { 'src/rates.ts': Buffer.from([0, 1, 2]) } },
      { delete: ['src/rates.ts'] },
    ])
    expect(await changes.textBefore(last, 'src/rates.ts')).toBeNull()
  })
})

describe('a word that a file still has', () => {
  it.each<[string, string, boolean]>([
    ['as an alias', 'export { halfUp as roundAmount }\n', true],
    ['in a comment only', '// roundAmount was here\nexport const halfUp = 1\n', false],
    ['as a part of another', 'export const roundAmounts = 1\n', false],
  ])('%s', async (_, text, expected) => {
    const { changes } = await lastOf([{ files: { 'src/round.ts': text } }])
    expect(await changes.stillIn('src/round.ts', 'roundAmount')).toBe(expected)
  })

  it('stands in no file that is gone', async () => {
    const { changes } = await lastOf([
      { files: { 'src/round.ts': 'export const roundAmount = 1\n' } },
      { delete: ['src/round.ts'] },
    ])
    expect(await changes.stillIn('src/round.ts', 'roundAmount')).toBe(false)
  })
})

describe('dependencies that a change brought', () => {
  it('are those that a manifest did not ask for before, or in another version', async () => {
    const before = asking({ tariffs: '^1.0.0', ferries: '^3.0.0', tugs: '^2.0.0' })
    const since = asking({ tariffs: '^1.0.0', ferries: '^4.0.0', berths: '^1.0.0' })
    const steps = [{ files: { 'package.json': before } }, { files: { 'package.json': since } }]
    expect(await brought(steps)).toEqual(['berths', 'ferries'])
  })

  it('are those of a manifest that is new, of whatever manager', async () => {
    const steps = [
      { files: { 'src/rates.py': 'RATE = 1\n' } },
      { files: { 'requirements.txt': 'acme-berths==1.4.0\n' }, delete: ['src/rates.py'] },
    ]
    expect(await brought(steps)).toEqual(['acme-berths'])
  })

  it('are none where a manifest only went to another folder', async () => {
    const asked = asking({ tariffs: '^1.0.0' })
    const steps = [
      { files: { 'package.json': asked } },
      { rename: { 'package.json': 'packages/shop/package.json' } },
    ]
    expect(await brought(steps)).toEqual([])
  })

  it('are none where no manifest changed, or one cannot be read', async () => {
    const asked = asking({ tariffs: '^1.0.0' })
    const start = { files: { 'package.json': asked, 'src/rates.ts': '' } }
    expect(await brought([start, { delete: ['src/rates.ts'] }])).toEqual([])
    expect(await brought([start, { files: { 'package.json': '{ "dependencies": ' } }])).toEqual([])
  })

  it('are none of a change that this history does not have', async () => {
    const { changes } = await lastOf([{ files: { 'package.json': asking({ tariffs: '1' }) } }])
    expect(await changes.dependenciesBroughtBy(change('f'.repeat(40)))).toEqual([])
    expect(await changes.dependenciesBroughtBy(change(null))).toEqual([])
  })
})
