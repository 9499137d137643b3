import { describe, expect, it } from 'vitest'
import { narrowAccess } from '../../src/pages/access.ts'
import { after, readDate } from '../../src/pages/dates.ts'
import { readText } from './reading.ts'

describe('dates as pages write them', () => {
  it.each([
    ['2026-03-31', '2026-03-31T00:00:00.000Z'],
    ['2026-03-31T10:20:30Z', '2026-03-31T10:20:30.000Z'],
    ['2026-03-31 10:20', '2026-03-31T10:20:00.000Z'],
    ['2026-03-31T10:20:30+02:00', '2026-03-31T08:20:30.000Z'],
    ['2026-03-31T10:20:30.123456789+0200', '2026-03-31T08:20:30.123Z'],
    ['31 March 2026', '2026-03-31T00:00:00.000Z'],
    ['31st Mar 2026', '2026-03-31T00:00:00.000Z'],
    ['March 31, 2026', '2026-03-31T00:00:00.000Z'],
    ['Tuesday, March 31, 2026', '2026-03-31T00:00:00.000Z'],
    ['2026/03/31', '2026-03-31T00:00:00.000Z'],
    ['20260331', '2026-03-31T00:00:00.000Z'],
    ['2026-02-30', null],
    ['31/03/2026', null],
    ['03/31/2026', null],
    ['last spring', null],
    ['2026', null],
    ['0001-01-01', null],
    ['', null],
    ['x'.repeat(1000), null],
  ])('%s', (text, expected) => expect(readDate(text)).toBe(expected))

  it('ms.date puts the month first', () =>
    expect(readDate('03/31/2026', true)).toBe('2026-03-31T00:00:00.000Z'))

  it.each([
    ['6 months', '2026-02-28T00:00:00.000Z'],
    ['90 days', '2025-11-29T00:00:00.000Z'],
    ['2 weeks', '2025-09-14T00:00:00.000Z'],
    ['1 year', '2026-08-31T00:00:00.000Z'],
    ['P6M', '2026-02-28T00:00:00.000Z'],
    ['quarterly', '2025-11-30T00:00:00.000Z'],
    ['soon', null],
    ['0 days', null],
    ['9999 years', null],
  ])('31 August and %s', (text, expected) =>
    expect(after('2025-08-31T00:00:00.000Z', text)).toBe(expected),
  )
})

