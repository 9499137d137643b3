import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PlumblineError } from '../../../src/domain/errors.ts'
import { documentsFrom } from '../../../src/sources/index.ts'
import type { Handed, SourceEntry } from '../../../src/sources/source.ts'
import { type OutlineServer, outlineToken, startOutline } from '../support/outline-server.ts'
import { patientFetching } from '../support/patient.ts'
import { spoiling, spoilt } from '../support/replies.ts'
import { type SourceDesk, sourceDesk } from '../support/source-desk.ts'
import { toolsWith } from '../support/tools.ts'

let wiki: OutlineServer
const entryOf = (more: Partial<SourceEntry> = {}): SourceEntry => ({
  id: 'notes',
  type: 'outline',
  url: wiki.url,
  access: ['group:everyone'],
  credentials: outlineToken,
  ...more,
})

beforeEach(async () => {
  wiki = await startOutline()
  wiki.document({
    id: 'd-retries',
    title: 'Card retries',
    text: 'The default of `CARD_RETRIES` is 3.',
    revision: 4,
  })
  wiki.document({ id: 'd-outage', title: 'Bank outage', parent: 'd-retries' })
  wiki.document({ id: 'd-ledger', title: 'Ledger' })
  wiki.document({ id: 'd-draft', title: 'canary draft', published: false })
  wiki.document({ id: 'd-old', title: 'canary archived', archived: true })
})
afterEach(() => wiki.stop())

const calls = () => wiki.log.requests.map(({ url, body }) => `${url.slice('/api/'.length)} ${body}`)
const texts = () => calls().filter((call) => /^documents\.(?:list|info)/.test(call))
const stored = (id: string) => {
  const found = wiki.documents.find((one) => one.id === id)
  if (found === undefined) throw new Error(`there is no ${id}`)
  return found
}
const edited = (id: string, at: string, text = 'It says another thing.') =>
  Object.assign(stored(id), { text, updated: at, revision: stored(id).revision + 1 })
const later = (desk: SourceDesk, minutes: number) => {
  desk.at = new Date(Date.parse(desk.at) + minutes * 60_000).toISOString()
}
const refusal = (entry: SourceEntry): Promise<unknown> =>
  sourceDesk(entry)
    .crawl()
    .then(
      () => 'nothing went wrong',
      (error: unknown) => error,
    )

describe('a first crawl', () => {
  test('hands over what is published, with what is told of it', async () => {
    const { documents, paths, whole, all } = await sourceDesk(entryOf()).crawl()
    expect([paths.document, whole]).toEqual([['d-ledger', 'd-outage', 'd-retries'], true])
    expect(JSON.stringify(all)).not.toContain('canary')
    expect(documents.get('d-retries')).toEqual({
      source: 'notes',
      path: 'd-retries',
      url: `${wiki.url}/doc/card-retries-d-retries`,
      format: 'markdown',
      text: 'The default of `CARD_RETRIES` is 3.',
      access: [['group:everyone'], ['notes/group:<members>']],
      home: null,
      created: { at: '2024-01-02T08:00:00.000Z', basis: 'claimed' },
      modified: { at: '2025-03-01T10:00:00.000Z', basis: 'claimed' },
      revision: '4',
      told: { title: 'Card retries' },
    })
  })

  test('texts come in parts of many, and no document is asked for by itself', async () => {
    for (let n = 0; n < 230; n += 1) wiki.document({ id: `d-${n}`, title: `Berth ${n}` })
    const { paths } = await sourceDesk(entryOf()).crawl()
    expect(paths.document).toHaveLength(233)
    expect(texts().map((call) => call.split(' ')[0])).toEqual(
      Array.from({ length: 3 }, () => 'documents.list'),
    )
  })

  test('spaces name collections, globs titles with the collection in front or without', async () => {
    wiki.collections.push({
      id: 'c-sea',
      name: 'Harbour',
      permission: 'read',
      users: [],
      groups: [],
    })
    wiki.document({ id: 'd-berth', title: 'Berths', collection: 'c-sea' })
    const paths = async (more: Partial<SourceEntry>) =>
      (await sourceDesk(entryOf(more)).crawl()).paths
    expect((await paths({ spaces: ['harbour'] })).document).toEqual(['d-berth'])
    expect((await paths({ spaces: ['Shore'] })).unread).toEqual(['collection Shore'])
    expect((await paths({ include: ['Operations/*'], exclude: ['Bank*'] })).document).toEqual([
      'd-ledger',
      'd-retries',
    ])
  })
})

