import { rm } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type FactsIn, gitHistory } from '../../src/code/history.ts'
import { gitSnapshot } from '../../src/code/snapshots.ts'
import type { Fact, Survey } from '../../src/domain/fact.ts'
import type { Fate, History, Lost } from '../../src/domain/history.ts'
import { type Git, openGit } from '../../src/git/git.ts'
import { gitRepository, type Step, type TestRepository } from '../support/git-repository.ts'
import { memoryCache } from '../support/memory-cache.ts'
import { statedFacts } from '../support/stated-facts.ts'

const opened: { git: Git; repository: TestRepository }[] = []

afterEach(async () => {
  for (const { git, repository } of opened.splice(0)) {
    await git.close()
    await repository.remove()
  }
})

async function past(
  steps: readonly Step[],
): Promise<{ history: History; commits: readonly string[]; repository: TestRepository }> {
  const repository = await gitRepository(steps)
  const history = await historyOf(repository)
  return { history, commits: repository.commits, repository }
}

async function historyOf(repository: TestRepository, directory = repository.directory) {
  const git = await openGit(directory)
  opened.push({ git, repository })
  return historyIn(git, statedFacts)
}

/** The past of a repository as one extractor reads it, then as now. */
async function historyIn(git: Git, factsIn: FactsIn, cache = memoryCache()) {
  const { snapshot, read } = await gitSnapshot(git, { repository: 'shop' })
  const facts: Fact[] = []
  for (const { path } of snapshot.files) {
    const told = await factsIn(path, (await read(path)) ?? '').catch(() => null)
    for (const fact of told?.facts ?? [])
      facts.push({ ...fact, repository: 'shop', path, weak: false })
  }
  const about: Survey['about'] = (subject, kinds) =>
    facts.filter((fact) => fact.subject === subject && kinds.includes(fact.kind))
  return gitHistory(git, snapshot, { factsIn, about, cache })
}

const symbol = (subject: string, owner: string | null = null): Lost => ({
  kind: 'symbol',
  subject,
  owner,
})
const path = (path: string): Lost => ({ kind: 'file-path', path })

async function fateOf(steps: readonly Step[], lost: Lost): Promise<{ fate: Fate; at: number }> {
  const { history, commits } = await past(steps)
  const [fate] = await history.fates([lost])
  if (fate === undefined) throw new Error('no fate')
  return { fate, at: 'change' in fate ? commits.indexOf(fate.change.commit ?? '') : -1 }
}

const body = (name: string): string =>
  Array.from({ length: 8 }, (_, line) => `  ${name}Step${line}(input, ${line})`).join('\n')

