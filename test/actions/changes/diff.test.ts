import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FileChange, limits, readDiff } from '../../../src/actions/changes/diff.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const only = (text: string): FileChange => {
  const { files, problem } = readDiff(text)
  expect(problem).toBeNull()
  expect(files).toHaveLength(1)
  const [file] = files
  if (!file) throw new Error('no file')
  return file
}

const texts = ({ hunks }: FileChange, side: 'before' | 'after'): readonly string[] =>
  hunks.flatMap(({ lines }) => lines.filter((line) => line[side] !== null).map(({ text }) => text))

describe('what a diff says of a file', () => {
  const heads: readonly (readonly [string, string, string | null, string | null])[] = [
    ['changed', 'diff --git a/db.sql b/db.sql\n--- a/db.sql\n+++ b/db.sql', 'db.sql', 'db.sql'],
    [
      'without git',
      '--- shop/db.sql\t2025-01-01\n+++ shop/db.sql\t2025-01-02',
      'shop/db.sql',
      'shop/db.sql',
    ],
    [
      'new',
      'diff --git a/db.sql b/db.sql\nnew file mode 100644\n--- /dev/null\n+++ b/db.sql',
      null,
      'db.sql',
    ],
    [
      'deleted',
      'diff --git a/db.sql b/db.sql\ndeleted file mode 100644\n--- a/db.sql\n+++ /dev/null',
      'db.sql',
      null,
    ],
    [
      'renamed',
      'diff --git a/old.sql b/new.sql\nsimilarity index 90%\nrename from old.sql\nrename to new.sql\n--- a/old.sql\n+++ b/new.sql',
      'old.sql',
      'new.sql',
    ],
    [
      'in quotes',
      'diff --git "a/caf\\303\\251.sql" "b/caf\\303\\251.sql"\n--- "a/caf\\303\\251.sql"\n+++ "b/caf\\303\\251.sql"',
      'café.sql',
      'café.sql',
    ],
    [
      'with a blank',
      'diff --git a/our db.sql b/our db.sql\n--- a/our db.sql\t\n+++ b/our db.sql\t',
      'our db.sql',
      'our db.sql',
    ],
    [
      'with other prefixes',
      'diff --git i/db.sql w/db.sql\n--- i/db.sql\n+++ w/db.sql',
      'db.sql',
      'db.sql',
    ],
    [
      'without prefixes',
      'diff --git a/db.sql a/db.sql\n--- a/db.sql\n+++ a/db.sql',
      'a/db.sql',
      'a/db.sql',
    ],
  ]

  test.each(heads)('%s', (_, head, before, after) => {
    const file = only(`${head}\n@@ -1 +1 @@\n-a\n+b\n`)
    expect([file.before, file.after]).toEqual([before, after])
    expect([texts(file, 'before'), texts(file, 'after')]).toEqual([['a'], ['b']])
  })

  const bare: readonly (readonly [string, string, string | null, string | null])[] = [
    [
      'renamed alone',
      'diff --git a/x y b/z\nsimilarity index 100%\nrename from x y\nrename to z\n',
      'x y',
      'z',
    ],
    [
      'made executable',
      'diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n',
      'run.sh',
      'run.sh',
    ],
    [
      'emptied',
      'diff --git a/x b/x\ndeleted file mode 100644\nindex e69de29..0000000\n',
      'x',
      null,
    ],
    [
      'binary',
      'diff --git a/x.jar b/x.jar\nindex 1..2 100644\nBinary files a/x.jar and b/x.jar differ\n',
      'x.jar',
      'x.jar',
    ],
  ]

  test.each(bare)('%s', (_, text, before, after) => {
    const file = only(text)
    expect([file.before, file.after]).toEqual([before, after])
    expect(file.binary).toBe(text.includes('Binary'))
  })

  test('lines that look like headers are lines where a hunk holds them', () => {
    const file = only('--- a/x.sql\n+++ b/x.sql\n@@ -1,2 +1 @@\n--- DROP TABLE a;\n-b\n+++ c\n')
    expect(texts(file, 'before')).toEqual(['-- DROP TABLE a;', 'b'])
    expect(texts(file, 'after')).toEqual(['++ c'])
  })

  test('carriage returns, a missing last line feed and a mail around it do no harm', () => {
    const mail = 'From 1234 Mon Sep 17\nSubject: [PATCH] x\n\n---\n x | 2 +-\n\n'
    const diff =
      'diff --git a/x b/x\r\n--- a/x\r\n+++ b/x\r\n@@ -1 +1 @@ head\r\n-a\r\n\\ No newline at end of file\r\n+b\r\n\\ No newline at end of file\r\n-- \r\n2.43.0\r\n'
    const file = only(mail + diff)
    expect(file.hunks[0]?.section).toBe('head')
    expect(texts(file, 'after')).toEqual(['b'])
  })

  test('each line knows its number on either side and its place in the text', () => {
    const text = '--- a/x\n+++ b/x\n@@ -3,2 +5,2 @@\n a\n-b\n+c\n'
    const lines = only(text).hunks[0]?.lines ?? []
    expect(lines.map(({ before, after }) => [before, after])).toEqual([
      [3, 5],
      [4, null],
      [null, 6],
    ])
    expect(lines.map(({ span }) => text.slice(...span))).toEqual([' a', '-b', '+c'])
  })
})