describe('a later crawl', () => {
  test.each([true, false])(
    'of an unchanged wiki asks for no document; filters: %s',
    async (filters) => {
      wiki.filters = filters
      const desk = sourceDesk(entryOf())
      await desk.crawl()
      wiki.log.clear()
      later(desk, 10)
      const { paths, whole } = await desk.crawl()
      expect([paths.same.length, paths.document, whole]).toEqual([3, [], true])
      expect(calls().filter((call) => call.startsWith('documents.info'))).toEqual([])
      expect(texts()).toHaveLength(1)
    },
  )

  test('sees what was edited, moved, archived, deleted, made and shut, all in one', async () => {
    wiki.collections.push({
      id: 'c-vault',
      name: 'Vault',
      permission: null,
      users: ['u-ben'],
      groups: ['g-sre'],
    })
    wiki.document({ id: 'd-more', title: 'Berths' })
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    wiki.log.clear()
    later(desk, 10)
    const now = desk.at
    edited('d-retries', now)
    stored('d-outage').archived = true
    stored('d-outage').updated = now
    stored('d-ledger').collection = 'c-vault'
    stored('d-more').deleted = true
    wiki.document({ id: 'd-new', title: 'New berth', updated: now })
    const { paths, all, documents, whole } = await desk.crawl()
    expect([paths.document, paths.same, paths.gone, whole]).toEqual([
      ['d-new', 'd-retries'],
      ['d-ledger'],
      [],
      true,
    ])
    expect(documents.get('d-retries')?.text).toBe('It says another thing.')
    expect(all).toContainEqual({
      is: 'same',
      path: 'd-ledger',
      access: [['group:everyone'], ['notes/group:g-sre', 'notes/user:u-ben']],
    })
    expect(calls().filter((call) => call.startsWith('documents.info'))).toEqual([])
  })

  test('once a day walks through everything: a change that its date belies is seen', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    Object.assign(stored('d-ledger'), { text: 'Restored from a backup.', revision: 7 })
    later(desk, 10)
    expect((await desk.crawl()).paths.document).toEqual([])
    later(desk, 24 * 60)
    expect((await desk.crawl()).paths.document).toEqual(['d-ledger'])
  })

  test('what could not be read is asked for again, though nothing changed since', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    later(desk, 60)
    edited('d-outage', desk.at, 'New words.')
    wiki.oddDocument = 'd-outage'
    expect((await desk.crawl()).paths).toMatchObject({ document: [], unread: ['d-outage'] })
    wiki.oddDocument = null
    later(desk, 60)
    const { documents } = await desk.crawl()
    expect([...documents.keys()]).toEqual(['d-outage'])
    expect(documents.get('d-outage')?.text).toBe('New words.')
    later(desk, 60)
    expect((await desk.crawl()).paths.document).toEqual([])
  })

  test('a document that breaks its list is asked for by itself, and again until it can be had', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    later(desk, 60)
    edited('d-ledger', desk.at)
    edited('d-outage', desk.at)
    wiki.badDocument = 'd-ledger'
    expect((await desk.crawl()).paths).toMatchObject({ document: ['d-outage'] })
    later(desk, 60)
    // A place in the list was not read: everything is walked through, and what the walk did not bring is asked for.
    expect((await desk.crawl()).paths).toMatchObject({ document: ['d-ledger'], unread: [] })
  })
})

