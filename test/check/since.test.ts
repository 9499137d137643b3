import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkChange } from '../../src/check-folders.ts'
import { emptyConfig } from '../../src/config/config.ts'
import type { CheckedChange } from '../../src/flows/judge-change.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { builtProgram, runProgram } from '../support/program.ts'
import { newFolder, removeFolder, temporaryFolder } from '../support/temporary-folder.ts'

const manifest = (...scripts: readonly string[]) =>
  JSON.stringify({ scripts: Object.fromEntries(scripts.map((name) => [name, 'node run.js'])) })

const guide = [
  '# Guide',
  'Start it with `npm run serve`. Test it with `npm run check`.',
  'The limits are in `src/limits.ts`, the ports in `src/ports.ts`.',
  '',
].join('\n\n')

const first = {
  'docs/guide.md': guide,
  'docs/other.md': '# Other\n\nSee `src/limits.ts`.\n',
  'package.json': manifest('serve', 'check', 'lint'),
  'src/limits.ts': 'export const limit = Number(process.env.SHOP_LIMIT ?? 5)\n',
  'src/ports.ts': 'export const port = 8080\n',
  'src/old.ts': 'export const old = 1\n',
}

let shop: TestRepository
const data = newFolder()

beforeAll(async () => {
  shop = await gitRepository([
    { message: 'All is true', files: first },
    { message: 'Drop what nobody uses', delete: ['src/ports.ts', 'src/old.ts'] },
    { message: 'Something else', files: { 'src/more.ts': 'export const more = 2\n' } },
    {
      message: 'Rename serve, and write a page',
      branch: 'feature',
      files: {
        'package.json': manifest('start', 'check', 'lint'),
        'docs/new.md': '# New\n\nLint it with `npm run lint`. The default of `SHOP_LIMIT` is 7.\n',
      },
    },
    {
      message: 'Mend the ports, move the guide',
      rename: { 'docs/guide.md': 'docs/handbook.md' },
    },
    {
      message: 'Mend what the guide says',
      files: { 'docs/handbook.md': guide.replace(', the ports in `src/ports.ts`', '') },
    },
    { message: 'Meanwhile', branch: 'main', delete: ['src/limits.ts'] },
    { message: 'Together', branch: 'main', merge: 'feature' },
  ])
})

afterAll(async () => {
  await shop?.remove()
  removeFolder(data)
})

const since = (from: string, revision: string, folder = shop.directory): Promise<CheckedChange> => {
  const config = emptyConfig({ config: null, port: null, color: null, data })
  return checkChange({ documents: [], repositories: [folder], revision, since: from }, config)
}

/** `docs/guide.md src/ports.ts`, one a finding. */
const told = async (change: Promise<CheckedChange>) => {
  const { made, repaired, result } = await change
  expect(result.unread).toEqual([])
  const paths = new Map(result.pages.map(({ id, path }) => [id, path]))
  return {
    made: made.map(({ claim }) => `${paths.get(claim.page)} ${claim.subject}`),
    repaired: repaired.map(({ path, finding }) => `${path} ${finding.claim.subject}`),
  }
}

const commit = (place: number): string => shop.commits[place] ?? ''