describe('what became of a name', () => {
  it('is gone since the change that took its declaration away', async () => {
    const { history, commits } = await past([
      { files: { 'src/a.ts': 'export function charge(a) {}\nexport const rate = 1\n' } },
      {
        files: { 'src/a.ts': 'export const rate = 1\n' },
        message: 'Drop charge',
        author: 'Bo <b@x>',
      },
      { files: { 'src/b.ts': 'export const other = 1\n' } },
    ])
    expect(await history.fates([symbol('charge'), symbol('never')])).toEqual([
      {
        is: 'gone',
        change: {
          commit: commits[1],
          version: null,
          date: '2024-01-02T00:00:00.000Z',
          author: 'Bo',
          subject: 'Drop charge',
        },
        was: {
          path: 'src/a.ts',
          line: 1,
          quote: 'export function charge(a) {}',
          commit: commits[0],
        },
      },
      { is: 'never' },
    ])
  })

  it('never was where only comments, documents, tests or vendored files held it', async () => {
    const { history } = await past([
      {
        files: {
          'src/a.ts': '// charge is planned\nexport const rate = 1\n',
          'README.md': 'charge = 1\n',
          'tests/a.ts': 'charge = 1\n',
          'vendor/a.ts': 'charge = 1\n',
          'src/use.ts': 'run(charge)\n',
        },
      },
      {
        files: { 'src/a.ts': 'export const rate = 1\n', 'README.md': '\n', 'src/use.ts': '\n' },
        delete: ['tests/a.ts', 'vendor/a.ts'],
      },
    ])
    expect(await history.fates([symbol('charge')])).toEqual([{ is: 'never' }])
  })

  it('is not gone when the file that held it was renamed or the name moved to another', async () => {
    const text = `export function charge(a) {\n${body('charge')}\n}\n`
    const { fate, at } = await fateOf(
      [
        { files: { 'src/a.ts': text, 'src/b.ts': 'export const b = 1\n' } },
        { rename: { 'src/a.ts': 'src/c.ts' } },
        { files: { 'src/c.ts': '\n', 'src/b.ts': `export const b = 1\n${text}` } },
        { files: { 'src/b.ts': 'export const b = 1\n' } },
      ],
      symbol('charge'),
    )
    expect(fate).toMatchObject({ is: 'gone', was: { path: 'src/b.ts', line: 2 } })
    expect(at).toBe(3)
  })

  it('ends with the last removal when it came back in between', async () => {
    const { at } = await fateOf(
      [
        { files: { 'a.ts': 'charge = 1\nb = 1\n' } },
        { files: { 'a.ts': 'b = 1\n' } },
        { files: { 'a.ts': 'b = 1\ncharge = 2\n' } },
        { delete: ['a.ts'], files: { 'c.ts': 'c = 1\n' } },
        { files: { 'c.ts': 'c = 2\n' } },
      ],
      symbol('charge'),
    )
    expect(at).toBe(3)
  })

  it('is found on a branch that was merged', async () => {
    const { at } = await fateOf(
      [
        { files: { 'a.ts': 'charge = 1\n', 'b.ts': 'b = 1\n' } },
        { branch: 'work', files: { 'a.ts': 'other = 2\n' } },
        { branch: 'main', files: { 'b.ts': 'b = 2\n' } },
        { merge: 'work' },
      ],
      symbol('charge'),
    )
    expect(at).toBe(1)
  })

  it('is gone when its file left the code for the documents', async () => {
    const { fate, at } = await fateOf(
      [
        { files: { 'src/a.ts': `charge = 1\n${body('x')}`, 'src/b.ts': 'b = 1\n' } },
        { rename: { 'src/a.ts': 'vendor/a.ts' } },
        { files: { 'src/b.ts': 'b = 2\n' } },
      ],
      symbol('charge'),
    )
    expect(fate).toMatchObject({ is: 'gone', was: { path: 'src/a.ts', line: 1 } })
    expect(at).toBe(1)
  })

  it('belongs to the owner that the page names', async () => {
    const steps: readonly Step[] = [
      { files: { 'a.ts': 'class Request {\n  path = 1\n}\nclass Reply {\n  path = 2\n}\n' } },
      { files: { 'a.ts': 'class Request {\n}\nclass Reply {\n  path = 2\n}\n' } },
      { files: { 'a.ts': 'class Request {\n}\nclass Reply {\n  status = 3\n  code = 4\n}\n' } },
    ]
    expect((await fateOf(steps, symbol('path', 'request'))).at).toBe(1)
    expect((await fateOf(steps, symbol('path', 'reply'))).at).toBe(2)
    expect((await fateOf(steps, symbol('path', 'server'))).fate).toEqual({ is: 'never' })
  })

  it('is found under an option or a setting where a symbol is asked for, and the other way round', async () => {
    const steps: readonly Step[] = [
      { files: { 'a.yaml': 'retry-limit: 3\nb: 1\n' } },
      { files: { 'a.yaml': 'b: 1\n' } },
    ]
    expect((await fateOf(steps, { kind: 'option', subject: 'retry-limit', owner: null })).at).toBe(
      1,
    )
    expect(
      (await fateOf(steps, { kind: 'dependency', subject: 'retry-limit', owner: null })).fate.is,
    ).toBe('never')
  })

  it('outlives an extractor that chokes on an old file', async () => {
    const repository = await gitRepository([
      { files: { 'a.ts': 'charge = 1\n', 'b.ts': 'refund = 1\n' } },
      { files: { 'a.ts': '\n', 'b.ts': '\n' } },
    ])
    const git = await openGit(repository.directory)
    opened.push({ git, repository })
    const history = await historyIn(git, (path, text) =>
      path === 'a.ts' ? Promise.reject(new Error('choked')) : statedFacts(path, text),
    )
    const fates = await history.fates([symbol('charge'), symbol('refund')])
    expect(fates.map(({ is }) => is)).toEqual(['never', 'gone'])
  })

  it('never was where a machine wrote it', async () => {
    const { fate } = await fateOf(
      [
        { files: { 'a.ts': '// Autogenerated by a script, do not edit\ncharge = 1\n' } },
        { files: { 'a.ts': '// Autogenerated by a script, do not edit\n' } },
      ],
      symbol('charge'),
    )
    expect(fate.is).toBe('never')
  })

  it('is found where settings are nested, by the last part of its name', async () => {
    const steps: readonly Step[] = [
      { files: { 'a.yaml': 'server:\n  timeout: 3\n', 'a.ts': 'timeout = 1\n' } },
      { files: { 'a.yaml': 'server:\n  port: 3\n', 'a.ts': 'port = 1\n' } },
    ]
    const lost: Lost = { kind: 'setting', subject: 'server.timeout', owner: null }
    const repository = await gitRepository(steps)
    const git = await openGit(repository.directory)
    opened.push({ git, repository })
    const nested = await historyIn(git, async (path, text) => {
      const stated = await statedFacts(path, text)
      const facts = stated.facts.map((fact) =>
        fact.kind === 'setting' ? { ...fact, subject: `server.${fact.subject}` } : fact,
      )
      return { ...stated, facts }
    })
    expect(await nested.fates([lost])).toMatchObject([{ is: 'gone', was: { path: 'a.yaml' } }])
  })

  it('proves nothing by a file that cannot be read', async () => {
    const { fate } = await fateOf(
      [{ files: { 'a.ts': 'charge = 1\n' } }, { files: { 'a.ts': 'x = 1\n@@broken\n' } }],
      symbol('charge'),
    )
    expect(fate.is).toBe('never')
  })

  it('reads unusual names, and leaves huge files and bytes alone', async () => {
    const { fate } = await fateOf(
      [
        {
          files: {
            '-odd "é".ts': 'charge = 1\nb = 1\n',
            'huge.ts': 'charge = 1\n'.repeat(300_000),
            'bytes.ts': Buffer.from('charge = 1\n\0'),
          },
        },
        { files: { '-odd "é".ts': 'b = 1\n' }, delete: ['huge.ts', 'bytes.ts'] },
      ],
      symbol('charge'),
    )
    expect(fate).toMatchObject({ is: 'gone', was: { path: '-odd "é".ts' } })
  })
})