describe('a list that changes while it is read', () => {
  const many = (count: number) => {
    for (let n = 0; n < count; n += 1)
      wiki.document({
        id: `d-${n}`,
        title: `Berth ${n}`,
        updated: new Date(Date.parse('2025-06-01T00:00:00Z') - n * 60_000).toISOString(),
      })
  }
  const onFirstPart = (what: () => void) =>
    wiki.afterNext(({ path }) => path === '/api/documents.list', what)

  test('loses nothing and hands over nothing twice where an entry moves to the front', async () => {
    many(250)
    onFirstPart(() => edited('d-240', '2026-01-01T00:00:00.000Z'))
    const { all, whole } = await sourceDesk(entryOf()).crawl()
    const paths = all.flatMap((one) => (one.is === 'document' ? [one.document.path] : []))
    expect([paths.length, new Set(paths).size, whole]).toEqual([253, 253, true])
  })

  test('loses nothing where entries before the place that was read leave it', async () => {
    many(250)
    onFirstPart(() => {
      for (let n = 0; n < 30; n += 1) stored(`d-${n}`).archived = true
    })
    const { paths } = await sourceDesk(entryOf()).crawl()
    expect(paths.document).toHaveLength(253)
    expect(calls().filter((call) => call.startsWith('documents.info'))).toEqual([])
  })

  test('a document that is moved between two trees while they are read stays', async () => {
    wiki.collections.push({
      id: 'c-sea',
      name: 'Harbour',
      permission: null,
      users: ['u-ana'],
      groups: [],
    })
    stored('d-ledger').collection = 'c-sea'
    wiki.afterNext(
      ({ path, body }) =>
        path === '/api/collections.documents' && JSON.stringify(body).includes('c-ops'),
      () =>
        Object.assign(stored('d-ledger'), {
          collection: 'c-ops',
          updated: '2026-11-26T12:00:00.000Z',
        }),
    )
    const { documents } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('d-ledger')?.access).toEqual([
      ['group:everyone'],
      ['notes/group:<members>'],
    ])
  })

  test('a document that is moved after its tree was read is theirs who may read both places', async () => {
    wiki.collections.push({
      id: 'c-sea',
      name: 'Harbour',
      permission: null,
      users: ['u-ana'],
      groups: [],
    })
    wiki.afterNext(
      ({ path, body }) =>
        path === '/api/collections.documents' && JSON.stringify(body).includes('c-sea'),
      () => Object.assign(stored('d-ledger'), { collection: 'c-sea' }),
    )
    const { documents } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('d-ledger')?.access).toEqual([
      ['group:everyone'],
      ['notes/group:<members>'],
      ['notes/user:u-ana'],
    ])
  })
})

describe('permissions', () => {
  const groupsOf = (all: readonly Handed[]) =>
    all.flatMap((one) => (one.is === 'groups' ? one.groups : []))

  test('members read what is open to them, guests what is shared, who is suspended nothing', async () => {
    wiki.collections[0]?.users.push('u-guest', 'u-gone')
    const { documents, all } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('d-ledger')?.access).toEqual([
      ['group:everyone'],
      ['notes/group:<members>', 'notes/user:u-guest'],
    ])
    expect(groupsOf(all)).toEqual([
      {
        name: 'notes/group:<members>',
        members: ['notes/user:u-ana', 'notes/user:u-ben', 'notes/user:u-caro'],
      },
    ])
  })

  test('a private collection is its members’, and each of its documents also theirs whom it is shared with', async () => {
    Object.assign(wiki.collections[0] ?? {}, {
      permission: null,
      users: ['u-ana'],
      groups: ['g-sre'],
    })
    stored('d-outage').users.push('u-guest')
    const { documents, all } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('d-ledger')?.access[1]).toEqual(['notes/group:g-sre', 'notes/user:u-ana'])
    expect(documents.get('d-outage')?.access[1]).toEqual([
      'notes/group:g-sre',
      'notes/user:u-ana',
      'notes/user:u-guest',
    ])
    expect(groupsOf(all)).toEqual([{ name: 'notes/group:g-sre', members: ['notes/user:u-ben'] }])
  })

  test('who may not be told whom a document is shared with sees fewer readers, never more', async () => {
    Object.assign(wiki.collections[0] ?? {}, { permission: null, users: ['u-ana'] })
    stored('d-outage').users.push('u-guest')
    wiki.log.failNext(99, { status: 403 }, ({ url }) =>
      url.startsWith('/api/documents.memberships'),
    )
    const { documents } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('d-outage')?.access[1]).toEqual(['notes/user:u-ana'])
  })

  test('nobody is shown a collection whose members cannot be read', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    later(desk, 10)
    wiki.log.failNext(1, { status: 403 }, ({ url }) => url === '/api/collections.memberships')
    const { all, paths } = await desk.crawl()
    expect(paths.unread).toHaveLength(3)
    expect(all).toContainEqual({
      is: 'unread',
      path: 'd-ledger',
      because: expect.stringContaining('members cannot be read'),
      access: [['group:everyone'], []],
    })
    later(desk, 10)
    expect((await desk.crawl()).all).toContainEqual(
      expect.objectContaining({
        is: 'document',
        document: expect.objectContaining({ path: 'd-ledger' }),
      }),
    )
  })

  test('a permission that nobody has heard of lets nobody in', async () => {
    wiki.log.failNext(
      1,
      {
        status: 200,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ data: [{ id: 'c-ops', name: 'Operations', permission: 'admire' }] }),
      },
      ({ url }) => url === '/api/collections.list',
    )
    const { documents } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('d-ledger')?.access).toEqual([['group:everyone'], []])
  })
})

