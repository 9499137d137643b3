import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyDiff } from '../../../src/actions/changes/classify-diff.ts'
import { limits } from '../../../src/actions/changes/diff.ts'

const drop = `--- a/db/migrations/1.sql
+++ b/db/migrations/1.sql
@@ -1 +1,2 @@
 SELECT 1;
+DROP TABLE orders;
`

describe('the digest', () => {
  test('binds the text of the change, where it goes, and the role', async () => {
    const inputs = [
      { diff: drop },
      { diff: `${drop}\n` },
      { diff: drop, role: 'admin' },
      { diff: drop, target: { environment: 'production' } },
      { diff: drop, workingDirectory: '/srv' },
    ]
    const digests = await Promise.all(
      inputs.map(async (input) => (await classifyDiff(input)).digest),
    )
    expect(new Set(digests).size).toBe(inputs.length)
    expect((await classifyDiff({ diff: drop })).digest).toBe(digests[0])
    expect(digests[0]).toMatch(/^sha256:[0-9a-f]{64}$/)
  })
})

describe('an effect', () => {
  test('points at the file and the line, and at the text of the diff', async () => {
    const { commands } = await classifyDiff({ diff: drop })
    expect(commands).toHaveLength(1)
    const [command] = commands
    expect(command?.place).toEqual({ path: 'db/migrations/1.sql', line: 2, side: 'after' })
    expect(drop.slice(...(command?.span ?? [0, 0]))).toBe('+DROP TABLE orders;')
    expect(command?.argv).toEqual(['DROP TABLE orders;'])
  })

  test('says what the change lays hands on', async () => {
    const diff = `--- a/infra/old.tf
+++ b/infra/main.tf
@@ -4,2 +4,2 @@ resource "aws_db_instance" "orders" {
-  instance_class = "small"
+  instance_class = "large"
   engine         = "postgres"
`
    const { touches } = await classifyDiff({ diff })
    expect(touches).toEqual({
      paths: ['infra/old.tf', 'infra/main.tf'],
      resources: ['aws_db_instance.orders'],
    })
  })

  test('is told two hundred times at most, the gravest first, and the rest is counted', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => `+DELETE FROM a${at} WHERE b < now();`)
    const diff = `--- /dev/null\n+++ b/migrations/1.sql\n@@ -0,0 +1,301 @@\n${lines.join('\n')}\n+DROP SCHEMA shop;\n`
    const { commands, unseen } = await classifyDiff({ diff })
    expect(commands).toHaveLength(200)
    expect(commands[0]?.class).toBe('D5')
    expect(unseen).toEqual(['101 more effects than are told'])
  })
})

describe('what cannot be seen', () => {
  test.each([
    ['a text that is no diff', 'please merge this', 'the change cannot be read'],
    [
      'a diff beyond every review',
      `${drop}${'x'.repeat(limits.characters)}`,
      'the change cannot be read',
    ],
    [
      'a binary that may run',
      'diff --git a/lib/x.jar b/lib/x.jar\nindex 1..2 100644\nBinary files a/lib/x.jar and b/lib/x.jar differ\n',
      'lib/x.jar is binary',
    ],
    [
      'a link out of the repository',
      'diff --git a/conf b/conf\nnew file mode 120000\n--- /dev/null\n+++ b/conf\n@@ -0,0 +1 @@\n+/etc/shadow\n\\ No newline at end of file\n',
      'conf becomes a link out',
    ],
    [
      'a merge',
      'diff --cc x.sql\n--- a/x.sql\n+++ b/x.sql\n@@@ -1 -1 +1 @@@\n- a\n -b\n++DROP TABLE c;\n',
      'combined diff',
    ],
  ])('%s', async (_, diff, words) => {
    const { unseen } = await classifyDiff({ diff })
    expect(unseen.join('\n')).toContain(words)
  })

  test.each([
    [
      'a picture',
      'diff --git a/web/logo.png b/web/logo.png\nindex 1..2 100644\nBinary files a/web/logo.png and b/web/logo.png differ\n',
    ],
    [
      'a link within',
      'diff --git a/a/conf b/a/conf\nnew file mode 120000\n--- /dev/null\n+++ b/a/conf\n@@ -0,0 +1 @@\n+../b/conf\n\\ No newline at end of file\n',
    ],
  ])('%s hides nothing', async (_, diff) => {
    const { unseen, commands } = await classifyDiff({ diff })
    expect(unseen).toEqual([])
    expect(commands.map((command) => command.class)).toEqual(['D1'])
  })

  test('an unreadable change is never told as harmless beside', async () => {
    const { commands, unseen } = await classifyDiff({ diff: `${drop.replace('+1,2', '+1,9')}` })
    expect(unseen).toHaveLength(1)
    expect(commands.filter((command) => /^D[01]$/.test(command.class))).toEqual([])
  })
})

const pieces = fc.constantFrom(
  'resource "aws_db_instance" "orders" {',
  '  lifecycle {',
  '    prevent_destroy = true',
  '}',
  'kind: Namespace',
  'apiVersion: v1',
  '  replicas: 0',
  'DROP TABLE a',
  '$$',
  "'",
  ';',
  'DO $$',
  'CREATE POLICY p ON t USING (true)',
  '      - run: |',
  '          npm test || true',
  'USER root',
  '\trm -rf /',
  '"scripts": {',
  '{{ .Values.x }}',
  '((((',
  '@login_required',
)
const paths = fc.constantFrom(
  'infra/main.tf',
  'db/migrations/1.sql',
  'db/migrate/1.rb',
  'deploy/x.yaml',
  '.github/workflows/ci.yml',
  'Dockerfile',
  'Makefile',
  'package.json',
  'src/app.ts',
  'run.sh',
  'CODEOWNERS',
  'test/a.test.ts',
  '',
  'a/../../b',
)

test('whatever a diff holds, it is classed', async () => {
  await fc.assert(
    fc.asyncProperty(
      paths,
      fc.array(fc.tuple(fc.constantFrom('+', '-', ' '), pieces), { minLength: 1, maxLength: 30 }),
      async (path, rows) => {
        const before = rows.filter(([mark]) => mark !== '+').length
        const after = rows.filter(([mark]) => mark !== '-').length
        const body = rows.map(([mark, text]) => mark + text).join('\n')
        const diff = `--- a/${path}\n+++ b/${path}\n@@ -1,${before} +1,${after} @@\n${body}\n`
        const { commands, unseen } = await classifyDiff({ diff })
        expect(commands.length + unseen.length).toBeGreaterThan(0)
        for (const { span } of commands) expect(span[1] <= diff.length).toBe(true)
      },
    ),
    { numRuns: 200 },
  )
})