describe('a name that was renamed', () => {
  it('is moved, surely, where a line was replaced by its twin', async () => {
    const { fate, at } = await fateOf(
      [
        { files: { 'a.ts': 'export const chargeLimit = readNumber("billing", 30)\nb = 1\n' } },
        { files: { 'a.ts': 'export const ceiling = readNumber("billing", 30)\nb = 1\n' } },
      ],
      symbol('chargeLimit'),
    )
    expect(fate).toMatchObject({ is: 'moved', to: 'ceiling', sure: 1 })
    expect(at).toBe(1)
  })

  it('is moved, less surely, where body or value agree', async () => {
    const old = `export function charge(a) {\n${body('same')}\n}\n`
    const now = `// takes money\nexport function collect(amount, currency) {\n${body('same')}\n}\n`
    expect(
      (await fateOf([{ files: { 'a.ts': old } }, { files: { 'a.ts': now } }], symbol('charge')))
        .fate,
    ).toMatchObject({ is: 'moved', to: 'collect', sure: 0.7 })
    const value: readonly Step[] = [
      { files: { 'a.ts': 'const URL = "https://pay.example.org"\nx = 1\ny = 2\n' } },
      { files: { 'a.ts': 'x = 1\ny = 2\nlet ENDPOINT: "https://pay.example.org"\n' } },
    ]
    expect((await fateOf(value, symbol('URL'))).fate).toMatchObject({
      is: 'moved',
      to: 'ENDPOINT',
      sure: 0.7,
    })
  })

  it('is gone where only the names are alike, or another thing came in its place', async () => {
    const alike: readonly Step[] = [
      { files: { 'a.ts': `export function chargeCard(a) {\n${body('one')}\n}\nb = 1\n` } },
      { files: { 'a.ts': `b = 1\nexport class ChargeCards(b, c, d) {\n${body('two')}\n}\n` } },
    ]
    expect((await fateOf(alike, symbol('chargeCard'))).fate.is).toBe('gone')
    const list: readonly Step[] = [
      { files: { 'a.ts': 'alpha = 1\nbeta = 1\ngamma = 1\ndelta = 1\n' } },
      { files: { 'a.ts': 'red = 1\nblue = 1\ngreen = 1\nblack = 1\n' } },
    ]
    expect((await fateOf(list, symbol('beta'))).fate.is).toBe('gone')
  })

  it('is followed to the name that exists now, or to the end of the trail', async () => {
    const line = (name: string) => `export const ${name} = readNumber("billing", "limit")\n`
    const steps = ['chargeLimit', 'billLimit', 'payLimit'].map((name) => ({
      files: { 'a.ts': `${line(name)}b = 1\n` },
    }))
    const { fate, at } = await fateOf(steps, symbol('chargeLimit'))
    expect(fate).toMatchObject({ is: 'moved', to: 'payLimit', sure: 1 })
    expect(at).toBe(1)
    const ended = await fateOf([...steps, { files: { 'a.ts': 'b = 1\n' } }], symbol('chargeLimit'))
    expect(ended.fate).toMatchObject({ is: 'gone', later: { name: 'payLimit' } })
    expect(ended.at).toBe(1)
  })
})

