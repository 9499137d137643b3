import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PlumblineError } from '../../../src/domain/errors.ts'
import { documentsFrom } from '../../../src/sources/index.ts'
import type { Handed, SourceEntry } from '../../../src/sources/source.ts'
import {
  type NotionServer,
  notionToken,
  paragraph,
  startNotion,
  words,
} from '../support/notion-server.ts'
import { patientFetching } from '../support/patient.ts'
import { spoiling, spoilt } from '../support/replies.ts'
import { type SourceDesk, sourceDesk } from '../support/source-desk.ts'
import { toolsWith } from '../support/tools.ts'

let notion: NotionServer
const entryOf = (more: Partial<SourceEntry> = {}): SourceEntry => ({
  id: 'team',
  type: 'notion',
  url: notion.url,
  access: ['group:everyone'],
  credentials: notionToken,
  ...more,
})

beforeEach(async () => {
  notion = await startNotion()
  notion.databases.push({
    id: 'ds-runbooks',
    title: 'Runbooks',
    parent: { type: 'page_id', page_id: 'p-home' },
  })
  notion.page({ id: 'p-home', title: 'Home' })
  notion.page({
    id: 'p-retries',
    title: 'Card retries',
    parent: {
      type: 'data_source_id',
      data_source_id: 'ds-runbooks',
      database_id: 'db-ds-runbooks',
    },
    blocks: [
      paragraph('The default is 3.', paragraph('Deep.')),
      { type: 'code', content: { rich_text: words('npm ci'), caption: [], language: 'bash' } },
    ],
    properties: {
      Owner: { id: 'o', type: 'people', people: [{ object: 'user', id: 'u1', name: 'Ana Berg' }] },
      Port: { id: 'p', type: 'number', number: 8080 },
      Status: { id: 's', type: 'status', status: { id: '1', name: 'Live', color: 'green' } },
      Tags: {
        id: 't',
        type: 'multi_select',
        multi_select: [{ id: '1', name: 'runbook', color: 'red' }],
      },
      'Last reviewed': {
        id: 'l',
        type: 'date',
        date: { start: '2025-01-31', end: null, time_zone: null },
      },
      Age: { id: 'f', type: 'formula', formula: { type: 'number', number: 12 } },
      Verification: {
        id: 'v',
        type: 'verification',
        verification: {
          state: 'verified',
          verified_by: { object: 'user', id: 'u1' },
          date: {
            start: '2026-02-01T00:00:00.000Z',
            end: '2026-08-01T00:00:00.000Z',
            time_zone: null,
          },
        },
      },
    },
  })
  notion.page({
    id: 'p-outage',
    title: 'Bank outage',
    parent: { type: 'page_id', page_id: 'p-home' },
  })
  notion.page({ id: 'p-secret', title: 'canary', shared: false })
})
afterEach(() => notion.stop())