describe('what a change makes', () => {
  test('is what it takes from documents that it does not touch', async () => {
    expect(await told(since(commit(0), commit(1)))).toEqual({
      made: ['docs/guide.md src/ports.ts'],
      repaired: [],
    })
  })

  test('is nothing where only other things change', async () => {
    expect(await told(since(commit(1), commit(2)))).toEqual({ made: [], repaired: [] })
  })

  test('is told over all commits of a branch, from where it began, and so is what it repairs', async () => {
    // The moved guide says what it said; a script that went is told on it, and what went long ago on the page that is new.
    const expected = {
      made: ['docs/handbook.md serve', 'docs/new.md SHOP_LIMIT'],
      repaired: ['docs/guide.md src/ports.ts'],
    }
    expect(await told(since('main~1', 'feature'))).toEqual(expected)
    expect(await told(since('main~2', 'feature'))).toEqual(expected)
  })

  test('is the same for a squashed branch', async () => {
    const folder = temporaryFolder()
    const git = (...args: readonly string[]) =>
      execFileSync(
        'git',
        ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@shop.example', ...args],
        {
          stdio: 'pipe',
        },
      )
    execFileSync('git', ['clone', '--quiet', shop.directory, folder])
    git('checkout', '--quiet', '-b', 'squashed', commit(2))
    git('merge', '--quiet', '--squash', 'origin/feature')
    git('commit', '--quiet', '--message', 'All at once')
    expect(await told(since(commit(2), 'squashed', folder))).toEqual({
      made: ['docs/handbook.md serve', 'docs/new.md SHOP_LIMIT'],
      repaired: ['docs/guide.md src/ports.ts'],
    })
  })

  test('of a merge is what comes in by it', async () => {
    expect(await told(since('main~1', 'main'))).toEqual({
      made: ['docs/handbook.md serve', 'docs/new.md SHOP_LIMIT'],
      repaired: ['docs/guide.md src/ports.ts'],
    })
  })
})

describe('what cannot be compared', () => {
  test('a clone of one commit says what to fetch', async () => {
    const folder = join(temporaryFolder(), 'shallow')
    const address = pathToFileURL(shop.directory).href
    execFileSync('git', ['clone', '--quiet', '--depth', '1', '--branch', 'main', address, folder])
    await expect(since(commit(0), 'HEAD', folder)).rejects.toMatchObject({
      code: 'git.unknown-revision',
      message: expect.stringContaining('git fetch --unshallow'),
    })
  })

  test('histories that share nothing', async () => {
    const folder = temporaryFolder()
    execFileSync('git', ['clone', '--quiet', shop.directory, folder])
    execFileSync('git', ['-C', folder, 'checkout', '--quiet', '--orphan', 'alone'])
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@shop.example']
    execFileSync('git', ['-C', folder, ...who, 'commit', '--quiet', '-m', 'Alone'])
    await expect(since('alone', 'main', folder)).rejects.toMatchObject({
      code: 'git.no-common-commit',
    })
  })

  test('documents that no repository tracks', async () => {
    const config = emptyConfig({ config: null, port: null, color: null, data })
    const asked = { repositories: [shop.directory], revision: 'HEAD', since: 'HEAD~1' }
    await expect(
      checkChange({ ...asked, documents: [temporaryFolder()] }, config),
    ).rejects.toMatchObject({ code: 'input.invalid' })
  })
})

describe('on the command line', () => {
  const check = async (...args: readonly string[]) =>
    runProgram(await builtProgram(), ['check', '--since', ...args], { cwd: shop.directory, data })

  test('what is made wrong decides how it ends', async () => {
    const bad = await check(commit(0), '--at', commit(1))
    expect([bad.status, bad.stdout]).toEqual([
      1,
      expect.stringContaining('makes 1 statement false'),
    ])
    const good = await check(commit(1), '--at', commit(2))
    expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('makes nothing wrong')])
  })

  test('the JSON tells where the change begins, what it makes, what it repairs and how all claims fare', async () => {
    const { stdout } = await check('main~1', '--at', 'feature', '--format', 'json')
    const told = JSON.parse(stdout)
    expect(told.since).toBe(commit(2))
    expect(told.findings.map((one: { subject: string }) => one.subject)).toEqual([
      'serve',
      'SHOP_LIMIT',
    ])
    expect(told.repaired).toMatchObject([
      { page: { path: 'docs/guide.md' }, subject: 'src/ports.ts' },
    ])
    expect(told.claims.holds).toBeGreaterThan(0)
  })

  test('no baseline is written of a change alone', async () => {
    const { status, stderr } = await check(commit(0), '--write-baseline', join(data, 'base.json'))
    expect([status, stderr]).toEqual([2, expect.stringContaining('--write-baseline')])
  })
})
