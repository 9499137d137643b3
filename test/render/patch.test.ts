import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Suggestion } from '../../src/domain/finding.ts'
import { asPatch, changeOf } from '../../src/render/patch.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const run = promisify(execFile)

test('edits on one line that do not overlap are made together, and of two that do the first', () => {
  const old = 'run `npm run a` and `npm run b`'
  const suggestions: Suggestion[] = [
    { line: 2, old, new: 'run `npm run one` and `npm run b`' },
    { line: 2, old, new: 'run `npm run a` and `npm run two`' },
    { line: 2, old, new: 'run `npm run never` and `npm run b`' },
  ]
  expect(asPatch([{ path: 'docs/a.md', text: `# A\n${old}\n`, suggestions }])).toBe(
    `--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1,2 +1,2 @@\n # A\n-${old}\n+run \`npm run one\` and \`npm run two\`\n`,
  )
})

test.each([
  ['a part of a word', 'set `LIMIT` now', 'set `LAST` now', [6, 9, 'AS']],
  ['what comes in', 'a c', 'a b c', [2, 2, 'b ']],
  ['what goes', 'a b b c', 'a b c', [4, 6, '']],
  ['characters of two units that begin alike', 'a 🚢 b', 'a 🚣 b', [2, 4, '🚣']],
  ['characters of two units that end alike', 'a 🚢 b', 'a 🪢 b', [2, 4, '🪢']],
])('an edit changes %s, and nothing beside it', (_, old, mended, [from, to, text]) => {
  expect(changeOf({ line: 1, old, new: mended })).toEqual({ from, to, text })
})

test('a suggestion that does not fit the document any more is left out', () => {
  const suggestions = [{ line: 1, old: 'another', new: 'line' }]
  expect(asPatch([{ path: 'a.md', text: 'a line\n', suggestions }])).toBe('')
})

test('git applies the patch, and the document says what was suggested', async () => {
  const folder = temporaryFolder()
  await run('git', ['init', '--quiet', folder])
  await mkdir(join(folder, 'docs'))
  const line = fc.constantFrom('', 'one', 'two', '-- three', '+ four', ' five')
  const edits = fc.uniqueArray(fc.nat(30), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 31 }),
      edits,
      fc.boolean(),
      async (given, at, ends) => {
        // Without a newline at its end, a text cannot end in an empty line.
        const lines = ends || given.at(-1) !== '' ? given : [...given, 'last']
        const suggestions = at
          .filter((index) => index < lines.length)
          .map((index) => {
            const old = lines[index] ?? ''
            return { line: index + 1, old, new: `${old} mended` }
          })
        const text = lines.join('\n') + (ends ? '\n' : '')
        if (text === '' || suggestions.length === 0) return
        const expected = lines.map((one, index) => (at.includes(index) ? `${one} mended` : one))
        await writeFile(join(folder, 'docs/page.md'), text)
        await writeFile(
          join(folder, 'fix.patch'),
          asPatch([{ path: 'docs/page.md', text, suggestions }]),
        )
        await run('git', ['apply', 'fix.patch'], { cwd: folder })
        expect(await readFile(join(folder, 'docs/page.md'), 'utf8')).toBe(
          expected.join('\n') + (ends ? '\n' : ''),
        )
      },
    ),
    { numRuns: 40 },
  )
})