const stored = (id: string) => {
  const found = notion.pages.find((one) => one.id === id)
  if (found === undefined) throw new Error(`there is no ${id}`)
  return found
}
const texts = () =>
  notion.log.requests
    .filter(({ url }) => url.includes('/children'))
    .map(({ url }) => url.split('/')[3])
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
  test('hands over what is shared, with what is told of it', async () => {
    const { documents, paths, whole, all } = await sourceDesk(entryOf()).crawl()
    expect([paths.document, whole]).toEqual([['p-home', 'p-outage', 'p-retries'], true])
    expect(JSON.stringify(all)).not.toContain('canary')
    expect(documents.get('p-retries')).toEqual({
      source: 'team',
      path: 'p-retries',
      url: 'https://www.notion.so/Card-retries-pretries',
      format: 'markdown',
      text: '| Property | Value |\n| --- | --- |\n| Port | 8080 |\n\nThe default is 3.\n\nDeep.\n\n```bash\nnpm ci\n```\n',
      access: [['group:everyone']],
      home: null,
      created: { at: '2024-01-02T08:00:00.000Z', basis: 'claimed' },
      modified: { at: '2025-03-01T10:00:00.000Z', basis: 'claimed' },
      revision: '2025-03-01T10:00:00.000Z',
      told: {
        title: 'Card retries',
        owner: 'Ana Berg',
        genre: 'runbook',
        reviewed: { at: '2026-02-01T00:00:00.000Z', basis: 'claimed' },
        reviewBy: { at: '2026-08-01T00:00:00.000Z', basis: 'claimed' },
      },
    })
  })

  test.each([
    [
      'for good',
      { state: 'verified', date: { start: '2026-02-01', end: null } },
      ['2026-02-01T00:00:00.000Z', undefined],
    ],
    [
      'expired',
      { state: 'expired', date: { start: '2025-02-01', end: '2025-05-01' } },
      ['2025-02-01T00:00:00.000Z', '2025-05-01T00:00:00.000Z'],
    ],
    ['not at all', { state: 'unverified', date: null, verified_by: null }, [undefined, undefined]],
  ])('a page is verified %s', async (_, verification, [reviewed, reviewBy]) => {
    stored('p-outage').properties = { Checked: { id: 'v', type: 'verification', verification } }
    const told = (await sourceDesk(entryOf()).crawl()).documents.get('p-outage')?.told
    expect([told?.reviewed?.at, told?.reviewBy?.at]).toEqual([reviewed, reviewBy])
  })

  test('an archived page is out of use, one in the trash is not there', async () => {
    stored('p-home').archived = true
    stored('p-outage').trashed = true
    const { documents, paths } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('p-home')?.told?.supersededBy).toBe(
      'nothing is named: the page is archived',
    )
    expect(paths.document).toEqual(['p-home', 'p-retries'])
  })

  test('spaces name databases and pages, with all below them, through whatever blocks', async () => {
    notion.page({ id: 'p-note', title: 'Note', parent: { type: 'block_id', block_id: 'b-toggle' } })
    stored('p-retries').blocks = [
      {
        id: 'b-toggle',
        type: 'toggle',
        content: { rich_text: words('More') },
        children: [{ type: 'child_page', content: { title: 'Note' } }],
      },
    ]
    const paths = async (...spaces: string[]) =>
      (await sourceDesk(entryOf({ spaces })).crawl()).paths.document
    expect(await paths('runbooks')).toEqual(['p-note', 'p-retries'])
    expect(await paths('Home')).toEqual(['p-home', 'p-note', 'p-outage', 'p-retries'])
    expect(await paths('p-outage')).toEqual(['p-outage'])
    expect(await paths('Elsewhere')).toEqual([])
  })

  test('globs are of titles', async () => {
    const entry = entryOf({ include: ['Card*', 'Bank*'], exclude: ['Bank outage'] })
    expect((await sourceDesk(entry).crawl()).paths.document).toEqual(['p-retries'])
  })

  test('a page of 230 blocks, and blocks in blocks, come whole', async () => {
    const many = Array.from({ length: 230 }, (_, at) => paragraph(`Berth ${at}.`))
    stored('p-home').blocks = [
      {
        type: 'column_list',
        content: {},
        children: [{ type: 'column', content: {}, children: many }],
      },
    ]
    const text = (await sourceDesk(entryOf()).crawl()).documents.get('p-home')?.text
    expect(text?.trim().split('\n\n')).toEqual(many.map((_, at) => `Berth ${at}.`))
  })
})

