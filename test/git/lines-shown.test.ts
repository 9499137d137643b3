import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Git, openGit } from '../../src/git/git.ts'
import { linesShown } from '../../src/git/lines-shown.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'

const numbered = (count: number, changed: Readonly<Record<number, string>> = {}): string =>
  Array.from(
    { length: count },
    (_, index) => `${changed[index + 1] ?? `line ${index + 1}`}\n`,
  ).join('')

let repository: TestRepository
let git: Git

beforeAll(async () => {
  repository = await gitRepository([
    {
      files: {
        'docs/far.md': numbered(40),
        'docs/top.md': numbered(10),
        'docs/cut.md': numbered(20),
        'docs/old name.md': numbered(30),
        'docs/[a]*.md': numbered(10),
        'docs/a.md': numbered(10),
        'same.md': numbered(5),
        'gone.md': 'It was here.\n',
      },
    },
    {
      rename: { 'docs/old name.md': 'docs/new.md' },
      delete: ['gone.md'],
      files: {
        // What looks like a hunk's own line is a line of the file here.
        'docs/far.md': numbered(40, { 10: '@@ -1,2 +3,4 @@', 30: '++ b/docs/a.md' }),
        'docs/top.md': numbered(10, { 1: 'first' }),
        'docs/cut.md': numbered(9) + numbered(20).split('\n').slice(10).join('\n'),
        'docs/[a]*.md': numbered(10, { 5: 'five' }),
        'docs/a.md': numbered(10, { 9: 'nine' }),
        'docs/fresh.md': numbered(7),
        'pixels.png': Buffer.from([0, 1, 2, 3]),
      },
    },
    { files: { 'docs/new.md': numbered(30, { 15: 'fifteen' }) } },
  ])
  git = await openGit(repository.directory)
})

afterAll(async () => {
  await git?.close()
  await repository?.remove()
})

test.each([
  ['both places of a document', 'docs/far.md', ['7-13', '27-33']],
  ['less where the document begins', 'docs/top.md', ['1-4']],
  ['what is around lines that went', 'docs/cut.md', ['7-12']],
  ['what changed of a document under another name', 'docs/new.md', ['12-18']],
  ['a document whose name is a pattern', 'docs/[a]*.md', ['2-8']],
  ['no other document that the pattern fits', 'docs/a.md', ['6-10']],
  ['all of a new document', 'docs/fresh.md', ['1-7']],
  ['nothing of one that stayed', 'same.md', undefined],
  ['nothing of one that went', 'gone.md', undefined],
  ['nothing of what is no text', 'pixels.png', undefined],
])('a diff shows %s', async (_, path, expected) => {
  const change = { base: repository.commits[0] ?? '', head: repository.commits[2] ?? '' }
  const shown = await linesShown(git, change, [path])
  expect(shown.get(path)?.map(({ from, to }) => `${from}-${to}`)).toEqual(expected)
})