describe('what became of a path', () => {
  const many = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [
      `old/in/${index}.ts`,
      `${index} ${body(`f${index}`)}`,
    ]),
  )
  const moves = Object.fromEntries(
    Object.keys(many).map((name) => [name, name.replace('old/', 'new/place/')]),
  )

  it('is gone, moved, followed, or never was', async () => {
    const text = body('text')
    const { history, commits } = await past([
      { files: { 'a.ts': text, 'b.ts': 'b\n', 'c.ts': `c ${text}`, 'd.ts': `d d ${text} d` } },
      { delete: ['b.ts'], rename: { 'a.ts': 'src/a.ts', 'c.ts': 'src/c.ts', 'd.ts': 'src/d.ts' } },
      { rename: { 'src/a.ts': 'lib/ä "a".ts' }, delete: ['src/d.ts'] },
    ])
    const fates = await history.fates(['a.ts', 'b.ts', './c.ts', 'd.ts', 'e.ts'].map(path))
    expect(fates).toMatchObject([
      { is: 'moved', to: 'lib/ä "a".ts', sure: 1, change: { commit: commits[1] } },
      { is: 'gone', change: { commit: commits[1] }, was: { path: 'b.ts', commit: commits[0] } },
      { is: 'moved', to: 'src/c.ts' },
      {
        is: 'gone',
        change: { commit: commits[1] },
        later: { name: 'src/d.ts', change: { commit: commits[2] } },
      },
      { is: 'never' },
    ])
  })

  it('matches the end of a longer path on whole segments', async () => {
    const { history } = await past([
      {
        files: { 'packages/a/src/foo.ts': 'x\n', 'packages/a/src/barfoo.ts': 'y\n', 'z.ts': 'z\n' },
      },
      { delete: ['packages/a/src/foo.ts', 'packages/a/src/barfoo.ts'] },
    ])
    const fates = await history.fates(
      ['src/foo.ts', 'a/src/', 'c/foo.ts', 'foo.ts', 'rc/foo.ts'].map(path),
    )
    expect(fates.map(({ is }) => is)).toEqual(['gone', 'gone', 'never', 'never', 'never'])
    expect(fates[0]).toMatchObject({ was: { path: 'packages/a/src/foo.ts' } })
  })

  it('knows folders that moved, and folders that were emptied', async () => {
    const { history, commits } = await past([
      { files: { ...many, 'gone/a.ts': 'a\n', 'gone/b/c.ts': 'c\n', 'keep.ts': 'k\n' } },
      { rename: moves, delete: ['gone/a.ts'] },
      { delete: ['gone/b/c.ts'] },
    ])
    expect(await history.fates(['old', 'old/in/', 'gone'].map(path))).toMatchObject([
      { is: 'moved', to: 'new/place', change: { commit: commits[1] } },
      { is: 'moved', to: 'new/place/in' },
      { is: 'gone', change: { commit: commits[2] }, was: { quote: 'gone/' } },
    ])
  })

  it('does not call a folder moved whose files went different ways', async () => {
    const scattered = Object.fromEntries(
      Object.entries(moves).map(([from, to], index) => [from, `to${index % 3}/${to}`]),
    )
    const { history } = await past([{ files: { ...many, 'k.ts': 'k' } }, { rename: scattered }])
    expect(await history.fates([path('old')])).toMatchObject([{ is: 'gone' }])
  })
})

