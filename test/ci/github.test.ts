import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { gitHub } from '../support/code-host.ts'
import { type ActionResult, readAction, runAction } from '../support/composite-action.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { needs } from '../support/needs.ts'
import { builtProgram } from '../support/program.ts'
import { shopThatChanges } from '../support/shop-that-changes.ts'
import { newFolder, removeFolder, temporaryFolder } from '../support/temporary-folder.ts'

const action = readAction(join(packageRoot, 'action.yml'))
const actionPath = newFolder()
const bot = 'github-actions[bot]'
/** A name of a branch that does something where a shell reads it. */
const oddBranch = '$(touch${IFS}pwned)'
let shop: TestRepository

beforeAll(async () => {
  for (const part of ['ci', 'scripts', 'package.json', 'package-lock.json'])
    cpSync(join(packageRoot, part), join(actionPath, part), { recursive: true })
  symlinkSync(await builtProgram(), join(actionPath, 'dist'))
  shop = await gitRepository([
    ...shopThatChanges,
    {
      message: 'Mend the guide',
      branch: 'mend',
      files: { 'docs/guide.md': '# Guide\n\nThere are no ports.\n' },
    },
    {
      message: 'A limit, and a page of it',
      branch: 'limit',
      files: {
        'docs/limits.md': '# Limits\n\nThe default of `SHOP_LIMIT` is 5.\n',
        'src/limit.ts': 'export const limit = Number(process.env.SHOP_LIMIT ?? 5)\n',
      },
    },
    {
      message: 'Another limit, and a word more',
      branch: 'raise',
      files: {
        'docs/limits.md': '# Limits\n\nThe default of `SHOP_LIMIT` is 5.\n\nIt may be raised.\n',
        'src/limit.ts': 'export const limit = Number(process.env.SHOP_LIMIT ?? 9)\n',
      },
    },
    {
      message: 'A word before',
      branch: 'limit',
      files: {
        'docs/limits.md': '# Limits of the shop\n\nThe default of `SHOP_LIMIT` is 5.\n',
      },
    },
    { message: 'Both', branch: 'limit', merge: 'raise' },
  ])
  await shop.git('branch', oddBranch, commit(4))
})

afterAll(async () => {
  await shop?.remove()
  removeFolder(actionPath)
})

const commit = (place: number): string => shop.commits[place] ?? ''

/** What actions/checkout leaves: one commit, or all of them. */
function checkout(id: string, depth: number | null): string {
  const folder = temporaryFolder()
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' })
  git('init', '--quiet')
  git('remote', 'add', 'origin', pathToFileURL(shop.directory).href)
  if (depth === null) git('fetch', '--quiet', 'origin')
  else git('fetch', '--quiet', '--no-tags', `--depth=${depth}`, 'origin', id)
  git('checkout', '--quiet', '--detach', id)
  return folder
}

const pullRequest = (base: string, head: string, from = 'shop/web') => ({
  pull_request: {
    number: 7,
    user: { login: 'ada' },
    base: { sha: base, ref: 'main', repo: { full_name: 'shop/web' } },
    head: { sha: head, ref: oddBranch, repo: { full_name: from } },
  },
})

const push = (before: string, ref = 'refs/heads/feature') => ({
  ref,
  before,
  repository: { default_branch: 'main' },
})

interface Asked {
  readonly workspace: string
  readonly event: object
  readonly inputs?: Readonly<Record<string, string>>
  /** The address of the host's API. */
  readonly api?: string
  readonly temporary?: string
}

const run = ({
  workspace,
  event,
  inputs = {},
  api = 'http://127.0.0.1:9',
  temporary = temporaryFolder(),
}: Asked) =>
  runAction(action, {
    actionPath,
    workspace,
    event,
    inputs,
    temporary,
    environment: {
      GITHUB_REPOSITORY: 'shop/web',
      GITHUB_API_URL: api,
      GITHUB_GRAPHQL_URL: `${api}/graphql`,
    },
    // Packages are installed by whoever runs the tests, and are built for them aside.
    without: ['install'],
  })

