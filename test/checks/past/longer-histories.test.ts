import { describe, expect, onTestFinished, test } from 'vitest'
import { checkDocuments } from '../../../src/flows/check-documents.ts'
import { gitRepository, type Step } from '../../support/git-repository.ts'
import { memoryCache } from '../../support/memory-cache.ts'

const now = '2024-10-01T00:00:00Z'

/** What is found of a repository that was built step by step, as `token: status (reason)`. */
async function foundIn(
  steps: readonly Step[],
  tags: readonly string[] = [],
  commands: readonly (readonly string[])[] = [],
) {
  const repository = await gitRepository(steps)
  onTestFinished(() => repository.remove())
  for (const tag of tags) await repository.git('tag', tag)
  for (const command of commands) await repository.git(...command)
  const { findings } = await checkDocuments(
    { repositories: [{ id: 'harbour', path: repository.directory }], now },
    memoryCache(),
  )
  return findings.map(
    ({ claim, status, judgement }) =>
      `${claim.token}: ${judgement.status === 'unknown' ? judgement.reason : status}`,
  )
}

const release = (times: number): readonly Step[] =>
  Array.from({ length: times }).flatMap(() => [
    { files: { 'NOTES.md': 'minor' } },
    { delete: ['NOTES.md'] },
  ])

describe('a file that changes bring and releases take away', () => {
  const page = { 'CONTRIBUTING.md': '# Contributing\n\nSee the file `NOTES.md`.\n' }

  test('comes and goes', async () => {
    expect(await foundIn([{ files: page }, ...release(3)])).toEqual(['NOTES.md: created-by-reader'])
  })

  test('is gone where it went once', async () => {
    expect(await foundIn([{ files: page }, ...release(1)])).toEqual(['NOTES.md: contradicted'])
  })
})

describe('a version that a manifest is ahead by', () => {
  const askingFor = (version: string): readonly Step[] => [
    {
      files: {
        'README.md': `# harbour\n\n## Install\n\n\`\`\`toml\n[dependencies]\nharbour = "${version}"\n\`\`\`\n`,
        'Cargo.toml': '[package]\nname = "harbour"\nversion = "0.12.0"\n',
      },
    },
  ]

  test('is not released yet where tags name others alone', async () => {
    expect(await foundIn(askingFor('0.11'), ['v0.10.0', 'v0.11.3'])).toEqual(['0.11: ambiguous'])
  })

  test('does not bear out a page that is behind the last tag', async () => {
    expect(await foundIn(askingFor('0.2'), ['v0.10.0', 'v0.11.3'])).toEqual(['0.2: contradicted'])
  })

  test.each([
    ['a tag names it', ['v0.11.3', 'harbour-0.12.0']],
    ['no tag names any', ['nightly']],
    ['there is no tag', []],
  ])('is that of today where %s', async (_, tags) => {
    expect(await foundIn(askingFor('0.11'), tags)).toEqual(['0.11: contradicted'])
  })
})

describe('a manual beside a change that comes with a release', () => {
  const manifest = (version: string): string => `{ "name": "harbour", "version": "${version}" }\n`
  const page = '# Mooring\n\n`moorTwice` makes fast twice.\n'
  const steps = (
    [first = '', ...then]: readonly string[],
    at = 'docs/guide/mooring.md',
    date = '2024-09-20T00:00:00Z',
  ): readonly Step[] => [
    {
      files: {
        [at]: page,
        'package.json': manifest(first),
        'src/moor.js': 'export function moorTwice() {}\n',
      },
    },
    ...then.slice(0, -1).map((version) => ({ files: { 'package.json': manifest(version) } })),
    { files: { 'src/moor.js': 'export const tides = 1\n' } },
    { files: { 'package.json': manifest(then.at(-1) ?? '') }, date },
  ]
  const coming = ['1.9.0', '2.0.0-beta.1', '2.0.0-beta.2']

  test.each([
    ['is on its way for months', steps(coming), 'other-project'],
    ['began after the last one', steps(['1.9.0', '2.0.0-alpha.1']), 'other-project'],
    ['is out', steps(['1.9.0', '2.0.0-beta.1', '2.0.0']), 'contradicted'],
    ['came a week ago', steps(coming, undefined, '2024-01-09T00:00:00Z'), 'contradicted'],
    ['would be the first', steps(['2.0.0-beta.1', '2.0.0-beta.2']), 'contradicted'],
    ['the manual is of', steps(coming, 'docs/guide/mooring-2.0.0.md'), 'contradicted'],
    [
      'those who work on the code have',
      steps(coming, 'docs/contributing/mooring.md'),
      'contradicted',
    ],
  ])('that %s', async (_, history, status) => {
    expect(await foundIn(history)).toEqual([`moorTwice: ${status}`])
  })
})