describe('what goes wrong', () => {
  test('too many questions are asked again when the wiki says', async () => {
    wiki.limit(2, 17)
    const { fetching, slept } = patientFetching()
    const handed: Handed[] = []
    for await (const one of documentsFrom(entryOf(), toolsWith({ fetching }))) handed.push(one)
    expect(handed.filter(({ is }) => is === 'document')).toHaveLength(3)
    expect(slept).toContain(17_000)
  })

  test('a tree that cannot be read keeps no other from being read, and nothing is taken for gone', async () => {
    wiki.collections.push({
      id: 'c-sea',
      name: 'Harbour',
      permission: 'read',
      users: [],
      groups: [],
    })
    wiki.document({ id: 'd-berth', title: 'Berths', collection: 'c-sea' })
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    later(desk, 60)
    wiki.log.failNext(
      1,
      { status: 500 },
      ({ url, body }) => url === '/api/collections.documents' && body.includes('c-ops'),
    )
    await expect(desk.crawl()).rejects.toThrow('a fault of its own')
    expect((await desk.crawl()).paths).toMatchObject({ document: [], gone: [] })
  })

  test('a wiki that dies half way loses nothing, and the next crawl goes on', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    later(desk, 60)
    edited('d-ledger', desk.at)
    wiki.log.failNext(99, 'cut midway', ({ url }) => url === '/api/documents.list')
    await expect(desk.crawl()).rejects.toThrow(/127\.0\.0\.1/)
    wiki.log.heal()
    expect((await desk.crawl()).paths).toMatchObject({ document: ['d-ledger'], gone: [] })
  })

  test.each([
    ['nobody', {}, /set tokenFrom/],
    ['a wrong key', { token: 'ol_api_guessed' }, /401.*tokenFrom/s],
  ])('says to %s what to set', async (_, credentials, words) => {
    const error = await refusal(entryOf({ credentials }))
    expect(error).toMatchObject({ code: 'source.refused', message: expect.stringMatching(words) })
    expect(String(error)).not.toMatch(/guessed|lantern/)
  })

  test('more documents than may be are a fault that names the bound, after those that may', async () => {
    expect(await refusal(entryOf({ mostPages: 2 }))).toMatchObject({
      code: 'source.too-large',
      message: expect.stringContaining('mostPages'),
    })
  })

  test('a list without an end is a fault', async () => {
    many100()
    wiki.log.failNext(
      9_999,
      {
        status: 200,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ data: wiki.documents.slice(0, 100).map(({ id }) => ({ id })) }),
      },
      ({ url }) => url === '/api/documents.list',
    )
    expect(await refusal(entryOf())).toMatchObject({
      code: 'source.malformed',
      message: expect.stringContaining('not to be trusted'),
    })
  })
  const many100 = () => {
    for (let n = 0; n < 100; n += 1) wiki.document({ id: `d-${n}`, title: `Berth ${n}` })
  }

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
