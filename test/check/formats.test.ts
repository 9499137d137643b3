import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formats } from '../../src/cli/check-formats.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { builtProgram, runProgram } from '../support/program.ts'
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

    const [run] = JSON.parse(read('sarif')).runs
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

test('a report in XML counts what moved where --fail-on does', () => {
  const { stdout } = check('--format', 'junit', '--fail-on', 'moved')
  expect(load(stdout, { xml: true })('failure')).toHaveLength(3)
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