describe('a history that is not whole', () => {
  const steps: readonly Step[] = [
    { files: { 'a.ts': 'charge = 1\nb = 1\n', 'c.ts': 'one\n' } },
    { files: { 'a.ts': 'b = 1\n', 'c.ts': 'two\n' } },
    { files: { 'a.ts': 'b = 2\n', 'c.ts': 'three\n' }, delete: [] },
    { files: { 'a.ts': '\n' } },
  ]

  it('does not say never where a clone is shallow, but proves what it can', async () => {
    const { repository } = await past(steps)
    const target = `${repository.directory}/.git/clone`
    await repository.git('clone', '--quiet', '--depth=2', `file://${repository.directory}`, target)
    const history = await historyOf(repository, target)
    expect(await history.fates([symbol('charge'), symbol('b'), path('x.ts')])).toMatchObject([
      { is: 'unknown', because: 'shallow-history' },
      { is: 'gone' },
      { is: 'unknown', because: 'shallow-history' },
    ])
    expect(await history.firstMention('c.ts', 'three')).toBeNull()
    expect(await history.datesOf('c.ts')).toBeNull()
    expect(await history.changesSince('2024-01-01T12:00:00Z', ['a.ts'])).toBeNull()
    expect(await history.changesSince('2024-01-03T12:00:00Z', ['a.ts'])).toBe(1)
  })

  it('reads around a missing object, and says that it did', async () => {
    const { repository } = await past(steps)
    const blob = (await repository.git('rev-parse', 'HEAD~2:c.ts')).trim()
    await rm(`${repository.directory}/.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`, {
      force: true,
    })
    const history = await historyOf(repository)
    expect(await history.fates([symbol('charge'), symbol('never')])).toMatchObject([
      { is: 'gone' },
      { is: 'unknown', because: 'unread' },
    ])
  })
})

describe('values, mentions and dates', () => {
  it('tells former values, newest first, with the change that ended each', async () => {
    const { history, commits } = await past([
      { files: { 'a.ts': 'timeout = 30\n', 'b.ts': 'retries = 1\n' } },
      { files: { 'a.ts': 'timeout = 10\n' } },
      { files: { 'a.ts': '\n', 'b.ts': 'retries = 1\ntimeout = 10\n' } },
      { files: { 'b.ts': 'retries = 5\ntimeout = 5\n' } },
    ])
    const [timeout, retries, none] = await Promise.all([
      history.formerValues('timeout', ['symbol'], null),
      history.formerValues('retries', ['symbol'], null),
      history.formerValues('retries', ['option'], null),
    ])
    expect(timeout).toMatchObject([
      { value: '10', change: { commit: commits[3] }, was: { path: 'b.ts', line: 2 } },
      { value: '30', change: { commit: commits[1] }, was: { path: 'a.ts', commit: commits[0] } },
    ])
    expect(retries).toMatchObject([{ value: '1' }])
    expect(none).toEqual([])
  })

  it('dates a mention by the first revision that has the whole token, across renames', async () => {
    const { history } = await past([
      { files: { 'guide.md': `Use charges.\n${body('word')}\n` } },
      { files: { 'guide.md': `Use charges.\nSet --cleanup to it.\n${body('word')}\n` } },
      { rename: { 'guide.md': 'docs/guide.md' } },
      { files: { 'docs/guide.md': `Use charge, it\nsays.\nSet --clean now.\n${body('word')}\n` } },
    ])
    const day = async (words: string) =>
      (await history.firstMention('docs/guide.md', words))?.slice(0, 10)
    expect(await day('charges')).toBe('2024-01-01')
    expect(await day('--cleanup')).toBe('2024-01-02')
    expect(await day('charge')).toBe('2024-01-04')
    expect(await day('--clean')).toBe('2024-01-04')
    expect(await day('it says')).toBe('2024-01-04')
    expect(await day('wordStep3(input, 3)')).toBe('2024-01-01')
    expect(await day('nothing')).toBeUndefined()
  })

  it('knows when a file was written, and how often files changed since', async () => {
    const { history } = await past([
      { files: { 'a.md': 'a\n', 'b.ts': 'b\n', 'c.ts': 'c\n' } },
      { files: { 'a.md': 'aa\n', 'b.ts': 'bb\n' } },
      { rename: { 'a.md': 'docs/a.md' } },
      { files: { 'b.ts': 'bbb\n', 'c.ts': 'cc\n' } },
      { files: { 'c.ts': 'ccc\n' } },
    ])
    expect(await history.datesOf('docs/a.md')).toEqual({
      created: '2024-01-01T00:00:00.000Z',
      modified: '2024-01-02T00:00:00.000Z',
    })
    expect(await history.datesOf('none.md')).toBeNull()
    expect(await history.changesSince('2024-01-01T12:00:00Z', ['b.ts', 'c.ts'])).toBe(3)
    expect(await history.changesSince('2024-01-04T12:00:00Z', ['b.ts'])).toBe(0)
    expect(await history.changesSince('no date', ['b.ts'])).toBeNull()
  })
})
