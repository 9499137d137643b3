import { describe, expect, test } from 'vitest'
import { surveyOf } from '../../src/code/survey.ts'
import type { FileFacts } from '../../src/domain/fact.ts'
import type { FactCache } from '../../src/domain/fact-cache.ts'
import type { FileClass, Snapshot } from '../../src/domain/repository.ts'

type Files = Readonly<Record<string, readonly [FileClass, string]>>

const snapshotOf = (files: Files): Snapshot => ({
  repository: 'shop',
  commit: 'c1',
  version: null,
  date: null,
  names: ['shop'],
  historyLimit: null,
  files: Object.entries(files).map(([path, [fileClass, text]]) => ({
    path,
    blob: `${path} ${text}`,
    size: text.length,
    class: fileClass,
    symlink: false,
  })),
})

const memory = (): FactCache & { readonly kept: Map<string, FileFacts> } => {
  const kept = new Map<string, FileFacts>()
  const now = (keys: readonly string[]) =>
    new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key)!] as const] : [])))
  return {
    kept,
    get: async (keys) => now(keys),
    now,
    put: async (entries) => {
      for (const [key, facts] of entries) kept.set(key, facts)
    },
    pieces: { get: async () => null, put: async () => undefined },
    close: () => {},
  }
}

const surveyed = (files: Files, cache: FactCache = memory()) =>
  surveyOf(snapshotOf(files), async (path) => files[path]?.[1] ?? null, cache)

describe('a survey', () => {
  test('finds facts by their subject, in the order of the files', async () => {
    const survey = await surveyed({
      'src/a.ts': ['code', 'export const timeout = 30'],
      'src/b.ts': ['code', 'export function timeout() {}'],
      'test/a.test.ts': ['test', 'const timeout = 5'],
      'vendor/c.ts': ['vendored', 'export const timeout = 1'],
    })
    const found = survey.about('timeout', ['symbol'])
    expect(found.map(({ path, value, weak }) => [path, value, weak])).toEqual([
      ['src/a.ts', '30', false],
      ['src/b.ts', null, false],
      ['test/a.test.ts', '5', true],
    ])
    expect(survey.about('timeout', ['option'])).toEqual([])
    expect([...survey.subjects('symbol')]).toEqual(['timeout'])
  })

  test('finds a setting by its dotted path and by its last name', async () => {
    const survey = await surveyed({ 'config/server.yaml': ['settings', 'server:\n  timeout: 30s'] })
    expect(survey.about('server.timeout', ['setting'])[0]?.value).toBe('30s')
    expect(survey.about('timeout', ['setting', 'option'])[0]?.subject).toBe('server.timeout')
    expect(survey.about('timeout', ['option'])).toEqual([])
  })

  test('knows files and folders', async () => {
    const survey = await surveyed({ 'src/deep/a.ts': ['code', ''], 'logo.png': ['binary', ''] })
    expect([...survey.paths].sort()).toEqual(['logo.png', 'src', 'src/deep', 'src/deep/a.ts'])
  })

  test('counts words in files that are not tests, comments set aside', async () => {
    const survey = await surveyed({
      'src/a.ts': ['code', '// maxRetries\nrun("max-retries", maxRetries, maxRetries)'],
      'src/b.go': ['code', 'func Max() { /* maxRetries */ Use("max-retries") }'],
      'test/a.test.ts': ['test', 'maxRetries'],
    })
    expect(survey.occurrences('maxRetries')).toBe(1)
    expect(survey.occurrences('--max-retries')).toBe(2)
    expect(survey.occurrences('Max')).toBe(1)
    expect(survey.occurrences('nothing')).toBe(0)
  })

  test('knows owners and the names of code files', async () => {
    const survey = await surveyed({
      'src/route-table.ts': ['code', 'class FastifyRequest { a = 1 }'],
    })
    expect(survey.hasOwner('fastify request')).toBe(true)
    expect(survey.hasOwner('route table')).toBe(true)
    expect(survey.hasOwner('request')).toBe(false)
  })

  test('knows what git ignores', async () => {
    const survey = await surveyed({
      '.gitignore': ['settings', 'dist/\n*.log\n/build\n!keep.log\n# no\ndocs/**/out'],
      'web/.gitignore': ['settings', '/cache'],
    })
    const ignored = ['dist/a.js', 'web/dist/b', 'x.log', 'build', 'web/cache/x', 'docs/a/b/out']
    for (const path of ignored) expect(survey.isIgnored(path), path).toBe(true)
    const tracked = ['src/a.ts', 'keep.log', 'web/build', 'cache', 'distance']
    for (const path of tracked) expect(survey.isIgnored(path), path).toBe(false)
  })

  test('reads nothing twice', async () => {
    const cache = memory()
    const files: Files = { 'a.ts': ['code', 'export const a = 1'], 'b.ts': ['code', 'let b'] }
    const first = await surveyed(files, cache)
    const second = await surveyOf(
      snapshotOf(files),
      async () => {
        throw new Error('read')
      },
      cache,
    )
    expect(cache.kept.size).toBe(2)
    expect(second.about('a', ['symbol'])).toEqual(first.about('a', ['symbol']))
  })
})

describe('a list is whole', () => {
  test.each([
    ['package-script', undefined, { 'package.json': ['settings', '{"scripts":{}}'] }, null],
    ['package-script', undefined, {}, 'there is no package.json here'],
    [
      'package-script',
      'package.json',
      { 'package.json': ['settings', '{'] },
      /package.json was not read/,
    ],
    [
      'package-script',
      'web/package.json',
      { 'package.json': ['settings', '{}'] },
      /is no manifest/,
    ],
    [
      'dependency',
      undefined,
      { 'package.json': ['settings', '{}'], 'go.mod': ['settings', ''] },
      null,
    ],
    ['environment-variable', undefined, { 'a.ts': ['code', 'process.env.A'] }, null],
    [
      'environment-variable',
      undefined,
      { 'a.ts': ['code', '\nprocess.env[name]'] },
      /a.ts:2 has names that only a running/,
    ],
    [
      'environment-variable',
      undefined,
      { 'a.swift': ['code', 'ProcessInfo.processInfo.environment["A"]'] },
      'Swift files are not read for this kind',
    ],
    [
      'environment-variable',
      undefined,
      { 'a.ts': ['code', 'x'], 'gone.ts': ['code', '\0'] },
      /gone.ts was not read/,
    ],
    ['environment-variable', undefined, { 'a.test.ts': ['test', 'process.env[name]'] }, null],
    ['control', undefined, { 'a.sql': ['code', 'select 1'] }, null],
    ['control', undefined, {}, 'no file here can state any control'],
    ['symbol', undefined, {}, /dependencies/],
    ['option', undefined, {}, /handed on whole/],
    ['file-path', undefined, {}, null],
  ] as const)('%s of %s: %j', async (kind, owner, files: Files, expected) => {
    const survey = await surveyed(files)
    const because = survey.incomplete(kind, owner)
    if (expected instanceof RegExp) expect(because).toMatch(expected)
    else expect(because).toBe(expected)
  })
})
