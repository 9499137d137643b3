import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replayPatches } from '../../src/git/replay.ts'
import { packageRoot } from '../../src/package-root.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { builtProgram, runProgram } from '../support/program.ts'
import { newFolder, removeFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { checkResult } from './result-shape.ts'

const page = `# Running it

Start it with \`npm run serve\`. The entry is \`src/main.ts\`, the limits are in \`src/limits.ts\`.
Set \`API_TOKEN\` before you start.
`
const main = 'export const token = process.env.API_TOKEN\n'
const manifest = (scripts: Readonly<Record<string, string>>): string =>
  JSON.stringify({ name: 'shop', version: '1.0.0', scripts }, null, 2)

let build: string
let repository: TestRepository
const data = newFolder()

beforeAll(async () => {
  build = await builtProgram()
  repository = await gitRepository([
    {
      message: 'All is true',
      files: {
        'README.md': page,
        'package.json': manifest({ serve: 'node src/main.ts' }),
        'src/main.ts': main,
        'src/limits.ts': 'export const limit = 5\n',
      },
    },
    { message: 'Drop the limits', delete: ['src/limits.ts'] },
  ])
})

afterAll(async () => {
  await repository?.remove()
  removeFolder(data)
})

const check = (cwd: string, ...args: readonly string[]) =>
  runProgram(build, ['check', ...args], { cwd, data })

const jsonOf = (cwd: string, ...args: readonly string[]) => {
  const { stdout, stderr, status } = check(cwd, '--format', 'json', ...args)
  expect(stderr).toBe('')
  return { status, result: checkResult.parse(JSON.parse(stdout)) }
}

/** `file-path contradicted src/limits.ts`, one a finding. */
const listed = ({ findings }: { readonly findings: readonly Listed[] }): readonly string[] =>
  findings.map(({ kind, status, subject }) => `${kind} ${status} ${subject}`)

interface Listed {
  readonly kind: string
  readonly status: string
  readonly subject: string
}

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

describe('the same commit', () => {
  test('gives the same bytes, with an empty cache, a full one, and from a folder below', () => {
    const args = ['check', '--format', 'json', '--claims']
    const run = (cwd: string, cache: string) => runProgram(build, args, { cwd, data: cache })
    const empty = temporaryFolder()
    const first = run(repository.directory, empty)
    expect(first.stdout.length).toBeGreaterThan(500)
    expect(run(repository.directory, empty).stdout).toBe(first.stdout)
    expect(run(repository.directory, temporaryFolder()).stdout).toBe(first.stdout)
    expect(run(join(repository.directory, 'src'), empty).stdout).toBe(first.stdout)
  })

  test('gives the same bytes whatever lies uncommitted beside it', async () => {
    const clean = temporaryFolder()
    const messy = temporaryFolder()
    for (const folder of [clean, messy])
      git(folder, 'clone', '--quiet', repository.directory, 'shop')
    execFileSync('rm', [join(messy, 'shop', 'README.md')])
    const [one, other] = [clean, messy].map((folder) =>
      check(join(folder, 'shop'), '--format', 'json', '--claims').stdout.replaceAll(folder, ''),
    )
    expect(other).toBe(one)
  })
})

describe('the shape of the JSON', () => {
  test('fits on a real history, the same in every byte whatever is cached', async () => {
    const target = join(temporaryFolder(), 'payments-api')
    await replayPatches(join(packageRoot, 'corpus/acme/repositories/payments-api'), target)
    const args = ['check', '--format', 'json', '--claims']
    const run = () => runProgram(build, args, { cwd: target, data: temporaryFolder() }).stdout
    const once = run()
    expect(checkResult.parse(JSON.parse(once)).claims.total).toBeGreaterThan(50)
    expect(run()).toBe(once)
  })

  test.each([[[]], [['--claims']]])('fits with %j', (args) => {
    const { result } = jsonOf(repository.directory, ...args)
    expect(result.pages).toBe(1)
    const { total, holds, contradicted, moved, unknown, unknownBecause } = result.claims
    expect(holds + contradicted + moved + unknown).toBe(total)
    expect(Object.values(unknownBecause).reduce((sum, one) => sum + one, 0)).toBe(unknown)
    if (args.length > 0) expect(result.findings).toHaveLength(total)
  })

  test('names the commit that made a claim false', () => {
    const { result } = jsonOf(repository.directory)
    expect(listed(result)).toEqual(['file-path contradicted src/limits.ts'])
    expect(result.repositories[0]?.commit).toBe(repository.commits[1])
    expect(result.findings[0]?.since).toMatchObject({
      commit: repository.commits[1],
      subject: 'Drop the limits',
    })
  })
})

describe('exit codes', () => {
  test('0 when nothing is found, at a commit where all was true', () => {
    expect(check(repository.directory, '--at', repository.commits[0] ?? '').status).toBe(0)
  })

  test.each([
    ['contradicted', 1],
    ['moved', 1],
    ['never', 0],
  ])('--fail-on %s gives %i for a contradiction', (failOn, status) => {
    expect(check(repository.directory, '--fail-on', failOn).status).toBe(status)
  })

  test('a move counts for --fail-on moved alone', async () => {
    const moved = await gitRepository([
      { files: { 'README.md': 'The entry is `src/main.ts`.\n', 'src/main.ts': main.repeat(20) } },
      { rename: { 'src/main.ts': 'src/server.ts' } },
    ])
    try {
      expect(listed(jsonOf(moved.directory).result)).toEqual(['file-path moved src/main.ts'])
      expect(check(moved.directory).status).toBe(0)
      expect(check(moved.directory, '--fail-on', 'moved').status).toBe(1)
    } finally {
      await moved.remove()
    }
  })

  test.each([
    ['a revision that does not exist', ['--at', 'no-such-branch'], 'git.unknown-revision'],
    ['a commit that does not exist', ['--at', 'f'.repeat(40)], 'git.unknown-revision'],
    ['a revision that is an option', ['--at=--output=x'], 'git.unknown-revision'],
    ['documents that are not there', ['docs/none'], 'input.not-found'],
    ['a repository that is not there', ['--repo', 'none'], 'input.not-found'],
  ])('2 for %s, and the way out', (_, args, code) => {
    const { status, stdout, stderr } = check(repository.directory, ...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(`(${code})`)
    expect(stderr).toContain('what to do:')
    expect(stderr).not.toContain('    at ')
  })

  test.each([
    ['an unknown option', ['--frobnicate']],
    ['an unknown format', ['--format', 'xml']],
    ['an unknown line to fail at', ['--fail-on', 'sometimes']],
  ])('2 for %s, with where to find help', (_, args) => {
    const { status, stdout, stderr } = check(repository.directory, ...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('--help')
    expect(stderr).not.toContain('    at ')
  })
})

describe('odd repositories', () => {
  test('a folder that is none is refused', () => {
    const { status, stderr } = check(temporaryFolder())
    expect(status).toBe(2)
    expect(stderr).toContain('git.not-a-repository')
  })

  test('one without commits is refused', () => {
    const folder = temporaryFolder()
    git(folder, 'init', '--quiet')
    const { status, stderr } = check(folder)
    expect(status).toBe(2)
    expect(stderr).toContain('git.no-commits')
  })

  test('one whose documents all cannot be read is not judged', async () => {
    const binary = await gitRepository([
      { files: { 'README.md': Buffer.from([0, 1, 2, 3, 0, 255]), 'src/main.ts': main } },
    ])
    try {
      const { status, result } = jsonOf(binary.directory)
      expect(status).toBe(2)
      expect(result.unread).toHaveLength(1)
    } finally {
      await binary.remove()
    }
  })

  test('a bare one is judged like its work tree', () => {
    const folder = temporaryFolder()
    git(folder, 'clone', '--quiet', '--bare', repository.directory, 'shop.git')
    const { status, result } = jsonOf(join(folder, 'shop.git'))
    expect(status).toBe(1)
    expect(listed(result)).toEqual(['file-path contradicted src/limits.ts'])
  })

  test('a shallow clone turns nothing that it cannot see into a contradiction', () => {
    const folder = temporaryFolder()
    git(folder, 'clone', '--quiet', '--depth', '1', `file://${repository.directory}`, 'shop')
    const { status, result } = jsonOf(join(folder, 'shop'), '--claims')
    expect(status).toBe(0)
    const limits = result.findings.find(({ subject }) => subject === 'src/limits.ts')
    expect(limits).toMatchObject({ status: 'unknown', reason: 'shallow-history' })
    expect(result.claims.unknownBecause['shallow-history']).toBe(1)
    expect(result.findings.find(({ subject }) => subject === 'API_TOKEN')?.status).toBe('holds')
  })
})
