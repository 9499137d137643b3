import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nearest } from '../../../src/checks/nearest/nearest.ts'
import { nearestPath } from '../../../src/checks/nearest/paths.ts'
import type { Survey } from '../../../src/domain/fact.ts'
import { distanceWithin } from '../../../src/values/distance.ts'

const surveyOf = (
  names: readonly string[],
  words: readonly string[] = [],
  paths: readonly string[] = [],
): Survey => ({
  repository: 'ledger',
  commit: '0'.repeat(40),
  version: null,
  names: ['ledger'],
  paths: new Set(paths),
  about: () => [],
  subjects: () => names,
  occurrences: (word) => (words.includes(word) ? 1 : 0),
  isTested: () => false,
  hasOwner: () => false,
  isIgnored: () => false,
  isUnread: () => false,
  incomplete: () => null,
  historyLimit: null,
})

const hint = (asked: string, names: readonly string[], words: readonly string[] = []) =>
  nearest(asked, [surveyOf(names, words)], ['symbol'])

describe('a name a slip away', () => {
  test.each([
    ['a letter is wrong', 'webackConfig', 'webpackConfig'],
    ['two letters changed places', '--grcp-web', '--grpc-web'],
    ['a plural', 'skipComment', 'skipComments'],
    ['the words in another order', 'VisitorStamping', 'StampingVisitor'],
    ['parted otherwise', '--base-href', '--basehref'],
    ['a word goes on', '--compaction.concurrency', '--compact.concurrency'],
    ['a word is missing', 'LEDGER_MAX_FAIL_COUNT', 'LEDGER_SESSION_MAX_FAIL_COUNT'],
    ['one word of many', 'ledger-initial-admin-user-password', 'ledger-initial-admin-user-secret'],
  ])('%s', (_, asked, name) => {
    expect(hint(asked, ['somethingElse', name])).toBe(name)
  })

  test.each([
    ['another word that code knows', 'expectedPort', ['expectedProto'], ['Port']],
    ['two are as near', 'ledger-cm', ['ledgers-cm', 'ledgera-cm'], []],
    ['one word of few', 'open_ledger', ['close_ledger'], ['open', 'close']],
    ['one short word', 'Short', ['Sort'], []],
    ['a type is no package', 'ferry-type-provider-zod', ['FerryTypeProvider'], ['zod']],
  ])('none where %s', (_, asked, names, words) => {
    expect(hint(asked, names, words)).toBeNull()
  })
})

describe('a path a slip away', () => {
  const near = (asked: string, ...paths: readonly string[]) =>
    nearestPath(asked, [surveyOf([], ['job', 'tool'], paths)])

  test('another ending, a plural, a letter', () => {
    expect(near('docs/start.md', 'docs/start.mdx', 'docs/end.md')).toBe('docs/start.mdx')
    expect(near('requirements/doc.txt', 'requirements/docs.txt')).toBe('requirements/docs.txt')
    expect(near('tools/regenrate.mjs', 'tools/regenerate.mjs')).toBe('tools/regenerate.mjs')
  })

  test('none in another folder, among fixtures, or for another word', () => {
    expect(near('docs/start.md', 'guide/start.mdx')).toBeNull()
    expect(near('src/start.ts', 'fixtures/src/start.js')).toBeNull()
    expect(near('test/tool.test.ts', 'test/fooi.test.ts')).toBeNull()
  })
})

test('a distance is the same from either side, and nothing but the same text is none away', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(distanceWithin(a, b, 3)).toBe(distanceWithin(b, a, 3))
      expect(distanceWithin(a, b, 3) === 0).toBe(a === b)
    }),
  )
})
