import { afterEach, describe, expect, it } from 'vitest'
import { openCarried } from '../../src/code/history/carried.ts'
import { openMentions } from '../../src/code/history/mentions.ts'
import { openMoves } from '../../src/code/history/moves.ts'
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

/** The days on which a document itself, and any that its text came from, first said something. */
async function days(steps: readonly Step[], path: string, words = '--rate-table') {
  const repository = await gitRepository(steps)
  const git = await openGit(repository.directory)
  opened.push({ git, repository })
  const past = readPast(git, repository.commits.at(-1) ?? '')
  const tools = [git, () => past, openMoves(git)] as const
  const day = async (date: Promise<string | null>) => Number((await date)?.slice(8, 10) ?? 0)
  return {
    own: await day(openMentions(...tools)(path, words)),
    carried: await day(openCarried(...tools)(path, words)),
  }
}

const prose = (about: string) =>
  Array.from({ length: 12 }, (_, line) => `The ${about} has a part ${line} of its own.\n`).join('')
const said = 'Start it with `--rate-table rates.csv`.\n'

describe('text that came from another document', () => {
  it('is as old as in the document that lost it', async () => {
    const steps: readonly Step[] = [
      { files: { 'docs/faq.md': prose('faq') + said, 'docs/ci.md': prose('build') } },
      { files: { 'src/cli.ts': 'export {}\n' } },
      { files: { 'docs/faq.md': prose('faq'), 'docs/ci.md': prose('build') + said } },
    ]
    expect(await days(steps, 'docs/ci.md')).toEqual({ own: 3, carried: 1 })
  })

  it('is as old as in a document that went, and in the one before that; the oldest counts', async () => {
    const steps: readonly Step[] = [
      { files: { 'wiki/rates.md': prose('wiki') + said } },
      { files: { 'docs/plans.md': said + prose('plan') } },
      { files: { 'docs/a.md': prose('tariff') + said }, delete: ['wiki/rates.md'] },
      {
        files: { 'docs/b.md': prose('counter') + said, 'docs/plans.md': prose('plan') },
        delete: ['docs/a.md'],
      },
      { rename: { 'docs/b.md': 'docs/c.md' } },
    ]
    expect(await days(steps, 'docs/c.md')).toEqual({ own: 4, carried: 1 })
  })

  it('is no older where no document lost it in that commit', async () => {
    const before = { 'docs/faq.md': prose('faq') + said, 'src/cli.ts': `// ${said}` }
    const now = { 'docs/ci.md': prose('build') + said }
    const kept: readonly Step[] = [{ files: before }, { files: now }]
    expect(await days(kept, 'docs/ci.md')).toEqual({ own: 2, carried: 2 })
    const renamed: readonly Step[] = [
      { files: before },
      { files: now, rename: { 'docs/faq.md': 'docs/questions.md' } },
    ]
    expect(await days(renamed, 'docs/ci.md')).toEqual({ own: 2, carried: 2 })
    const code: readonly Step[] = [
      { files: before },
      { files: { ...now, 'src/cli.ts': 'export {}\n' } },
    ]
    expect(await days(code, 'docs/ci.md')).toEqual({ own: 2, carried: 2 })
    const earlier: readonly Step[] = [
      { files: before },
      { files: { 'docs/faq.md': prose('faq') } },
      { files: now },
    ]
    expect(await days(earlier, 'docs/ci.md')).toEqual({ own: 3, carried: 3 })
    expect(await days(earlier, 'docs/ci.md', '--none')).toEqual({ own: 0, carried: 0 })
  })
})
