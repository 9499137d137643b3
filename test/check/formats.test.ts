import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formats } from '../../src/cli/check-formats.ts'
import { replayPatches } from '../../src/git/replay.ts'
import { packageRoot } from '../../src/package-root.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { builtProgram, runProgram } from '../support/program.ts'
import { sarifFaults } from '../support/sarif-schema.ts'
import { newFolder, removeFolder, temporaryFolder } from '../support/temporary-folder.ts'

const manifest = (scripts: Readonly<Record<string, string>>) =>
  JSON.stringify({ name: 'shop', scripts }, null, 2)

const page = '# Start\n\nStart it with `npm run serve`.\n\nThe limits are in `src/limits.ts`.\n'

let shop: TestRepository
let build: string
const data = newFolder()

beforeAll(async () => {
  build = await builtProgram()
  shop = await gitRepository([
    {
      files: {
        'docs/start here.md': page,
        'docs/other.md': '# Other\n\nSee `src/limits.ts`.\n',
        'package.json': manifest({ serve: 'node shop.js --all' }),
        'src/limits.ts': 'export const limit = 5\n',
      },
    },
    {
      message: 'Rename serve, drop the limits, and greet',
      files: {
        'docs/start here.md': page.replace('# Start', '# Start here'),
        'package.json': manifest({ start: 'node shop.js --all' }),
      },
      delete: ['src/limits.ts'],
    },
  ])
  await shop.git('remote', 'add', 'origin', 'https://ana:hunter2secret@git.shop.example/shop.git')
})

afterAll(async () => {
  await shop?.remove()
  removeFolder(data)
})

const check = (...args: readonly string[]) =>
  runProgram(build, ['check', ...args], { cwd: shop.directory, data })

const machine = formats.filter((format) => format !== 'terminal')

describe('a change in every format', () => {
  test.each(machine)(
    '%s: printed and written in one run, the same bytes each time, and no password in them',
    (format) => {
      const folder = temporaryFolder()
      const args = ['--since', 'HEAD~1', '--format', format]
      const first = check(...args, '--write', `${format}=${join(folder, 'out')}`)
      expect([first.status, first.stderr]).toEqual([1, ''])
      expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(first.stdout)
      expect(check(...args).stdout).toBe(first.stdout)
      expect(first.stdout).not.toContain('hunter2secret')
    },
  )

  test('all of them at once tell of the same findings', () => {
    const folder = temporaryFolder()
    const file = (format: string) => join(folder, format)
    const writes = formats.flatMap((format) => ['--write', `${format}=${file(format)}`])
    const { status, stdout } = check('--since', 'HEAD~1', ...writes)
    expect(status).toBe(1)
    const read = (format: string) => readFileSync(file(format), 'utf8')
    expect(read('terminal')).toBe(stdout)
    const { findings } = JSON.parse(read('json'))
    const expected = [
      'package-script moved 3',
      'file-path contradicted 5',
      'file-path contradicted 3',
    ]
    expect(
      findings.map(({ kind, status, page }: Told) => `${kind} ${status} ${page.line}`).toSorted(),
    ).toEqual(expected.toSorted())

    const log = JSON.parse(read('sarif'))
    expect(sarifFaults(log)).toEqual([])
    const [run] = log.runs
    expect(run.results).toHaveLength(3)
    expect(run.versionControlProvenance).toEqual([
      {
        repositoryUri: 'https://git.shop.example/shop',
        revisionId: shop.commits[1],
        mappedTo: { uriBaseId: '%SRCROOT%' },
      },
    ])
    expect(read('github').match(/^::\w+/gm)).toEqual(['::error', '::error', '::warning'])
    expect(read('markdown')).toContain(
      'makes 2 statements in 2 documents false, and 1 more names what has moved',
    )
    const junit = load(read('junit'), { xml: true })
    expect([junit('failure').length, junit('skipped').length]).toEqual([2, 1])
    const review = JSON.parse(read('github-review'))
    expect(review.comments).toMatchObject([
      {
        path: 'docs/start here.md',
        line: 3,
        body: expect.stringContaining('```suggestion\nStart it with `npm run start`.\n```'),
      },
    ])
  })

  interface Told {
    readonly kind: string
    readonly status: string
    readonly page: { readonly line: number }
  }
})

test.each(['payments-api', 'platform-infra', 'settlement-worker'])(
  '%s: what is found there fits in every format',
  async (name) => {
    const target = join(temporaryFolder(), name)
    await replayPatches(join(packageRoot, 'corpus/acme/repositories', name), target)
    const file = (format: string) => join(target, `out.${format}`)
    const writes = ['sarif', 'junit', 'json'].flatMap((format) => [
      '--write',
      `${format}=${file(format)}`,
    ])
    const { stdout } = runProgram(build, ['check', '--format', 'github', ...writes], {
      cwd: target,
      data,
    })
    const read = (format: string) => readFileSync(file(format), 'utf8')
    const { findings } = JSON.parse(read('json'))
    const log = JSON.parse(read('sarif'))
    expect(sarifFaults(log)).toEqual([])
    expect(log.runs[0].results).toHaveLength(findings.length)
    expect(load(read('junit'), { xml: true })('failure, skipped')).toHaveLength(findings.length)
    expect(stdout.match(/^::(?:error|warning)/gm) ?? []).toHaveLength(Math.min(10, findings.length))
  },
)

test('a report in XML counts what moved where --fail-on does', () => {
  const { stdout } = check('--format', 'junit', '--fail-on', 'moved')
  expect(load(stdout, { xml: true })('failure')).toHaveLength(3)
})

test('what a baseline knows of a change is counted, and nothing is said of what the change leaves alone', () => {
  const baseline = join(temporaryFolder(), 'baseline.json')
  check('--write-baseline', baseline)
  const told = (...args: readonly string[]) =>
    check('--since', 'HEAD~1', '--baseline', baseline, ...args, 'docs/other.md')
  const { findings, baseline: known } = JSON.parse(told('--format', 'json').stdout)
  expect([findings, known]).toEqual([[], { known: 1, outdated: [] }])
  expect(told('--format', 'markdown').stdout).toContain(
    'The baseline knows 1 finding, which is not listed.',
  )
  expect(told().stdout).toContain('1 finding is known by the baseline, and not listed.')
})

describe('what cannot be written', () => {
  test.each([
    ['an unknown format', ['--write', 'pdf=a'], 'There is no format pdf: take terminal, json'],
    ['no file', ['--write', 'sarif'], 'Name the file behind the format, as in sarif=FILE.'],
    [
      'one file twice',
      ['--write', 'sarif=a', '--write', 'json=a'],
      'Two formats cannot go into one file: a.',
    ],
    [
      'a folder that is not there',
      ['--write', 'sarif=none/a'],
      'none/a cannot be written: its folder is not there',
    ],
    ['a folder', ['--fix', 'docs'], 'docs cannot be written: it is a folder'],
    [
      'edits on a change where there is none',
      ['--format', 'github-review'],
      'say with --since where it begins',
    ],
  ])('%s is told in words, and nothing is printed', (_, args, words) => {
    const { status, stdout, stderr } = check(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(words)
    expect(existsSync(join(shop.directory, 'a'))).toBe(false)
  })
})
