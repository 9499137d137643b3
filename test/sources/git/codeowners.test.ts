import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCodeowners } from '../../../src/sources/git/codeowners.ts'

describe('CODEOWNERS, as GitHub documents it', () => {
  it.each([
    ['* @acme/all', 'docs/a.md', '@acme/all'],
    ['* @acme/all\n*.md @acme/docs', 'docs/a.md', '@acme/docs'],
    ['*.md @acme/docs\n* @acme/all', 'docs/a.md', '@acme/all'],
    ['/docs/ @acme/docs', 'docs/sub/a.md', '@acme/docs'],
    ['/docs/ @acme/docs', 'src/docs/a.md', null],
    ['docs/ @acme/docs', 'src/docs/a.md', '@acme/docs'],
    ['docs/* @acme/docs', 'docs/a.md', '@acme/docs'],
    ['docs/* @acme/docs', 'docs/sub/a.md', null],
    ['/apps @acme/apps', 'apps/web/a.md', '@acme/apps'],
    ['**/runbooks @acme/sre', 'teams/web/runbooks/a.md', '@acme/sre'],
    ['/docs/**/a.md @acme/docs', 'docs/x/y/a.md', '@acme/docs'],
    ['* @acme/all\n/docs/legal', 'docs/legal/a.md', null],
    ['* docs@acme.example', 'a.md', 'docs@acme.example'],
    ['# a comment\n* @ana @ben # the two', 'a.md', '@ana'],
    ['/my\\ docs/ @ana', 'my docs/a.md', '@ana'],
    ['a?.md @ana', 'ab.md', '@ana'],
    ['a.md @ana', 'axmd', null],
    ['!a.md @ana', 'a.md', null],
  ])('%j and %s', (text, path, owner) => expect(readCodeowners(text)(path)).toBe(owner))
})

describe("GitLab's sections", () => {
  const text = '[Docs][2] @acme/docs\n*.md\nREADME.md @ana\n\n^[Web]\n/web/ @acme/web\n'
  it.each([
    ['a.md', '@acme/docs'],
    ['README.md', '@ana'],
    ['web/a.md', '@acme/docs'],
    ['web/a.html', '@acme/web'],
    ['a.html', null],
  ])('%s', (path, owner) => expect(readCodeowners(text)(path)).toBe(owner))
})

it('never fails, and never takes long', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'*/?[]!\\ab.@ \n#^') }),
      fc.string(),
      (text, path) => {
        const owner = readCodeowners(`${text} @ana\n`)(path)
        expect(owner === null || owner.includes('@')).toBe(true)
      },
    ),
  )
  expect(readCodeowners(`${'*a'.repeat(200)}b @ana`)('a'.repeat(2_000))).toBeNull()
  expect(readCodeowners(`${'**/a*/'.repeat(100)}b @ana`)('a/'.repeat(2_000))).toBeNull()
})
