import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { wikiAt, wikiBeside } from '../../src/cli/init/wiki-addresses.ts'
import { parseConfig } from '../../src/config/config.ts'
import { builtProgram, runProgram } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let build: string
beforeAll(async () => {
  build = await builtProgram()
})

const page = '# Pool\n\nThe default of `POOL_SIZE` is 20.\n'
const code = 'export const POOL_SIZE = 20\n'

type Files = Readonly<Record<string, string>>

/** A folder among folders that are its own: whatever else lies in the machine's is not beside it. */
function place(files: Files, repositories: readonly string[] = [], at = 'work') {
  const root = temporaryFolder()
  for (const [path, text] of Object.entries({ [`${at}/.keep`]: '', ...files })) {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const repository of repositories) {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
        cwd: join(root, repository),
      })
    git('init', '--quiet')
    git('add', '.')
    git('commit', '--quiet', '-m', 'First')
  }
  const cwd = join(root, at)
  const run = (...args: readonly string[]) =>
    runProgram(build, args, { cwd, data: join(root, 'data') })
  return { root, cwd, file: join(cwd, 'plumbline.yaml'), run }
}

const configIn = (text: string, file: string) =>
  parseConfig(text, file, { config: null, data: null, port: null, color: null })

/** Everything that is offered, taken up: each suggestion that begins a list entry, with its lines. */
const takenUp = (text: string): string =>
  text
    .replace(/^(\w+:) \[\].*$/gm, '$1')
    .split('\n')
    .map((line) => (/^ {2}# (?:- (?:id:|\{)| {2}\w+: )/.test(line) ? line.replace('# ', '') : line))
    .join('\n')

interface Found {
  readonly name: string
  readonly files: Files
  readonly repositories?: readonly string[]
  readonly at?: string
  /** What is read at once, and what of it crawling finds. */
  readonly sources: readonly string[]
  readonly crawled: readonly string[]
  /** What stands there as a suggestion. */
  readonly offers?: readonly string[]
}

const around: readonly Found[] = [
  {
    name: 'a repository',
    files: { 'work/docs/pool.md': page, 'work/pool.ts': code },
    repositories: ['work'],
    sources: ['work-docs'],
    crawled: ['work-docs'],
  },
  {
    name: 'a folder of a repository',
    files: { 'app/docs/pool.md': page, 'app/pool.ts': code },
    ...{ repositories: ['app'], at: 'app/docs' },
    sources: ['app-docs'],
    crawled: ['app-docs'],
  },
  {
    name: 'repositories and pages below',
    files: {
      'work/app/pool.ts': code,
      'work/app/README.md': page,
      'work/runbooks/pool.md': page,
      'work/wiki-export/pool.html':
        '<h1>Pool</h1><p>The default of <code>POOL_SIZE</code> is 20.</p>',
      'work/src/notes.md': page,
    },
    repositories: ['work/app'],
    sources: ['runbooks', 'wiki-export', 'app-docs'],
    crawled: ['runbooks', 'wiki-export', 'app-docs'],
  },
  {
    name: 'repositories and pages beside',
    files: { 'app/pool.ts': code, 'app/README.md': page, 'handbook/pool.md': page },
    repositories: ['app'],
    sources: ['handbook', 'app-docs'],
    crawled: ['handbook', 'app-docs'],
  },
  {
    name: 'a repository beside another, which is only offered',
    files: { 'work/README.md': page, 'app/README.md': page, 'wiki/pool.md': page },
    repositories: ['work', 'app'],
    sources: ['work-docs'],
    crawled: ['work-docs'],
    offers: ['- { id: app, path: ../app }', '- { id: wiki, type: markdown-folder, path: ../wiki }'],
  },
  {
    name: 'a repository without a commit, which is only offered',
    files: { 'work/runbooks/pool.md': page, 'work/app/.git/HEAD': 'ref: refs/heads/main\n' },
    sources: ['runbooks'],
    crawled: ['runbooks'],
    offers: ['- { id: app, path: app }   # it has no commits yet'],
  },
  {
    name: 'the documents of MkDocs, wherever they are',
    files: {
      'work/mkdocs.yml':
        'site_name: Pool\nsite_url: https://pool.example.com/guide/\ndocs_dir: text\nextra: !ENV X\n',
      'work/text/pool.md': page,
    },
    sources: ['text'],
    crawled: ['text'],
    offers: ['url: https://pool.example.com/guide/'],
  },
  {
    name: 'the site of Docusaurus',
    files: {
      'work/docusaurus.config.ts':
        "export default { url: 'https://docs.acme.example', baseUrl: '/pool/' }\n",
      'work/docs/pool.mdx': page,
    },
    sources: ['docs'],
    crawled: ['docs'],
    offers: ['type: website', 'url: https://docs.acme.example/pool/'],
  },
  {
    name: 'a TiddlyWiki, which is read from its server',
    files: { 'work/notes/tiddlywiki.info': '{}', 'work/docs/a.md': page },
    sources: ['docs'],
    crawled: ['docs'],
    offers: ['npx tiddlywiki "notes" --listen', 'type: tiddlywiki'],
  },
  {
    name: 'wikis that a README, a front matter and a remote lead to',
    files: {
      'work/README.md': `See https://acme.atlassian.net/wiki/spaces/OPS/pages/1/Pool, and https://ana:secret@wiki.acme.example/doku.php?id=pool.`,
      'work/docs/pool.md': `---\nsource: https://handbook.acme.example/index.php/Pool\n---\n${page}`,
      'work/.git/config': '[remote "origin"]\n\turl = git@github.com:acme/pool.git\n',
      'work/.git/HEAD': 'ref: refs/heads/main\n',
      ...{ 'work/.git/objects/.keep': '', 'work/.git/refs/.keep': '' },
    },
    repositories: ['work'],
    sources: ['work-docs'],
    crawled: ['work-docs'],
    offers: [
      'url: https://acme.atlassian.net/wiki\n',
      'spaces: [OPS]',
      'url: https://wiki.acme.example/\n',
      'url: https://handbook.acme.example/index.php',
      'url: https://github.com/acme/pool.wiki.git',
    ],
  },
  {
    name: 'names that YAML would read otherwise',
    files: { 'work/a: [b] #c/x.ts': code, "work/a: [b] #c/it's.md": page, 'work/on/y.md': page },
    repositories: ['work/a: [b] #c', 'work/on'],
    sources: ['a-b-c-docs', 'on-docs'],
    crawled: ['a-b-c-docs', 'on-docs'],
  },
]

describe.each(around)(
  'init finds $name',
  ({ files, repositories, at, sources, crawled, offers = [] }) => {
    test('and writes what loads, and can be crawled at once', () => {
      const { file, run } = place(files, repositories, at)
      const wrote = run('init')
      expect([wrote.status, wrote.stderr]).toEqual([0, ''])
      const text = readFileSync(file, 'utf8')
      expect(configIn(text, file).sources.map(({ id }) => id)).toEqual(sources)
      for (const offer of offers) expect(text).toContain(offer)
      expect(text).not.toContain('secret@')
      const { status, stdout } = run('crawl')
      expect([status, stdout.match(/^[\w-]+(?=:)/gm)]).toEqual([0, crawled])
      expect(stdout).not.toMatch(/: 0 pages/)
    })

    test('and what it offers is configuration, too, once it is taken up', () => {
      const { file, run } = place(files, repositories, at)
      const text = takenUp(run('init', '--print').stdout)
      for (const [, name = ''] of text.matchAll(/From: (\w+)/g)) process.env[name] = 'a secret'
      const { sources: all } = configIn(text, file)
      expect(all.length).toBeGreaterThan(sources.length)
    })
  },
)

test('init never writes over anything, and says so', () => {
  const { file, run } = place({ 'work/plumbline.yaml': 'sources: []\n' })
  const { status, stderr } = run('init')
  expect(status).toBe(2)
  expect(stderr).toContain(`${file} exists and was left as it is; \`plumbline init --print\``)
  expect(readFileSync(file, 'utf8')).toBe('sources: []\n')
})

test('init --print writes nothing', () => {
  const { file, run } = place({ 'work/docs/pool.md': page })
  expect(run('init', '--print').stdout).toContain(
    '- { id: docs, type: markdown-folder, path: docs }',
  )
  expect(existsSync(file)).toBe(false)
})

test('where nothing lies around, init says what to do', () => {
  const { run } = place({})
  const { status, stdout } = run('init')
  expect(status).toBe(0)
  expect(stdout).toContain('nothing to read was found here: name a source and a repository in it')
  expect(run('crawl').status).toBe(0)
  expect(run('init', 'nowhere').stderr).toContain('nowhere is not a folder')
})

test.each([
  [
    'https://acme.atlassian.net/wiki/spaces/OPS/pages/1/Pool',
    'confluence',
    'https://acme.atlassian.net/wiki',
  ],
  ['https://acme.atlassian.net/browse/OPS-1', null, null],
  ['https://github.com/acme/pool/wiki/Home', 'git-wiki', 'https://github.com/acme/pool.wiki.git'],
  ['https://github.com/acme/pool/issues/1', null, null],
  [
    'https://git.acme.example/a/b/-/wikis/home',
    'git-wiki',
    'https://git.acme.example/a/b.wiki.git',
  ],
  ['https://www.notion.so/acme/Pool-1', 'notion', undefined],
  ['https://acme.getoutline.com/doc/pool', 'outline', 'https://acme.getoutline.com/'],
  ['https://wiki.acme.example/dw/doku.php?id=a', 'dokuwiki', 'https://wiki.acme.example/dw/'],
  [
    'https://wiki.acme.example/w/index.php/Pool',
    'mediawiki',
    'https://wiki.acme.example/w/index.php',
  ],
  ['https://books.acme.example/books/ops/page/pool', 'bookstack', 'https://books.acme.example/'],
  ['https://pool.readthedocs.io/en/latest/', 'website', 'https://pool.readthedocs.io/en/latest/'],
  ['https://example.com/', null, null],
  ['not an address', null, null],
])('%s leads to %s', (address, type, url) => {
  const found = wikiAt(address)
  expect([found?.type ?? null, found === null ? null : found.settings.url]).toEqual([type, url])
})

test.each([
  ['https://token:x@github.com/acme/pool.git', 'https://github.com/acme/pool.wiki.git'],
  ['git@gitlab.com:acme/tools/pool.git', 'https://gitlab.com/acme/tools/pool.wiki.git'],
  ['ssh://git@github.com/acme/pool', 'https://github.com/acme/pool.wiki.git'],
  ['/srv/git/pool.git', undefined],
  ['https://git.acme.example/pool.git', undefined],
])('beside %s there may be a wiki', (remote, url) => {
  expect(wikiBeside(remote)?.settings.url).toBe(url)
})