describe('a name that a change took out of code', () => {
  const page = (statement: string) => ({ 'docs/search.md': `# Search\n\n${statement}\n` })
  const steps = (before: string, after: string): readonly Step[] => [
    {
      files: { ...page(before), 'src/query.js': 'export const multiBerthMatch = 1\n' },
    },
    { files: { ...page(after), 'src/query.js': 'export const tides = 1\n' } },
  ]
  const old = 'Use `multiBerthMatch` to look for one text in many columns.'

  test.each([
    ['and wrote of anew', '`multiBerthMatch` searches native fields.', ['ambiguous']],
    ['beside a touch', old.replace('many', 'all'), ['contradicted']],
    ['and left on the page', `${old}\n\nOthers, too.`, ['contradicted']],
    [
      'of whose like it wrote',
      `${old}\n\nNow multiBerthMatchAll searches native fields.`,
      ['contradicted'],
    ],
    [
      'and told of elsewhere',
      `${old}\n\nIssue 12 was the slow search of multiBerthMatch in tables of ours.`,
      ['contradicted', 'ambiguous'],
    ],
  ])('%s', async (_, after, statuses) => {
    const found = await foundIn(steps(old, after))
    expect(found.filter((one) => one.startsWith('multiBerthMatch:'))).toEqual(
      statuses.map((status) => `multiBerthMatch: ${status}`),
    )
  })
})

describe('a link that names a branch', () => {
  const steps: readonly Step[] = [
    {
      files: {
        'README.md':
          '# Quay\n\nSee [it](https://github.com/acme/harbour/blob/develop/src/quay.js).\n',
        'package.json': '{ "name": "harbour", "repository": "github:acme/harbour" }\n',
        'src/quay.js': 'export const quay = 1\n',
      },
    },
    { delete: ['src/quay.js'] },
  ]
  const branches = (fallback: string, develop = 'HEAD~1') => [
    ['update-ref', 'refs/remotes/origin/develop', develop],
    ['update-ref', 'refs/remotes/origin/main', 'HEAD'],
    ['symbolic-ref', 'refs/remotes/origin/HEAD', `refs/remotes/origin/${fallback}`],
  ]

  test.each([
    ['beside the default one leads to what that has', branches('main'), 'other-project'],
    ['that lacks the file leads nowhere', branches('main', 'HEAD'), 'contradicted'],
    ['that is the default one means what is to be merged', branches('develop'), 'contradicted'],
    ['of which nothing is known means the code of today', [], 'contradicted'],
    [
      'that is at work here means what will be there',
      [...branches('main'), ['checkout', '-q', '-b', 'develop']],
      'contradicted',
    ],
  ])('%s', async (_, commands, status) => {
    expect(await foundIn(steps, [], commands)).toEqual([`src/quay.js: ${status}`])
  })
})

test('a member that is gone is told with its owner where others have one of the name', async () => {
  const repository = await gitRepository([
    {
      files: {
        'README.md': '# Quay\n\nCall `Quay.resetTides()`.\n',
        'src/quay.ts': 'export class Quay {\n  resetTides() {}\n  more() {}\n}\n',
        'src/tide.ts': 'export class Tide {\n  resetTides() {}\n}\n',
      },
    },
    { files: { 'src/quay.ts': 'export class Quay {\n  more() {}\n}\n' } },
  ])
  onTestFinished(() => repository.remove())
  const { findings } = await checkDocuments(
    { repositories: [{ id: 'harbour', path: repository.directory }], now },
    memoryCache(),
  )
  expect(
    findings.flatMap(({ judgement }) =>
      judgement.status === 'contradicted' ? judgement.because.replace(/ since .*$/, '') : [],
    ),
  ).toEqual(['nothing in harbour has Quay.resetTides'])
})

test('a link counts from where a symbolic link shows its page', async () => {
  const steps = (link: Step['link']): readonly Step[] => [
    {
      files: {
        'packages/quay/README.md': '# Quay\n\nRead the [code](./CONDUCT.md) of conduct.\n',
        'CONDUCT.md': '# Conduct\n',
      },
      ...(link ? { link } : {}),
    },
  ]
  expect(await foundIn(steps({ 'README.md': 'packages/quay/README.md' }))).toEqual([
    './CONDUCT.md: ambiguous',
  ])
  expect(await foundIn(steps(undefined))).toEqual(['./CONDUCT.md: contradicted'])
})
