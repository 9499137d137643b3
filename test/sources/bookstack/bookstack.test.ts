import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PlumblineError } from '../../../src/domain/errors.ts'
import { documentsFrom } from '../../../src/sources/index.ts'
import type { Handed, SourceEntry } from '../../../src/sources/source.ts'
import {
  type BookStackServer,
  bookStackToken,
  startBookStack,
} from '../support/bookstack-server.ts'
import { patientFetching } from '../support/patient.ts'
import { spoiling, spoilt } from '../support/replies.ts'
import { sourceDesk } from '../support/source-desk.ts'
import { toolsWith } from '../support/tools.ts'

let wiki: BookStackServer
const entryOf = (more: Partial<SourceEntry> = {}): SourceEntry => ({
  id: 'kb',
  type: 'bookstack',
  url: wiki.url,
  access: ['group:everyone'],
  credentials: bookStackToken,
  ...more,
})

beforeEach(async () => {
  wiki = await startBookStack()
  wiki.page({
    id: 1,
    name: 'Card retries',
    markdown: '# Limits\n\nThe default of `CARD_RETRIES` is 3.\n',
    owner: 11,
    tags: [
      { name: 'Last reviewed', value: '2026-01-31' },
      { name: 'review-by', value: '2026-12-01' },
      { name: 'runbook', value: '' },
    ],
  })
  wiki.page({ id: 2, name: 'Bank outage', chapter: 4, html: '<p>Call the desk. {{@3}}</p>' })
  wiki.page({ id: 3, name: 'Ledger', html: '<p>canary</p>' })
  wiki.page({ id: 4, name: 'Half written', draft: true })
  wiki.page({ id: 5, name: 'Page like this', template: true })
})
afterEach(() => wiki.stop())

const texts = () =>
  wiki.log.requests.filter(({ url }) => /^\/api\/pages\/\d/.test(url)).map(({ url }) => url)
const refusal = (entry: SourceEntry): Promise<unknown> =>
  sourceDesk(entry)
    .crawl()
    .then(
      () => 'nothing went wrong',
      (error: unknown) => error,
    )

describe('a first crawl', () => {
  test('hands over every page but drafts and templates, with what is told of each', async () => {
    const { documents, paths, whole } = await sourceDesk(entryOf()).crawl()
    expect([paths.document, whole]).toEqual([['1', '2', '3'], true])
    expect(documents.get('1')).toEqual({
      source: 'kb',
      path: '1',
      url: `${wiki.url}/books/payments/page/card-retries`,
      format: 'markdown',
      text: '# Limits\n\nThe default of `CARD_RETRIES` is 3.\n',
      access: [['group:everyone'], ['kb/group:1', 'kb/group:2', 'kb/group:3']],
      home: null,
      created: { at: '2024-01-02T08:00:00.000Z', basis: 'claimed' },
      modified: { at: '2025-03-01T10:00:00.000Z', basis: 'claimed' },
      revision: '1',
      told: {
        title: 'Card retries',
        owner: 'Ana Berg',
        genre: 'runbook',
        reviewed: { at: '2026-01-31T00:00:00.000Z', basis: 'claimed' },
        reviewBy: { at: '2026-12-01T00:00:00.000Z', basis: 'claimed' },
      },
    })
  })

  test('what one page includes of another is not taken for its own: its readers may not be the other’s', async () => {
    const { documents } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('2')?.text).toBe('<p>Call the desk. {{@3}}</p>')
  })

  test('spaces name books and shelves, globs titles', async () => {
    wiki.books.push({ id: 2, name: 'Harbour', slug: 'harbour' })
    wiki.shelves.push({ id: 1, name: 'Operations', slug: 'operations', books: [2] })
    wiki.page({ id: 6, name: 'Berths', book: 2 })
    const paths = async (more: Partial<SourceEntry>) =>
      (await sourceDesk(entryOf(more)).crawl()).paths
    expect((await paths({ spaces: ['operations'] })).document).toEqual(['6'])
    expect((await paths({ spaces: ['Payments'] })).document).toEqual(['1', '2', '3'])
    expect((await paths({ spaces: ['harbor'] })).unread).toEqual(['book harbor'])
    expect((await paths({ include: ['Payments/*'], exclude: ['Bank*'] })).document).toEqual([
      '1',
      '3',
    ])
  })
})