const mayWrite = { 'token-of-the-run': { author: bot, mayWrite: true } }
const mayRead = { 'token-of-the-run': { author: bot, mayWrite: false } }

/** The documents that annotations stand at. */
const annotated = ({ log }: ActionResult): readonly string[] =>
  Array.from(log.matchAll(/^::(?:error|warning) file=([^,]+),/gm), ([, file = '']) => file)

test('others are pinned to a commit, and its version stands beside it', () => {
  const uses = Array.from(
    readFileSync(join(packageRoot, 'action.yml'), 'utf8').matchAll(/uses: (.*)$/gm),
    ([, one]) => one,
  )
  expect(uses).toHaveLength(3)
  for (const one of uses) expect(one).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

test('no expression stands in the text of a script', () => {
  const texts = action.runs.steps.flatMap(({ run: script }) => script ?? [])
  expect(texts.length).toBeGreaterThan(4)
  expect(texts.filter((script) => script.includes('${{'))).toEqual([])
})

describe.skipIf(!needs('bash'))('run by bash (needs bash)', () => {
  describe('a pull request that makes a document false', () => {
    test.each([
      ['a clone of one commit', 1],
      ['a whole clone', null],
    ])('fails at that document alone, with a comment and a summary, in %s', async (_, depth) => {
      const host = await gitHub({ tokens: mayWrite })
      const workspace = checkout(commit(3), depth)
      // The event names the base as it was before the limits went: they are not this change's doing.
      const event = pullRequest(commit(0), commit(1))
      const ran = await run({ workspace, event, api: host.url })
      expect([ran.status, annotated(ran)]).toEqual([1, ['docs/guide.md']])
      expect(ran.outputs).toMatchObject({ made: '1', repaired: '0' })
      expect(
        JSON.parse(readFileSync(ran.outputs.sarif ?? '', 'utf8')).runs[0].results,
      ).toHaveLength(1)
      expect(ran.summary).toContain('docs/guide.md')
      expect(ran.summary).not.toContain('docs/limits.md')
      expect(host.comments).toEqual([
        { author: bot, body: expect.stringContaining('src/ports.ts') },
      ])
    })

    test('run again, leaves the one comment as it is', async () => {
      const host = await gitHub({ tokens: mayWrite })
      const workspace = checkout(commit(3), 1)
      const event = pullRequest(commit(0), commit(1))
      await run({ workspace, event, api: host.url })
      await run({ workspace, event, api: host.url })
      expect(host.changes).toHaveLength(1)
    })

    test('passes where nothing is to fail on, and is told all the same', async () => {
      const host = await gitHub({ tokens: mayWrite })
      const workspace = checkout(commit(3), 1)
      const event = pullRequest(commit(0), commit(1))
      const ran = await run({ workspace, event, api: host.url, inputs: { 'fail-on': 'never' } })
      expect([ran.status, annotated(ran), host.comments.length]).toEqual([0, ['docs/guide.md'], 1])
    })

    test('from a fork fails by what was found, and says why there is no comment', async () => {
      const host = await gitHub({ tokens: mayRead })
      const workspace = checkout(commit(3), 1)
      const event = pullRequest(commit(0), commit(1), 'eve/web')
      const ran = await run({ workspace, event, api: host.url })
      expect([ran.status, host.comments]).toEqual([1, []])
      expect(ran.log).toMatch(/^::notice title=Plumbline::not posted: .*from a fork/m)
    })

    test('whose token may not comment fails by what was found, and says what is missing', async () => {
      const host = await gitHub({ tokens: mayRead })
      const workspace = checkout(commit(3), 1)
      const event = pullRequest(commit(0), commit(1))
      const ran = await run({ workspace, event, api: host.url })
      expect(ran.status).toBe(1)
      expect(ran.log).toMatch(
        /^::warning title=Plumbline could not comment::.*pull-requests: write/m,
      )
      expect(ran.log).not.toContain('token-of-the-run')
    })
  })

  describe('a pull request that makes nothing wrong', () => {
    const clean = () => ({
      workspace: checkout(commit(4), 1),
      event: pullRequest(commit(3), commit(4)),
    })

    test('passes, and posts nothing', async () => {
      const host = await gitHub({ tokens: mayWrite })
      const ran = await run({ ...clean(), api: host.url })
      expect([ran.status, annotated(ran), host.changes]).toEqual([0, [], []])
      expect(ran.outputs).toMatchObject({ made: '0', repaired: '0' })
    })

    test('tells an earlier comment so', async () => {
      const body = '<!-- plumbline -->\nThis change makes 1 statement false.'
      const host = await gitHub({ tokens: mayWrite, comments: [{ author: bot, body }] })
      await run({ ...clean(), api: host.url })
      expect(host.comments).toEqual([
        { author: bot, body: expect.stringContaining('nothing wrong') },
      ])
    })

    test('asks no host where no comment is wanted', async () => {
      const ran = await run({ ...clean(), inputs: { comment: 'false' } })
      expect([ran.status, ran.log.match(/::warning/)]).toEqual([0, null])
    })
  })

  describe('a pull request that makes a document false which it touches', () => {
    test.each([
      ['suggests the edit on its line', () => commit(7), 1],
      ['suggests none where the base has another state of it', () => commit(9), 0],
    ])('%s', async (_, head, edits) => {
      const host = await gitHub({ tokens: mayWrite })
      const workspace = checkout(head(), 1)
      const event = pullRequest(commit(6), commit(7))
      const ran = await run({ workspace, event, api: host.url })
      expect([ran.status, ran.outputs.made, ran.log]).toEqual([
        1,
        '1',
        expect.not.stringContaining('::warning'),
      ])
      expect(host.reviewed.map(({ path, body }) => [path, body.includes('```suggestion')])).toEqual(
        Array.from({ length: edits }, () => ['docs/limits.md', true]),
      )
      await run({ workspace, event, api: host.url })
      expect(host.reviewed).toHaveLength(edits)
    })
  })

  test('a pull request that repairs something is told of it', async () => {
    const host = await gitHub({ tokens: mayWrite })
    const workspace = checkout(commit(5), 1)
    const ran = await run({ workspace, event: pullRequest(commit(4), commit(5)), api: host.url })
    expect([ran.status, ran.outputs.repaired, host.comments.length]).toEqual([0, '1', 1])
  })

  describe('a push', () => {
    test.each([
      [
        'compares with what the branch was',
        () => push(commit(0)),
        () => commit(1),
        ['docs/guide.md'],
      ],
      [
        'into a queue compares with the base of its group',
        () => ({ merge_group: { base_sha: commit(0), head_sha: commit(1) } }),
        () => commit(1),
        ['docs/guide.md'],
      ],
      [
        'of a new branch compares with where it left the default branch',
        () => push('0'.repeat(40)),
        () => commit(4),
        [],
      ],
      [
        'of a new default branch is checked whole',
        () => push('0'.repeat(40), 'refs/heads/main'),
        () => commit(3),
        ['docs/guide.md', 'docs/limits.md'],
      ],
    ])('%s', async (_, event, head, documents) => {
      const ran = await run({ workspace: checkout(head(), null), event: event() })
      expect([annotated(ran).toSorted(), ran.status]).toEqual([
        documents,
        documents.length > 0 ? 1 : 0,
      ])
    })
  })

  test('a run for neither is checked whole', async () => {
    const ran = await run({
      workspace: checkout(commit(3), null),
      event: { schedule: '0 5 * * *' },
    })
    expect(annotated(ran).toSorted()).toEqual(['docs/guide.md', 'docs/limits.md'])
  })

  describe('what cannot be judged', () => {
    test.each([
      [
        'a base that was pushed over',
        () => ({
          workspace: checkout(commit(4), 1),
          event: pullRequest('f'.repeat(40), commit(4)),
        }),
        'is gone from the remote, as after a forced push',
      ],
      [
        'a base that is checked out instead of the pull request',
        () => ({
          workspace: checkout(commit(0), 1),
          event: pullRequest(commit(0), commit(1)),
        }),
        'what is checked out is not the pull request',
      ],
      [
        'a name that nobody has',
        () => ({
          workspace: checkout(commit(4), 1),
          event: pullRequest(commit(3), commit(4)),
          inputs: { since: 'nowhere' },
        }),
        'there is no commit, branch or tag nowhere',
      ],
      [
        'a line that counts for nothing',
        () => ({
          workspace: checkout(commit(4), 1),
          event: pullRequest(commit(3), commit(4)),
          inputs: { 'fail-on': 'sometimes' },
        }),
        'Allowed choices are contradicted, moved, never',
      ],
      [
        'a name that would be an option',
        () => ({
          workspace: checkout(commit(4), 1),
          event: pullRequest(commit(3), commit(4)),
          inputs: { since: '--upload-pack=touch pwned' },
        }),
        'is no name of a commit',
      ],
      [
        'a shallow clone without its remote',
        () => {
          const workspace = checkout(commit(3), 1)
          execFileSync('git', ['-C', workspace, 'remote', 'set-url', 'origin', '/nowhere'])
          return { workspace, event: pullRequest(commit(3), commit(3)), inputs: { since: 'HEAD^' } }
        },
        'there is no commit',
      ],
      [
        'a folder without a repository',
        () => ({ workspace: temporaryFolder(), event: pullRequest(commit(3), commit(4)) }),
        'check it out by actions/checkout',
      ],
    ])('%s ends with 2 and a clear word', async (_, asked, words) => {
      const { workspace, ...rest } = asked()
      const ran = await run({ workspace, ...rest })
      expect([ran.status, ran.log]).toEqual([2, expect.stringContaining(words)])
      expect(ran.log).toMatch(/^::error title=Plumbline could not judge::/m)
      expect(existsSync(join(workspace, 'pwned'))).toBe(false)
    })
  })

  test('the names of branches are never read by a shell', async () => {
    const workspace = checkout(commit(5), 1)
    const event = pullRequest(commit(4), commit(5))
    const ran = await run({ workspace, event, inputs: { since: oddBranch, comment: 'false' } })
    expect([ran.status, ran.outputs.repaired]).toEqual([0, '1'])
    for (const folder of [workspace, actionPath])
      expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })

  test('a baseline keeps what it knows from failing', async () => {
    const workspace = checkout(commit(3), null)
    const whole = { event: { schedule: '0 5 * * *' }, inputs: { baseline: 'known.json' } }
    const program = join(actionPath, 'dist', 'src', 'cli', 'main.js')
    const env = { PATH: process.env.PATH, PLUMBLINE_DATA: temporaryFolder() }
    const args = [program, 'check', '--fail-on', 'never', '--write-baseline', 'known.json']
    execFileSync(process.execPath, args, { cwd: workspace, env, stdio: 'pipe' })
    const ran = await run({ workspace, ...whole })
    expect([ran.status, ran.outputs.made]).toEqual([0, '0'])
  })

  test('what was read of files lies where it is kept from run to run', async () => {
    const [, cached] = action.runs.steps.flatMap(({ with: given = {} }) => given.path ?? [])
    const temporary = temporaryFolder()
    await run({ workspace: checkout(commit(1), null), event: push(commit(0)), temporary })
    const folder = cached?.replace('${{ runner.temp }}', temporary) ?? ''
    expect(existsSync(join(folder, 'facts.sqlite'))).toBe(true)
  })

  test('a folder inside the workspace is checked where it is said to be', async () => {
    const inside = checkout(commit(1), null)
    const workspace = temporaryFolder()
    symlinkSync(inside, join(workspace, 'web'))
    writeFileSync(join(workspace, 'other.md'), '# Other\n')
    const inputs = { 'working-directory': 'web' }
    const ran = await run({ workspace, event: push(commit(0)), inputs })
    expect([ran.status, annotated(ran)]).toEqual([1, ['docs/guide.md']])
  })
})