describe('a later crawl', () => {
  test('asks for the newest alone, and for no text of what did not change', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    notion.log.clear()
    later(desk, 10)
    const { paths } = await desk.crawl()
    expect([paths.document, paths.gone, texts()]).toEqual([[], [], []])
    expect(notion.log.requests).toHaveLength(1)
    later(desk, 60)
    expect(await desk.crawl()).toMatchObject({
      whole: true,
      paths: { document: [], same: ['p-home', 'p-outage', 'p-retries'] },
    })
    expect(texts()).toEqual([])
  })

  test('sees what was edited, moved, renamed, verified and made; what went within the hour', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    later(desk, 10)
    Object.assign(stored('p-home'), { edited: desk.at, blocks: [paragraph('New words.')] })
    stored('p-outage').trashed = true
    notion.page({ id: 'p-new', title: 'New berth', edited: desk.at })
    later(desk, 10)
    notion.log.clear()
    const { paths, documents } = await desk.crawl()
    expect(paths.document).toEqual(['p-home', 'p-new'])
    expect(documents.get('p-home')?.text).toBe('New words.\n')
    expect(texts().toSorted()).toEqual(['p-home', 'p-new'])
    later(desk, 60)
    const whole = await desk.crawl()
    expect([whole.whole, whole.paths.document, whole.paths.same]).toEqual([
      true,
      [],
      ['p-home', 'p-new', 'p-retries'],
    ])
  })

  test('two edits in one minute are both seen', async () => {
    const desk = sourceDesk(entryOf())
    stored('p-home').edited = '2026-11-26T12:00:05.000Z'
    stored('p-home').blocks = [paragraph('First.')]
    desk.at = '2026-11-26T12:00:20.000Z'
    expect((await desk.crawl()).documents.get('p-home')?.text).toBe('First.\n')
    stored('p-home').edited = '2026-11-26T12:00:40.000Z'
    stored('p-home').blocks = [paragraph('Second.')]
    desk.at = '2026-11-26T12:10:00.000Z'
    expect((await desk.crawl()).documents.get('p-home')?.text).toBe('Second.\n')
    desk.at = '2026-11-26T12:20:00.000Z'
    expect((await desk.crawl()).paths.document).toEqual([])
  })

  test('a page with blocks of others is read again once an hour', async () => {
    const original = (text: string) => ({
      id: 'b-original',
      type: 'synced_block',
      content: { synced_from: null },
      children: [paragraph(text)],
    })
    const copy = {
      type: 'synced_block',
      content: { synced_from: { type: 'block_id', block_id: 'b-original' } },
    }
    stored('p-home').blocks = [original('One.')]
    stored('p-outage').blocks = [copy]
    const desk = sourceDesk(entryOf())
    expect((await desk.crawl()).documents.get('p-outage')?.text).toBe('One.\n')
    later(desk, 10)
    expect((await desk.crawl()).paths.document).toEqual([])
    stored('p-home').blocks = [original('Two.')]
    later(desk, 60)
    const { documents } = await desk.crawl()
    expect([...documents.keys()]).toEqual(['p-outage'])
    expect(documents.get('p-outage')?.text).toBe('Two.\n')
    stored('p-home').shared = false
    later(desk, 60)
    expect((await desk.crawl()).documents.get('p-outage')?.told?.problems).toEqual([
      expect.stringContaining('a part of it cannot be read'),
    ])
  })
})

describe('a listing that changes while it is read, or does not tell everything', () => {
  const many = (count: number) => {
    for (let n = 0; n < count; n += 1)
      notion.page({
        id: `p-${n}`,
        title: `Berth ${n}`,
        edited: new Date(Date.parse('2025-02-01T00:00:00Z') - n * 60_000).toISOString(),
      })
  }
  test('nothing is lost and nothing handed over twice where a page moves to the front', async () => {
    many(250)
    notion.afterNext(
      ({ path }) => path === '/v1/search',
      () => {
        stored('p-240').edited = '2026-01-01T00:00:00.000Z'
      },
    )
    const { all, whole } = await sourceDesk(entryOf()).crawl()
    const paths = all.flatMap((one) => (one.is === 'document' ? [one.document.path] : []))
    expect([paths.length, new Set(paths).size, whole]).toEqual([253, 253, true])
  })

  test('rows that the search does not find are found in their database', async () => {
    stored('p-retries').indexed = false
    expect((await sourceDesk(entryOf()).crawl()).paths.document).toContain('p-retries')
  })

  test('nothing is gone where the search ends before its end', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    notion.incomplete = true
    stored('p-outage').indexed = false
    later(desk, 60)
    expect(await desk.crawl()).toMatchObject({ whole: false, paths: { gone: [] } })
  })

  test('nor where a database cannot be read', async () => {
    notion.log.failNext(1, { status: 500 }, ({ url }) => url.includes('/query'))
    notion.log.failNext(9, { status: 500 }, ({ url }) => url.includes('/query'))
    const { whole, paths } = await sourceDesk(entryOf()).crawl()
    expect([whole, paths.unread, paths.document.length]).toEqual([false, ['database Runbooks'], 3])
  })
})

