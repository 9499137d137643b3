import { describe, expect, test } from 'vitest'
import { impacts as one } from '../../server/examples/impacts.ts'
import type { Elsewhere, Impact, Impacts } from '../../src/domain/impact.ts'
import {
  elsewhereAsJson,
  elsewhereAsMarkdown,
  elsewhereForTerminal,
} from '../../src/render/elsewhere.ts'

const base = one.surveyedCommit
const looked = (impacts: Partial<Impacts>): Elsewhere => ({
  is: 'looked',
  base,
  impacts: { ...one, ...impacts },
})

const impact = (of: Partial<Impact>, page: Partial<Impact['page']> = {}): Impact => {
  const [first] = one.impacts
  if (first === undefined) throw new Error('there is an example')
  return { ...first, ...of, page: { ...first.page, ...page } }
}

/** So many pages, each with a claim. */
const many = (count: number): readonly Impact[] =>
  Array.from({ length: count }, (_, place) =>
    impact({}, { id: `wiki:${place}`, title: `Page ${place}` }),
  )

describe('on a terminal', () => {
  test('pages are told with their owners, the claim and why', () => {
    expect(elsewhereForTerminal(looked({}), false).split('\n')).toEqual([
      'This change makes 1 runbook in runbooks false (group:sre).',
      '  Restart the payments service  https://wiki.acme.example/restart  group:sre',
      '    12    will be false  Set `PAYMENT_TIMEOUT` to 30s.',
      '          why   the code says PAYMENT_TIMEOUT is 5s, not 30s since a1f2c3d',
    ])
  })

  test.each<[string, Elsewhere, string]>([
    [
      'nothing',
      looked({ impacts: [], sources: [] }),
      'This change makes nothing false on pages elsewhere.',
    ],
    [
      'why nobody looked',
      { is: 'not-looked', because: 'the server cannot be reached' },
      'Pages elsewhere were not looked at: the server cannot be reached',
    ],
    [
      'another commit',
      looked({ surveyedCommit: 'f'.repeat(40) }),
      `The server last surveyed ffffffffffff, and this change begins at ${base.slice(0, 12)}`,
    ],
    [
      'what was not judged',
      looked({ unknown: 'more than 300 pages' }),
      'Not all was looked at: more than 300 pages.',
    ],
    ['a new name', looked({ impacts: [impact({ status: 'moved' })] }), 'will have moved'],
    [
      'pages that are no runbooks',
      looked({
        impacts: [impact({}, { genre: 'reference' })],
        sources: [{ source: 'runbooks', pages: 2, claims: 2, owners: [], unowned: 2 }],
      }),
      'This change makes 2 pages in runbooks false (2 without an owner).',
    ],
    ['how many more', looked({ impacts: many(13) }), 'and 3 pages more'],
  ])('%s is said', (_, elsewhere, words) => {
    expect(elsewhereForTerminal(elsewhere, false)).toContain(words)
  })
})

describe('in a comment', () => {
  test('is a section with links', () => {
    expect(
      elsewhereAsMarkdown(looked({})),
    ).toBe(`#### This change makes 1 runbook in runbooks false (group:sre).

- [Restart the payments service](https://wiki.acme.example/restart) (group:sre)
  - line 12: \`\`Set \`PAYMENT_TIMEOUT\` to 30s.\`\`: the code says PAYMENT\\_TIMEOUT is 5s, not 30s since a1f2c3d
`)
  })

  test('is nothing where nothing becomes false', () => {
    expect(elsewhereAsMarkdown(looked({ impacts: [], sources: [] }))).toBeNull()
  })

  test('says that nobody looked', () => {
    expect(elsewhereAsMarkdown({ is: 'not-looked', because: 'it is down' })).toContain(
      'not looked at: it is down',
    )
  })

  test('what pages say formats nothing, mentions nobody and leads nowhere', () => {
    const hostile = '@everyone <img src=x> [a](https://evil.example) #1\n\n# Head'
    const because = hostile
    const text = elsewhereAsMarkdown(
      looked({
        impacts: [
          impact(
            { quote: hostile, because },
            { title: hostile, owner: hostile, url: 'javascript:alert(1)' },
          ),
        ],
        sources: [{ source: hostile, pages: 1, claims: 1, owners: [hostile], unowned: 0 }],
      }),
    )
    const outsideCode = (text ?? '').replace(/`[^`]*`/g, '')
    expect(outsideCode).not.toMatch(/@everyone|<img|\]\(https:\/\/evil|^# Head|javascript:/m)
  })
})

test('in JSON it is what the server said, or why nobody was asked', () => {
  expect(elsewhereAsJson(looked({}))).toEqual({ looked: true, ...one })
  expect(elsewhereAsJson({ is: 'not-looked', because: 'it is down' })).toEqual({
    looked: false,
    because: 'it is down',
  })
})