describe('a later crawl', () => {
  test('asks for no text of what did not change, and sees what did', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    wiki.log.clear()
    expect((await desk.crawl()).paths).toMatchObject({ document: [], same: ['1', '2', '3'] })
    expect(texts()).toEqual([])
    const [first, second, third] = wiki.pages
    if (!first || !second || !third) throw new Error('there are no pages')
    first.markdown = '# Limits\n\nThe default of `CARD_RETRIES` is 5.\n'
    first.revisions += 1
    second.chapter = 0
    wiki.rules.set('page/2', { roles: { 2: false }, others: false })
    third.deleted = true
    const later = await desk.crawl()
    expect([later.paths.document, later.paths.same, later.whole]).toEqual([['1'], ['2'], true])
    expect(later.all).toContainEqual({
      is: 'same',
      path: '2',
      access: [['group:everyone'], ['kb/group:1']],
    })
    expect(texts()).toEqual(['/api/pages/1'])
  })

  test('lists many pages in parts, whatever is deleted or renamed meanwhile', async () => {
    for (let id = 10; id < 250; id += 1) wiki.page({ id, name: `Berth ${id}` })
    wiki.most = 100
    wiki.afterNext(
      ({ path }) => path === '/api/pages',
      () => {
        wiki.pages.splice(0, 3)
        const last = wiki.pages.at(-1)
        if (last) last.updated = '2026-05-31T10:00:00.000000Z'
      },
    )
    const { paths, all } = await sourceDesk(entryOf({ requestsAtOnce: 16 })).crawl()
    const handed = all.flatMap((one) => (one.is === 'document' ? [one.document.path] : []))
    expect(handed).toHaveLength(240)
    expect(new Set(handed).size).toBe(240)
    // The three went between the listing and what follows: their permissions are nobody's.
    expect(paths.unread).toEqual(['1', '2', '3'])
    const lists = wiki.log.requests.filter(({ url }) => url.startsWith('/api/pages?'))
    expect(lists).toHaveLength(3)
  })

  test('a server that lists less at once than is asked for is listed to its end', async () => {
    wiki.most = 2
    expect((await sourceDesk(entryOf()).crawl()).paths.document).toEqual(['1', '2', '3'])
  })
})

describe('permissions', () => {
  const accessOf = async (path: string) =>
    (await sourceDesk(entryOf()).crawl()).documents.get(path)?.access.slice(1)

  test('page, chapter and book are asked, each as near to the page as it stands', async () => {
    wiki.rules.set('book/1', { roles: {}, others: false })
    wiki.rules.set('chapter/4', { roles: { 2: true }, others: null })
    expect(await accessOf('1')).toEqual([['kb/group:1']])
    expect(await accessOf('2')).toEqual([['kb/group:1', 'kb/group:2']])
  })

  test('who is let in by one role and shut out by another is left out', async () => {
    wiki.roles = [
      ...wiki.roles,
      { id: 4, name: 'Contractors', system: '', permissions: [], users: [12] },
    ]
    wiki.rules.set('page/1', { roles: { 4: false }, others: null })
    const { documents, all } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('1')?.access[1]).toEqual([
      'kb/group:1',
      'kb/group:2 but not 4',
      'kb/group:3 but not 4',
    ])
    expect(all.find(({ is }) => is === 'groups')).toEqual({
      is: 'groups',
      groups: [
        { name: 'kb/group:1', members: ['kb/user:1'] },
        { name: 'kb/group:2', members: ['kb/user:11', 'kb/user:12'] },
        { name: 'kb/group:3', members: ['kb/user:9'] },
        { name: 'kb/group:4', members: ['kb/user:12'] },
        { name: 'kb/group:2 but not 4', members: ['kb/user:11'] },
        { name: 'kb/group:3 but not 4', members: ['kb/user:9'] },
      ],
    })
  })

  test('a wiki that visitors may read has no list where they may', async () => {
    wiki.isPublic = true
    wiki.rules.set('page/3', { roles: { 3: false }, others: null })
    expect(await accessOf('1')).toEqual([])
    expect(await accessOf('3')).toEqual([['kb/group:1', 'kb/group:2 but not 3']])
  })

  test.each(['managesRoles', 'managesPermissions'] as const)(
    'nobody is shown a page where the token’s holder lacks %s',
    async (what) => {
      const desk = sourceDesk(entryOf())
      await desk.crawl()
      wiki.holder[what] = false
      wiki.log.clear()
      const { all, paths } = await desk.crawl()
      expect(paths.unread).toEqual(['1', '2', '3'])
      for (const path of ['1', '2', '3'])
        expect(all).toContainEqual({
          is: 'unread',
          path,
          because: expect.stringMatching(/permissions|roles cannot be read/),
          access: [['group:everyone'], []],
        })
      expect(texts()).toEqual([])
    },
  )

  test('a chapter whose permissions cannot be read shuts its pages alone', async () => {
    wiki.log.failNext(9, { status: 500 }, ({ url }) => url === '/api/content-permissions/chapter/4')
    const { paths } = await sourceDesk(entryOf()).crawl()
    expect([paths.document, paths.unread]).toEqual([['1', '3'], ['2']])
  })
})