describe('what cannot be read is said, never passed over', () => {
  test.each([
    ['', 'no file is changed in it'],
    ['DROP TABLE orders;', 'no file is changed in it'],
    [
      'diff --cc x\n--- a/x\n+++ b/x\n@@@ -1 -1 +1 @@@\n- a\n -b\n++c\n',
      'the combined diff of a merge',
    ],
    [
      '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n+DROP TABLE users;\n',
      'stands behind the end of its hunk',
    ],
    ['--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-a\n+b\n', 'is not as long as its header says'],
    ['--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\nb\n', 'is no line of a hunk'],
    ['--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n-b\n', 'is not as long as its header says'],
    ['@@ -1 +1 @@\n-a\n+b\n', 'belongs to no file'],
    ['--- a/x\n+++ b/x\n@@ around line 3 @@\n-a\n+b\n', 'is no hunk header'],
    ['diff --git a/x b/y\nindex 1..2 100644\n', 'cannot be read'],
    [
      'diff --git a/safe.md b/safe.md\n--- a/db.sql\n+++ b/db.sql\n@@ -1 +1 @@\n-a\n+b\n',
      'cannot be read',
    ],
    ['--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-a\n+b\n', 'cannot be read'],
    ['x'.repeat(limits.characters + 1), 'characters; at most'],
    ['\n'.repeat(limits.lines + 1), 'lines; at most'],
  ])('%#', (text, problem) => {
    expect(readDiff(text).problem).toContain(problem)
  })

  test('more files than anyone reviews', () => {
    const text = Array.from(
      { length: limits.files + 1 },
      (_, at) => `diff --git a/${at} b/${at}\nold mode 100644\nnew mode 100755\n`,
    ).join('')
    expect(readDiff(text).problem).toContain('more than')
  })
})

/** Words of which diffs, SQL and shell are made, so that chance finds what is awkward. */
const awkward = fc.constantFrom(
  '',
  '-',
  '+',
  ' ',
  '--- a/x',
  '+++ b/x',
  '@@ -1 +1 @@',
  'diff --git a/x b/x',
  '\\ No newline',
  'DROP TABLE a;',
  'x',
  '\tend',
  '"',
  'é',
  'Binary files',
)

test('any text is read or refused, and what is read stands in the text', () => {
  fc.assert(
    fc.property(
      fc.array(awkward).map((lines) => lines.join('\n')),
      (text) => {
        const { files, problem } = readDiff(text)
        expect(files.length > 0 || problem !== null).toBe(true)
        for (const { hunks } of files)
          for (const { lines } of hunks)
            for (const line of lines) expect(text.slice(...line.span).slice(1)).toBe(line.text)
      },
    ),
    { numRuns: 500 },
  )
})

test('what git writes of any two folders is read back whole', () => {
  const folder = temporaryFolder()
  const names = fc.constantFrom(
    'plain.sql',
    'with blank.tf',
    'ümlaut.yaml',
    'quo"te.sh',
    'tab\there.md',
    'deep/a/b.ts',
  )
  const pairs = fc.sample(
    fc.tuple(
      names,
      fc.array(awkward, { maxLength: 12 }),
      fc.array(awkward, { maxLength: 12 }),
      fc.boolean(),
    ),
    { numRuns: 60, seed: 5 },
  )
  const wanted = new Map<string, readonly [string, string]>()
  for (const [at, [name, before, after, ends]] of pairs.entries()) {
    const path = `${at}/${name}`
    const sides = [before, after].map(
      (lines) => lines.join('\n') + (ends && lines.length > 0 ? '\n' : ''),
    )
    const [old = '', now = ''] = sides
    for (const [side, text] of [
      ['before', old],
      ['after', now],
    ] as const) {
      mkdirSync(join(folder, side, path, '..'), { recursive: true })
      writeFileSync(join(folder, side, path), text)
    }
    if (old !== now) wanted.set(path, [old, now])
  }
  const { files, problem } = readDiff(gitDiff(folder))
  expect(problem).toBeNull()
  const read = new Map(files.map((file) => [(file.after ?? '').replace(/^after\//, ''), file]))
  expect([...read.keys()].toSorted()).toEqual([...wanted.keys()].toSorted())
  for (const [path, [old, now]] of wanted) {
    const file = read.get(path)
    const linesOf = (text: string): readonly string[] =>
      text === '' ? [] : text.replace(/\n$/, '').split('\n')
    expect(file && texts(file, 'before')).toEqual(linesOf(old))
    expect(file && texts(file, 'after')).toEqual(linesOf(now))
  }
})

/** With so much context that each file is shown whole. git says by 1 that there are differences. */
function gitDiff(cwd: string): string {
  try {
    return execFileSync('git', ['diff', '--no-index', '-U1000', 'before', 'after'], {
      cwd,
      encoding: 'utf8',
    })
  } catch (fault) {
    if (fault instanceof Error && 'stdout' in fault) return String(fault.stdout)
    throw fault
  }
}

test('a hunk that loses a line is refused', () => {
  const diff = '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n'
  const lines = diff.split('\n')
  for (let gone = 3; gone < 7; gone++)
    expect(readDiff(lines.filter((_, at) => at !== gone).join('\n')).problem).not.toBeNull()
})