describe('what goes wrong', () => {
  test('a page that breaks its list costs no other, and nothing is taken for gone', async () => {
    notion.databases.splice(0)
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    stored('p-outage').edited = '2024-01-01T00:00:00.000Z'
    Object.assign(stored('p-home'), {
      edited: '2025-06-01T00:00:00.000Z',
      blocks: [paragraph('New.')],
    })
    notion.badPage = 'p-outage'
    later(desk, 60)
    await expect(desk.crawl()).rejects.toMatchObject({ code: 'source.unreachable' })
    notion.badPage = null
    expect((await desk.crawl()).paths.gone).toEqual([])
  })

  test('one page that cannot be had is told, one that is no longer shared is gone', async () => {
    notion.log.failNext(9, { status: 500 }, ({ url }) => url.includes('/p-home/children'))
    notion.log.failNext(1, { status: 404 }, ({ url }) => url.includes('/p-outage/children'))
    const { paths } = await sourceDesk(entryOf()).crawl()
    expect([paths.document, paths.unread, paths.gone]).toEqual([
      ['p-retries'],
      ['p-home'],
      ['p-outage'],
    ])
  })

  test('a part of a page that cannot be read is a problem in words', async () => {
    notion.log.failNext(9, { status: 404 }, ({ url }) => url.includes('/p-retries.0/children'))
    const { documents } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('p-retries')?.told?.problems).toEqual([
      expect.stringContaining('a part of it cannot be read'),
    ])
    expect(documents.get('p-retries')?.text).toContain('npm ci')
  })

  test('too many questions are asked again when Notion says', async () => {
    notion.limit(3, 23)
    const { fetching, slept } = patientFetching()
    const handed: Handed[] = []
    for await (const one of documentsFrom(entryOf(), toolsWith({ fetching }))) handed.push(one)
    expect(handed.filter(({ is }) => is === 'document')).toHaveLength(3)
    expect(slept).toContain(23_000)
  })

  test('a server that dies half way loses nothing, and the next crawl goes on', async () => {
    const desk = sourceDesk(entryOf())
    await desk.crawl()
    later(desk, 10)
    Object.assign(stored('p-home'), { edited: desk.at, blocks: [paragraph('New.')] })
    later(desk, 10)
    notion.log.failNext(99, 'cut midway', ({ url }) => url === '/v1/search')
    await expect(desk.crawl()).rejects.toThrow(/127\.0\.0\.1/)
    notion.log.heal()
    expect((await desk.crawl()).paths).toMatchObject({ document: ['p-home'], gone: [] })
  })

  test.each([
    ['nobody', {}, /set tokenFrom/],
    ['a wrong secret', { token: 'ntn_guessed' }, /401.*tokenFrom/s],
  ])('says to %s what to set', async (_, credentials, message) => {
    const error = await refusal(entryOf({ credentials }))
    expect(error).toMatchObject({ code: 'source.refused', message: expect.stringMatching(message) })
    expect(String(error)).not.toMatch(/guessed|lantern/)
  })

  test('more pages than may be are a fault that names the bound, after those that may', async () => {
    expect(await refusal(entryOf({ mostPages: 2 }))).toMatchObject({
      code: 'source.too-large',
      message: expect.stringContaining('mostPages'),
    })
  })

  test('a list without an end is a fault', async () => {
    const body = JSON.stringify({ results: [], has_more: true, next_cursor: 'again' })
    notion.log.failNext(
      99,
      { status: 200, headers: { 'Content-Type': 'application/json' }, body },
      ({ url }) => url === '/v1/search',
    )
    expect(await refusal(entryOf())).toMatchObject({
      code: 'source.malformed',
      message: expect.stringContaining('without an end'),
    })
  })

  test('without a url, api.notion.com is asked, and nobody else', async () => {
    const doors: unknown[] = []
    const { url: _, ...entry } = entryOf()
    const fetching = (door: unknown) => {
      doors.push(door)
      throw new PlumblineError('source.unreachable', 'nobody asks in earnest')
    }
    await expect(async () => {
      for await (const one of documentsFrom(entry, toolsWith({ fetching }))) expect(one).toBeNull()
    }).rejects.toThrow('in earnest')
    expect(doors).toEqual([
      { origin: 'https://api.notion.com', authorization: 'Bearer ntn_lantern' },
    ])
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
