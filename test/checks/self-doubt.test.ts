import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { withoutMassAccusals } from '../../src/checks/self-doubt.ts'
import type { ClaimKind } from '../../src/domain/claim.ts'
import type { Finding, Judgement } from '../../src/domain/finding.ts'
import { unknownTimes } from '../support/times.ts'

interface Said {
  readonly kind: ClaimKind
  readonly page: string
  readonly subject: string
  readonly value?: string
  readonly quote?: string
  readonly owner?: string
  readonly repository?: string
  readonly judgement: Judgement
}

const holds: Judgement = { status: 'holds', evidence: [] }
const gone: Judgement = {
  status: 'contradicted',
  because: 'it is gone',
  actual: null,
  evidence: [],
  since: null,
  correction: null,
}
const moved: Judgement = { ...gone, status: 'moved', actual: 'newName', correction: 'newName' }

const since = { commit: 'c'.repeat(40), version: null, date: null, author: null, subject: null }

const findingOf = (said: Said, index: number): Finding => ({
  id: `fnd_${index}`,
  claim: {
    kind: said.kind,
    subject: said.subject,
    owner: said.owner ?? null,
    value: said.value ?? null,
    mood: 'asserted',
    page: said.page,
    passage: `${said.page}#1`,
    span: [0, 1],
    line: 1,
    endLine: 1,
    column: 1,
    heading: [],
    quote: said.quote ?? `Call ${said.subject}.`,
    token: said.subject,
    context: [],
  },
  status: said.judgement.status,
  judgement: said.judgement,
  genre: 'reference',
  repositories: [said.repository ?? 'harbour'],
  suggestion: null,
})

/** Pages beside the code, with a history unless they are told to have none. */
const pagesOf = (said: readonly Said[], { isKept = true, isDated = true } = {}) =>
  new Map(
    said.map(({ page }) => [
      page,
      {
        access: [['group:everyone']],
        home: isKept ? { repository: 'harbour', path: page } : null,
        times: {
          ...unknownTimes,
          created: isDated ? { at: '2024-01-10T09:00:00Z', basis: 'git' as const } : null,
        },
      },
    ]),
  )

/** What becomes of each finding, in a letter: holds, contradicted, moved or unknown. */
const outcome = (said: readonly Said[], manner = {}): string =>
  withoutMassAccusals(said.map(findingOf), pagesOf(said, manner))
    .map(({ status }) => status[0])
    .join('')

const names = (count: number, judgement: Judgement, prefix: string, rest: Partial<Said> = {}) =>
  Array.from(
    { length: count },
    (_, index): Said => ({
      kind: 'symbol',
      page: 'harbour:docs/quays.md',
      subject: `${prefix}${index}`,
      judgement,
      ...rest,
    }),
  )

const links = (count: number, judgement: Judgement, prefix: string, page: string) =>
  names(count, judgement, prefix, { kind: 'link', page })

describe('names of one page beside the code', () => {
  it.each([
    ['three are few', names(3, gone, 'gone'), 'ccc'],
    ['four are many', names(4, gone, 'gone'), 'uuuu'],
    ['the same name is one', [...names(3, gone, 'gone'), ...names(3, gone, 'gone')], 'cccccc'],
    ['what moved counts as well', [...names(2, gone, 'g'), ...names(2, moved, 'm')], 'uuuu'],
    [
      'a third of what is there',
      [...names(4, gone, 'gone'), ...names(13, holds, 'there')],
      `uuuu${'h'.repeat(13)}`,
    ],
    [
      'as many again as its square',
      [...names(4, gone, 'gone'), ...names(16, holds, 'there')],
      `cccc${'h'.repeat(16)}`,
    ],
    [
      'of two kinds',
      [...names(3, gone, 'gone'), ...names(3, gone, 'o', { kind: 'option' })],
      'cccccc',
    ],
    ['files are plain to see', names(5, gone, 'gone', { kind: 'file-path' }), 'ccccc'],
  ])('%s', (_, said, expected) => expect(outcome(said)).toBe(expected))

  it('says nothing of pages that are kept elsewhere, or whose history nobody knows', () => {
    const said = names(5, gone, 'gone')
    expect(outcome(said, { isKept: false })).toBe('ccccc')
    expect(outcome(said, { isDated: false })).toBe('ccccc')
  })

  it('keeps the right name as a hint', () => {
    const said = names(4, moved, 'gone')
    const [first] = withoutMassAccusals(said.map(findingOf), pagesOf(said))
    expect(first?.judgement).toMatchObject({
      status: 'unknown',
      reason: 'ambiguous',
      hint: 'newName',
    })
  })
})