describe('front matter', () => {
  const read = (front: string) => readText(`---\n${front}\n---\n# Heading\n\nText.\n`).page

  it('gives title, owner, times, access, scope and genre', () => {
    const page = read(
      'title: Restart the worker\nowner_slack: "#payments"\ncreated: 2024-01-02\nmodified: 2025-01-02\nlast_reviewed_on: 2026-01-31\nreview_in: 6 months\naccess: [group:sre, ana]\nabout: payments, ledger\ngenre: runbook\nsuperseded_by: docs/new.md',
    )
    expect(page).toMatchObject({
      title: 'Restart the worker',
      owner: '#payments',
      access: [['group:everyone'], ['ana', 'group:sre']],
      about: ['payments', 'ledger'],
      genre: 'runbook',
      supersededBy: 'docs/new.md',
      problems: [],
    })
    expect(page.times).toMatchObject({
      created: { at: '2024-01-02T00:00:00.000Z', basis: 'claimed' },
      modified: { at: '2025-01-02T00:00:00.000Z', basis: 'claimed' },
      reviewed: { at: '2026-01-31T00:00:00.000Z', basis: 'claimed' },
      reviewBy: { at: '2026-07-31T00:00:00.000Z', basis: 'claimed' },
    })
  })

  it('is no part of any passage', () => {
    const { passages, page } = readText('---\ntitle: x\n---\n# Heading\n')
    expect(passages.map(({ line, text }) => [line, text])).toEqual([[4, '# Heading']])
    expect(page.text.startsWith('---')).toBe(true)
  })

  it.each([
    ['review-by: last spring', "review-by: 'last spring' is not a date; write it as 2026-03-31"],
    ['reviewed: 2031-01-01', "reviewed: '2031-01-01' lies in the future; it is not believed"],
    [
      'review_in: 6 months',
      "review-in: '6 months' counts from the last review, which the page does not name; add last_reviewed_on",
    ],
    [
      'last_reviewed_on: 2026-01-01\nreview_in: now and then',
      "review-in: 'now and then' is not a period; write it as '6 months' or '90 days'",
    ],
    [
      'access: []',
      'access: the list is empty, so nobody may read this page; name who may, or take the field out',
    ],
    [
      'genre: poem',
      "genre: 'poem' is not a genre; write reference, how-to, runbook, plan or record",
    ],
  ])('%s is a problem in words', (front, problem) => {
    const page = read(front)
    expect(page.problems).toEqual([problem])
    expect(page.times.reviewBy).toBeNull()
  })

  it('that is broken is a problem, and what can be read of it still holds', () => {
    const page = read('title: "x\naccess: group:sre\nowner: ana: b: c')
    expect(page.problems[0]).toMatch(/^front matter: /)
    expect(page.access).toEqual([['group:everyone'], ['group:sre']])
  })

  it('an empty page field is not an access list of everyone', () => {
    expect(read('access:').access).toEqual([['group:everyone'], []])
    expect(read('access: group:everyone').access).toEqual([['group:everyone']])
  })

  it('a rule at the top is not front matter', () => {
    expect(readText('---\n\nText.\n\n---\nMore.\n').page.problems).toEqual([])
  })

  it('times that the source knows stay', () => {
    const git = { at: '2025-05-05T00:00:00.000Z', basis: 'git' as const }
    const { page } = readText('---\nmodified: 2020-01-01\n---\nx', 'markdown', {
      modified: git,
      revision: 'abc',
    })
    expect(page.times.modified).toEqual(git)
    expect(page.revision).toBe('abc')
  })
})

describe('the fields of the tools that people write documents with', () => {
  const day = (date: string) => ({ at: `${date}T00:00:00.000Z`, basis: 'claimed' })
  const written = (front: string) => `---\n${front}\n---\nText.\n`
  it.each([
    ['GOV.UK', 'owner_slack: "#payments"', { owner: '#payments' }],
    ['GOV.UK', 'last_reviewed_on: 2026-01-31\nreview_in: 3 months', { reviewBy: '2026-04-30' }],
    ['GOV.UK', 'expire_by: 2026-09-01', { reviewBy: '2026-09-01' }],
    ['Mintlify', 'verified_until: "2026-09-01"', { reviewBy: '2026-09-01' }],
    [
      'Microsoft',
      'ms.author: inesd\nms.date: 03/31/2026',
      { owner: 'inesd', modified: '2026-03-31' },
    ],
    ['hve-core', 'ms.date: 2026-03-31', { modified: '2026-03-31' }],
    ['Docusaurus', 'last_update:\n  date: 2026-03-31\n  author: ana', { modified: '2026-03-31' }],
    ['Docusaurus', 'last_update: { date: "3/31/2026" }', { modified: '2026-03-31' }],
    [
      'Hugo',
      'lastmod: 2026-03-31\nexpiryDate: 2026-09-01',
      { modified: '2026-03-31', reviewBy: '2026-09-01' },
    ],
    ['Hugo', 'publishDate: 2025-02-01', { created: '2025-02-01' }],
    ['Jekyll', 'last_modified_at: 2026-03-31 00:00:00 +0000', { modified: '2026-03-31' }],
    ['Jekyll', 'date: 2026-03-31', { modified: '2026-03-31' }],
    ['Backstage', 'spec:\n  owner: team-payments', { owner: 'team-payments' }],
    ['review dates', 'review_date: 2026-03-31', { reviewed: '2026-03-31' }],
    ['review dates', 'next_review_date: 2026-09-30', { reviewBy: '2026-09-30' }],
  ])('%s: %s', (_, front, expected) => {
    const { page } = readText(written(front))
    const { owner, ...times } = { owner: null, ...expected }
    expect(page.owner).toBe(owner)
    for (const [name, date] of Object.entries(times))
      expect(page.times).toMatchObject({ [name]: day(String(date)) })
    expect(page.problems).toEqual([])
  })

  it("Hugo's TOML is read, and is no part of the page's text", () => {
    const { page, passages } = readText(
      '+++\ntitle = "Drain the queue"\nlastmod = 2026-03-31\nmaintainers = ["ana", "ben"]\n[params]\nowner = "nobody"\n+++\nDrain it.\n',
    )
    expect(page).toMatchObject({ title: 'Drain the queue', owner: 'ana' })
    expect(page.times.modified).toEqual(day('2026-03-31'))
    expect(passages.map(({ text }) => text)).toEqual(['Drain it.'])
  })

  it('the head of AsciiDoc, with the names of Antora', () => {
    const { page } = readText(
      '= Drain the queue\n:revdate: 2026-03-31\n:page-owner: team-payments\n:page-last-reviewed-on: 2026-02-01\n:url: https://x.example/\n\nDrain it.\n\nAgain.\n:owner: nobody\n',
      'asciidoc',
    )
    expect(page).toMatchObject({ owner: 'team-payments', url: null, problems: [] })
    expect(page.times).toMatchObject({ modified: day('2026-03-31'), reviewed: day('2026-02-01') })
  })

  it('the bibliographic fields of reStructuredText', () => {
    const { page } = readText(
      'Drain the queue\n===============\n\n:Date: 2026-03-31\n:Owner: team-payments\n:Version: 3\n\nDrain it.\n\n:owner: nobody\n',
      'restructuredtext',
    )
    expect(page).toMatchObject({ owner: 'team-payments', problems: [] })
    expect(page.times.modified).toEqual(day('2026-03-31'))
  })
})

