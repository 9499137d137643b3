import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../needs.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type GitWiki, startGitWiki } from './git-wiki.ts'

const user = { name: 'reader', password: 'secret' }

describe.skipIf(!needs('git'))('a git wiki (needs git)', () => {
  let wiki: GitWiki
  beforeAll(async () => {
    wiki = await startGitWiki({ user, pages: { 'Retries.md': 'Three times.\n' } })
  })
  afterAll(() => wiki?.stop())

  const git = async (cwd: string, ...args: readonly string[]): Promise<string> => {
    const env = { PATH: process.env.PATH, HOME: cwd, GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'true' }
    return (await promisify(execFile)('git', [...args], { cwd, env })).stdout
  }
  const address = (): string => wiki.repository.replace('://', `://${user.name}:${user.password}@`)

  test('it is cloned by whoever has the password', async () => {
    const folder = temporaryFolder()
    await expect(git(folder, 'ls-remote', wiki.repository)).rejects.toThrow()
    await git(folder, 'clone', '--quiet', address(), 'clone')
    const files = readdirSync(join(folder, 'clone')).toSorted()
    expect(files).toEqual(['.git', 'Home.md', 'Retries.md', '_Sidebar.md'])
    expect(wiki.log.requests.map(({ status }) => status)).toContain(401)
  })

  test('what is written, moved and removed comes with the next fetch', async () => {
    const folder = temporaryFolder()
    await git(folder, 'clone', '--quiet', '--bare', '--filter=blob:none', address(), '.')
    const date = '2023-05-06T07:08:09+00:00'
    await wiki.write('Retries.md', 'Four times.\n', { author: 'Mara <mara@example.org>', date })
    await wiki.move('Retries.md', 'Payment-retries.md', { date })
    const last = await wiki.remove('_Sidebar.md', { date, message: 'No sidebar' })
    await git(folder, 'fetch', '--quiet', 'origin', '+master:master')
    const log = await git(
      folder,
      'log',
      '--name-status',
      '-M',
      '--format=%an %aI %s',
      '-3',
      'master',
    )
    expect(log.split('\n').filter((line) => line !== '')).toEqual([
      `Ada ${date} No sidebar`,
      'D\t_Sidebar.md',
      `Ada ${date} Renamed Retries.md to Payment-retries.md`,
      'R100\tRetries.md\tPayment-retries.md',
      `Mara ${date} Updated Retries.md (markdown)`,
      'M\tRetries.md',
    ])
    expect((await git(folder, 'rev-parse', 'master')).trim()).toBe(last)
  })

  test('a rewritten history is pushed over the old one', async () => {
    await wiki.write('Fees.md', 'One in a hundred.\n')
    await wiki.git('reset', '--quiet', '--hard', 'HEAD~1')
    await wiki.push()
    const refs = await git(temporaryFolder(), 'ls-remote', address(), 'refs/heads/master')
    expect(refs).toContain((await wiki.git('rev-parse', 'HEAD')).trim())
  })
})