describe('a name that several pages say', () => {
  const on = (page: string, quote: string, rest: Partial<Said> = {}): Said => ({
    kind: 'symbol',
    page,
    quote,
    subject: 'moorShip',
    judgement: gone,
    ...rest,
  })

  it.each([
    ['in words of their own', [on('a', 'Call moorShip.'), on('b', 'Then moorShip it.')], {}, 'uu'],
    ['in the same words', [on('a', 'Call moorShip.'), on('b', 'Call moorShip.')], {}, 'cc'],
    ['on one page', [on('a', 'Call moorShip.'), on('a', 'Then moorShip it.')], {}, 'cc'],
    [
      'of other repositories',
      [on('a', 'Call moorShip.'), on('b', 'Then moorShip it.', { repository: 'quay' })],
      {},
      'cc',
    ],
    [
      'as files',
      [
        on('a', 'Call moorShip.', { kind: 'file-path' }),
        on('b', 'Then moorShip it.', { kind: 'file-path' }),
      ],
      {},
      'cc',
    ],
    [
      'where no code lies',
      [on('a', 'Call moorShip.'), on('b', 'Then moorShip it.')],
      { isKept: false },
      'cc',
    ],
  ])('%s', (_, said, manner, expected) => expect(outcome(said, manner)).toBe(expected))
})

describe('a default that several pages give and the code never had', () => {
  const on = (page: string, rest: Partial<Said> = {}): Said => ({
    kind: 'default-value',
    page,
    subject: 'batchSize',
    judgement: gone,
    ...rest,
  })

  it.each([
    ['on two pages', [on('a'), on('b')], {}, 'uu'],
    ['on one page', [on('a'), on('a')], {}, 'cc'],
    ['of other repositories', [on('a'), on('b', { repository: 'quay' })], {}, 'cc'],
    ['of other names', [on('a'), on('b', { subject: 'bufferSize' })], {}, 'cc'],
    [
      'that it once had',
      [on('a'), on('b')].map((one) => ({ ...one, judgement: { ...gone, since } })),
      {},
      'cc',
    ],
    ['where no code lies', [on('a'), on('b')], { isKept: false }, 'cc'],
  ])('%s', (_, said, manner, expected) => expect(outcome(said, manner)).toBe(expected))
})

describe('a target that many pages lead to', () => {
  const from = (count: number, target: (page: string) => string = () => '../tides.md'): Said[] =>
    Array.from({ length: count }, (_, at) => ({
      kind: 'link',
      page: `docs/berths/${at}.md`,
      owner: `docs/berths/${at}.md`,
      subject: target(`${at}`),
      judgement: { ...moved, since },
    }))

  it.each([
    ['from five pages', from(5), 'uuuuu'],
    ['from four', from(4), 'mmmm'],
    [
      'that was deleted',
      from(5).map((one) => ({ ...one, judgement: { ...gone, since } })),
      'ccccc',
    ],
    [
      'from pages that a host shows',
      from(5).map((one, at) => ({ ...one, owner: `docs/${at}/README.md`, subject: '../tides.md' })),
      'mmmmm',
    ],
    [
      'that is there for others',
      [
        ...from(5),
        ...from(1).map((one) => ({ ...one, page: 'docs/berths/9.md', judgement: holds })),
      ],
      'mmmmmh',
    ],
    ['by different targets', from(6, (page) => `../tides-${page}.md`), 'mmmmmm'],
    [
      'from folders of their own',
      from(5).map((one, at) => ({ ...one, owner: `docs/${at}/berths/a.md` })),
      'mmmmm',
    ],
  ])('%s', (_, said, expected) => expect(outcome(said)).toBe(expected))
})

describe('links that pages of several folders write alike', () => {
  const from = (folders: readonly string[], subject = 'resources/confs/tide/a.conf'): Said[] =>
    folders.map((folder) => ({
      kind: 'link',
      page: `harbour:docs/${folder}/tides.md`,
      owner: `docs/${folder}/tides.md`,
      subject,
      judgement: gone,
    }))

  it.each([
    ['three folders', from(['a', 'b', 'c']), 'uuu'],
    ['two folders', from(['a', 'a', 'b']), 'ccc'],
    [
      'beside one that leads somewhere',
      [...from(['a', 'b', 'c']), ...from(['d']).map((one) => ({ ...one, judgement: holds }))],
      'ccch',
    ],
    ['from the page itself on', from(['a', 'b', 'c'], './resources/confs/tide/a.conf'), 'ccc'],
    ['from the root on', from(['a', 'b', 'c'], 'docs/confs/tide/a.conf'), 'ccc'],
    ['by one folder', from(['a', 'b', 'c'], 'confs/a.conf'), 'ccc'],
    [
      'what once was there',
      from(['a', 'b', 'c']).map((one) => ({ ...one, judgement: { ...gone, since } })),
      'ccc',
    ],
  ])('%s', (_, said, expected) => expect(outcome(said)).toBe(expected))
})