describe('HTML metadata', () => {
  it('is read from meta elements and the canonical link', () => {
    const { page } = readText(
      '<title>T</title><link rel=canonical href="https://w.example/t"><meta name=revision content=7><meta name=owner content=ana><meta name=last-reviewed content=2026-02-01><meta name=verified-until content=2026-08-01><meta name=access content="group:sre, bob"><meta name=about content=a><meta name=about content=b><meta property=article:modified_time content=2025-05-05T10:00:00+00:00><p>x',
      'html',
    )
    expect(page).toMatchObject({
      url: 'https://w.example/t',
      revision: '7',
      owner: 'ana',
      access: [['group:everyone'], ['bob', 'group:sre']],
      about: ['a', 'b'],
      problems: [],
    })
    expect(page.times.modified?.at).toBe('2025-05-05T10:00:00.000Z')
    expect(page.times.reviewBy?.at).toBe('2026-08-01T00:00:00.000Z')
  })

  it('a canonical link that is no web address is left alone', () => {
    expect(
      readText('<link rel=canonical href="javascript:alert(1)"><p>x', 'html', {
        url: 'https://w/p',
      }).page.url,
    ).toBe('https://w/p')
  })
})

describe('a page narrows who may read it, and never widens', () => {
  it.each([
    [[['group:everyone']], ['group:sre'], [['group:everyone'], ['group:sre']]],
    [
      [['group:eng'], ['group:sre']],
      ['ana', 'ana'],
      [['group:eng'], ['group:sre'], ['ana']],
    ],
    [[['group:eng']], ['group:everyone'], [['group:eng']]],
    [[], ['ana'], [['ana']]],
    [[['group:eng']], null, [['group:eng']]],
    [[['group:eng']], ['[group:sre, ana]'], [['group:eng'], ['ana', 'group:sre']]],
    [[['group:eng']], [''], [['group:eng'], []]],
  ])('source %j, page %j', (source, stated, expected) => {
    expect(narrowAccess(source, stated).access).toEqual(expected)
  })
})