describe('what goes wrong', () => {
  test('one page that breaks the lists it stands in costs no other, and nothing is taken for gone', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    wiki.badPage = 2
    const { paths, whole } = await desk.crawl()
    expect([paths.same, paths.unread, whole]).toEqual([['1', '3'], ['a page'], false])
  })

  test('one page that cannot be had is told, one that went meanwhile is gone', async () => {
    wiki.log.failNext(1, { status: 500 }, ({ url }) => url === '/api/pages/1')
    wiki.log.failNext(1, { status: 404 }, ({ url }) => url === '/api/pages/2')
    const { paths } = await sourceDesk(entryOf()).crawl()
    expect([paths.document, paths.unread, paths.gone]).toEqual([['3'], ['1'], ['2']])
  })

  test('too many questions are asked again when the wiki says', async () => {
    wiki.limit(5, 31)
    const { fetching, slept } = patientFetching()
    const handed: Handed[] = []
    for await (const one of documentsFrom(entryOf(), toolsWith({ fetching }))) handed.push(one)
    expect(handed.filter(({ is }) => is === 'document')).toHaveLength(3)
    expect(slept).toContain(31_000)
  })

  test('a wiki that dies half way loses nothing, and the next crawl goes on', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    wiki.log.failNext(99, 'cut midway', ({ url }) => url.startsWith('/api/pages?'))
    await expect(desk.crawl()).rejects.toThrow(/127\.0\.0\.1/)
    wiki.log.heal()
    expect((await desk.crawl()).paths).toMatchObject({
      document: [],
      gone: [],
      same: ['1', '2', '3'],
    })
  })

  test.each([
    ['nobody', {}, /set user to the id of an API token and tokenFrom/],
    ['a wrong secret', { user: 'C6mdvEQT', token: 'guessed' }, /401.*user and tokenFrom/s],
  ])('says to %s what to set', async (_, credentials, words) => {
    const error = await refusal(entryOf({ credentials }))
    expect(error).toMatchObject({ code: 'source.refused', message: expect.stringMatching(words) })
    expect(String(error)).not.toMatch(/guessed|harbour-secret/)
  })

  test('a holder who may not use the API is told so', async () => {
    wiki.holder.usesApi = false
    expect(await refusal(entryOf())).toMatchObject({
      code: 'source.refused',
      message: expect.stringContaining('may access the system API'),
    })
  })

  test('more pages than may be are a fault that names the bound, after those that may', async () => {
    expect(await refusal(entryOf({ mostPages: 2 }))).toMatchObject({
      code: 'source.too-large',
      message: expect.stringContaining('mostPages'),
    })
  })

  test('any replies are read or a fault', async () => {
    await fc.assert(
      fc.asyncProperty(spoilt, async (how) => {
        try {
          for await (const _ of documentsFrom(entryOf(), toolsWith({ fetching: spoiling(how) })));
        } catch (error) {
          expect(error).toBeInstanceOf(PlumblineError)
        }
      }),
      { numRuns: 60 },
    )
  })
})