describe('links that lead nowhere', () => {
  const page = 'harbour:docs/quays.md'
  it.each([
    ['three of one page', links(3, gone, 'gone', page), 'ccc'],
    ['four of one page', links(4, gone, 'gone', page), 'uuuu'],
    [
      'four of one page, among many that lead somewhere',
      [...links(4, gone, 'gone', page), ...links(16, holds, 'there', page)],
      `cccc${'h'.repeat(16)}`,
    ],
    [
      'four of one folder',
      [...links(2, gone, 'a', page), ...links(2, gone, 'b', 'harbour:docs/tides.md')],
      'uuuu',
    ],
    [
      'four of several folders',
      [...links(2, gone, 'a', page), ...links(2, gone, 'b', 'harbour:guide/tides.md')],
      'cccc',
    ],
    [
      'four at the roots of two repositories',
      [...links(2, gone, 'a', 'harbour:README.md'), ...links(2, gone, 'b', 'quay:README.md')],
      'cccc',
    ],
    [
      'four at the roots of two repositories of one owner',
      [...links(2, gone, 'a', 'acme/harbour:a.md'), ...links(2, gone, 'b', 'acme/quay:a.md')],
      'cccc',
    ],
    ['four that moved', links(4, moved, 'moved', page), 'mmmm'],
  ])('%s', (_, said, expected) => expect(outcome(said)).toBe(expected))
})

describe('headings of one page', () => {
  const evidence = [
    {
      in: 'code' as const,
      repository: 'harbour',
      commit: 'abc',
      path: 'docs/made.md',
      line: 1,
      quote: 'docs/made.md',
    },
  ]
  const heading = (value: string, judgement: Judgement, page = 'harbour:docs/quays.md'): Said => ({
    kind: 'link',
    page,
    subject: 'made.md',
    value,
    judgement: judgement.status === 'unknown' ? judgement : { ...judgement, evidence },
  })
  const change = {
    version: null,
    commit: 'def',
    date: '2024-06-20T09:00:00Z',
    author: 'Ben',
    subject: 'tidy',
  }

  it.each([
    ['two of them', [heading('a', gone), heading('b', gone)], 'cc'],
    ['three of them', [heading('a', gone), heading('b', gone), heading('c', gone)], 'uuu'],
    [
      'three of them, which several pages link to',
      [heading('a', gone, 'x:a'), heading('b', gone, 'y:b'), heading('c', gone, 'z:c')],
      'uuu',
    ],
    [
      'three of six',
      [
        ...['a', 'b', 'c'].map((value) => heading(value, gone)),
        ...['d', 'e', 'f'].map((value) => heading(value, holds)),
      ],
      'ccchhh',
    ],
    [
      'three of a page that moved',
      ['a', 'b', 'c'].map((value) => heading(value, { ...moved, since: change })),
      'mmm',
    ],
  ])('%s', (_, said, expected) => expect(outcome(said)).toBe(expected))
})

test('nothing but accusals is ever doubted, and nothing is lost', () => {
  const said = fc.record({
    kind: fc.constantFrom<ClaimKind>('link', 'symbol', 'cli-flag', 'file-path'),
    page: fc.constantFrom('harbour:a.md', 'harbour:docs/b.md', 'quay:docs/c.md'),
    subject: fc.constantFrom('a', 'b', 'c', 'd', 'e', '#f'),
    value: fc.constantFrom('x', 'y', 'z'),
    judgement: fc.constantFrom(holds, gone, moved),
  })
  fc.assert(
    fc.property(fc.array(said, { maxLength: 40 }), (all) => {
      const before = all.map(findingOf)
      const after = withoutMassAccusals(before, pagesOf(all))
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
      for (const [index, { status }] of after.entries())
        expect([
          before[index]?.status,
          before[index]?.status === 'holds' ? '' : 'unknown',
        ]).toContain(status)
    }),
  )
})
