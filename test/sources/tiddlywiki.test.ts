import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PlumblineError } from '../../src/domain/errors.ts'
import { readPage } from '../../src/pages/read-page.ts'
import { documentsFrom } from '../../src/sources/index.ts'
import type { SourceEntry } from '../../src/sources/source.ts'
import { readListing } from '../../src/sources/tiddlywiki/server.ts'
import { dateOf, readTiddler } from '../../src/sources/tiddlywiki/tiddler.ts'
import { startTiddlyWiki, type TiddlyWiki } from '../support/wikis/tiddlywiki.ts'
import { saying } from './support/saying.ts'
import { type SourceDesk, sourceDesk } from './support/source-desk.ts'
import { toolsWith } from './support/tools.ts'

let wiki: TiddlyWiki
let desk: SourceDesk
const entryOf = (more: Partial<SourceEntry> = {}): SourceEntry => ({
  id: 'notes',
  type: 'tiddlywiki',
  url: `${wiki.url}/`,
  access: ['group:everyone'],
  ...more,
})

const retries = `! Limits

The default of \`PAYMENT_RETRIES\` is 3, see [[Bank outage]].

|!Bank |!Limit |
|Norden |3 |
|Seeland |5 |

* first the queue
** then the worker

\`\`\`sh
kubectl rollout restart deploy/payments
\`\`\`

!! Who decides

The payments team.
`

beforeAll(async () => {
  wiki = await startTiddlyWiki({
    users: { ana: 'harbour-7', ben: 'lantern-2' },
    readers: ['(anon)'],
    writers: ['(authenticated)'],
  })
  await wiki.put('Payment retries', retries, {
    created: '20240305101500000',
    modified: '20250102030405678',
    tags: 'runbook [[on call]]',
    owner: 'team-payments',
    reviewed: '2026-01-31',
    'review-by': '20270131',
  })
  await wiki.put('Bank outage', 'Call the bank. <!-- x -->Their desk opens at 7.')
  await wiki.put('Ops/Start & stop', '# stop the queue\n# start it', { tags: 'deprecated' })
  await wiki.put('Contents', 'Pages on call:\n\n<<list-links "[tag[on call]]">>')
  await wiki.put('Old ledger', 'Nobody runs it.', { 'superseded-by': 'Payment retries' })
  await wiki.put('Markdown note', '# Release\n\n- tag it\n', { type: 'text/markdown' })
  await wiki.put('Plain note', 'Queue: 3 * 4', { type: 'text/plain' })
  await wiki.put('Saved page', '<h1>Ports</h1><p>8080</p>', { type: 'text/html' })
  await wiki.put('Table', '{"a": 1}', { type: 'application/json' })
  await wiki.put("Draft of 'Bank outage'", 'canary', {
    'draft.of': 'Bank outage',
    'draft.title': 'Bank outage',
  })
  await wiki.put('$:/ours', 'canary')
})
afterAll(() => wiki?.stop())
beforeEach(() => {
  wiki.log.heal()
  wiki.log.clear()
})

const asked = (): readonly string[] =>
  wiki.log.requests.map(({ url }) => decodeURIComponent(url)).toSorted()
const short = ['/recipes/default/tiddlers.json', '/status']
const withTexts = ['/recipes/default/tiddlers.json?exclude=draft.title', '/status']

describe('a first crawl', () => {
  test('hands over every page, and no draft, data or setting', async () => {
    desk = sourceDesk(entryOf())
    const { paths, whole, all } = await desk.crawl()
    expect(paths.document).toEqual([
      'Bank outage',
      'Contents',
      'Markdown note',
      'Old ledger',
      'Ops/Start & stop',
      'Payment retries',
      'Plain note',
      'Saved page',
    ])
    expect([whole, paths.unread]).toEqual([true, []])
    expect(JSON.stringify(all)).not.toContain('canary')
  })

  test('asks for one list, and the server to render what is wikitext', async () => {
    await sourceDesk(entryOf()).crawl()
    expect(asked()).toEqual(
      [
        ...['/Bank outage', '/Contents', '/Old ledger', '/Ops/Start & stop', '/Payment retries'],
        ...withTexts,
      ].toSorted(),
    )
  })

  test('tells what the fields say', async () => {
    const { documents } = await sourceDesk(entryOf()).crawl()
    expect(documents.get('Payment retries')).toMatchObject({
      source: 'notes',
      url: `${wiki.url}/#Payment%20retries`,
      format: 'html',
      access: [['group:everyone']],
      created: { at: '2024-03-05T10:15:00.000Z', basis: 'claimed' },
      modified: { at: '2025-01-02T03:04:05.678Z', basis: 'claimed' },
      told: {
        title: 'Payment retries',
        owner: 'team-payments',
        genre: 'runbook',
        reviewed: { at: '2026-01-31T00:00:00.000Z', basis: 'claimed' },
        reviewBy: { at: '2027-01-31T00:00:00.000Z', basis: 'claimed' },
      },
    })
    expect(documents.get('Old ledger')?.told?.supersededBy).toBe('Payment retries')
    expect(documents.get('Ops/Start & stop')?.told?.supersededBy).toBe(
      "no page; it is marked 'deprecated'",
    )
    expect(documents.get('Bank outage')?.told).toEqual({ title: 'Bank outage' })
    const formats = ['Markdown note', 'Plain note', 'Saved page'].map((path) => {
      const { format, text } = documents.get(path) ?? {}
      return [format, text]
    })
    expect(formats).toEqual([
      ['markdown', '# Release\n\n- tag it\n'],
      ['text', 'Queue: 3 * 4'],
      ['html', '<h1>Ports</h1><p>8080</p>'],
    ])
  })

  test('what the server renders is read without what stands around it', async () => {
    const { documents } = await sourceDesk(entryOf()).crawl()
    const document = documents.get('Payment retries')
    if (document === undefined) throw new Error('it is not there')
    const { page, passages } = readPage(document, desk.at)
    expect(page.title).toBe('Payment retries')
    const text = passages.map((passage) => passage.text).join('\n')
    expect(text).toContain('kubectl rollout restart deploy/payments')
    expect(text).toContain('Seeland')
    expect(text).toContain('then the worker')
    expect(text).not.toMatch(/TiddlyWiki|January 2025|on call|team-payments/)
    expect(passages.map(({ heading }) => heading.at(-1))).toContain('Who decides')
    const listed = documents.get('Contents')
    const contents = listed && readPage(listed, desk.at).passages.map((one) => one.text)
    expect(contents?.join()).toContain('Payment retries')
  })
})

describe('a later crawl', () => {
  test('of an unchanged wiki asks for the list alone', async () => {
    const { paths } = await desk.crawl()
    expect([paths.same.length, paths.document]).toEqual([8, []])
    expect(asked()).toEqual(short)
  })

  test('asks for what was edited, however it is dated, and for what draws from others', async () => {
    await wiki.put('Bank outage', 'Call the bank. Their desk opens at 8.', {
      modified: '20200101000000000',
      created: '20200101000000000',
    })
    const { paths, documents } = await desk.crawl()
    expect(paths.document).toEqual(['Bank outage', 'Contents'])
    expect(documents.get('Bank outage')?.modified?.at).toBe('2020-01-01T00:00:00.000Z')
    expect(asked()).toEqual(
      [
        ...['/Bank outage', '/Contents'],
        ...['/recipes/default/tiddlers/Bank outage', '/recipes/default/tiddlers/Contents'],
        ...short,
      ].toSorted(),
    )
  })

  test('sees what was moved and deleted', async () => {
    await wiki.rename('Plain note', 'Queue note')
    await wiki.delete('Old ledger')
    const { paths, whole } = await desk.crawl()
    expect([paths.document, whole]).toEqual([['Contents', 'Queue note'], true])
    expect(paths.same).not.toContain('Old ledger')
    expect(paths.same).not.toContain('Plain note')
  })

  test('after the server was started anew asks for one list with texts, and sees what was hidden by it', async () => {
    await wiki.put('Bank outage', 'Call the bank. Their desk opens at 9.', {
      modified: '20200101000000000',
      created: '20200101000000000',
    })
    await wiki.restart()
    wiki.log.clear()
    const { paths } = await desk.crawl()
    expect(paths.document).toEqual(['Bank outage', 'Contents'])
    expect(asked()).toEqual(['/Bank outage', '/Contents', ...short, withTexts[0]].toSorted())
    wiki.log.clear()
    expect((await desk.crawl()).paths.document).toEqual([])
    expect(asked()).toEqual(short)
  })

  test('once a day compares the texts themselves', async () => {
    desk.at = '2026-11-27T12:00:01.000Z'
    const { paths } = await desk.crawl()
    expect(paths.document).toEqual([])
    expect(asked()).toEqual(withTexts)
  })
})

describe('what goes wrong', () => {
  const refusal = async (entry: SourceEntry): Promise<unknown> =>
    sourceDesk(entry)
      .crawl()
      .then(
        () => 'nothing went wrong',
        (error: unknown) => error,
      )

  test('one page that cannot be had costs no other', async () => {
    wiki.log.failNext(99, { status: 500 }, ({ url }) => url === '/Payment%20retries')
    const { paths, whole } = await sourceDesk(entryOf()).crawl()
    expect([paths.unread, whole]).toEqual([['Payment retries'], true])
    expect(paths.document).toContain('Bank outage')
  })

  test('a page that went in between is gone', async () => {
    wiki.log.failNext(99, { status: 404 }, ({ url }) => url === '/Payment%20retries')
    expect((await sourceDesk(entryOf()).crawl()).paths.gone).toEqual(['Payment retries'])
  })

  test('a server that dies half way loses nothing, and the next crawl goes on', async () => {
    const dying = sourceDesk(entryOf())
    await dying.crawl()
    wiki.log.failNext(99, 'cut midway', ({ url }) => url.startsWith('/recipes'))
    await expect(dying.crawl()).rejects.toThrow(/127\.0\.0\.1/)
    wiki.log.heal()
    expect((await dying.crawl()).paths).toMatchObject({ document: [], gone: [] })
  })

  test.each([
    ['no list', { status: 404 }, 'source.malformed'],
    ['no JSON', { status: 200, body: '<html>' }, 'source.malformed'],
    ['another form', { status: 200, body: '{"a":1}' }, 'source.malformed'],
    ['an entry without a title', { status: 200, body: '[{"revision":1}]' }, 'source.malformed'],
  ])('%s is a fault', async (_, fault, code) => {
    wiki.log.failNext(99, fault, ({ url }) => url.startsWith('/recipes'))
    expect(await refusal(entryOf())).toMatchObject({ code })
  })

  test('more pages than may be are a fault that names the bound, after those that may', async () => {
    expect(await refusal(entryOf({ mostPages: 2 }))).toMatchObject({
      code: 'source.too-large',
      message: expect.stringContaining('mostPages'),
    })
  })

  test('include and exclude name titles', async () => {
    const entry = entryOf({ include: ['Ops/**', 'Bank*'], exclude: ['Bank outage'] })
    expect((await sourceDesk(entry).crawl()).paths.document).toEqual(['Ops/Start & stop'])
  })
})

describe('a wiki that is not read by everybody', () => {
  beforeAll(() => wiki.restart({ readers: ['ana'] }))
  const crawl = (credentials?: SourceEntry['credentials']) =>
    sourceDesk(entryOf({ credentials })).crawl()

  test.each([
    ['nobody', undefined, /set user and passwordFrom/],
    ['a wrong password', { user: 'ana', password: 'guessed' }, /check user and passwordFrom/],
    ['one who is no reader', { user: 'ben', password: 'lantern-2' }, /among its readers/],
  ])('says to %s what to set', async (_, credentials, words) => {
    await expect(crawl(credentials)).rejects.toThrow(words)
    await expect(crawl(credentials)).rejects.not.toThrow(/lantern|guessed/)
  })

  test('is read by whoever may', async () => {
    const { paths } = await crawl({ user: 'ana', password: 'harbour-7' })
    expect(paths.document).toContain('Bank outage')
  })
})

describe('what comes in', () => {
  test('any list is read or a fault', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (entries) => {
        try {
          readListing(entries)
        } catch (error) {
          expect(error).toBeInstanceOf(PlumblineError)
        }
      }),
    )
  })

  test('whatever a server answers is handed over or a fault of ours', async () => {
    const fields = fc.record(
      {
        title: fc.jsonValue(),
        type: fc.constantFrom('text/vnd.tiddlywiki', 'text/plain', 7),
        revision: fc.oneof(fc.nat(), fc.string()),
        text: fc.jsonValue(),
        tags: fc.jsonValue(),
        modified: fc.jsonValue(),
      },
      { requiredKeys: ['type', 'revision'] },
    )
    const isOne = fc.constant({ tiddlywiki_version: '5.4.1' })
    const said = fc
      .oneof(fc.array(fields), fields, isOne, fc.jsonValue())
      .map((value) => JSON.stringify(value))
    await fc.assert(
      fc.asyncProperty(fc.array(said), async (texts) => {
        const fetching = saying([JSON.stringify({ tiddlywiki_version: '5.4.1' }), ...texts])
        const entry = { id: 'notes', type: 'tiddlywiki', url: 'https://notes.acme.example' }
        try {
          for await (const { is } of documentsFrom(entry, toolsWith({ fetching })))
            expect(is).toBeTypeOf('string')
        } catch (error) {
          expect(error).toBeInstanceOf(PlumblineError)
        }
      }),
    )
  })

  test('any fields are a tiddler', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
        const title = 'Ledger'
        const read = readTiddler({ ...fields, title, type: 'text/plain', revision: 3, text: 'x' })
        expect(read?.title).toBe(title)
      }),
    )
  })

  test.each([
    ['20250102030405678', '2025-01-02T03:04:05.678Z'],
    ['20250102', '2025-01-02T00:00:00.000Z'],
    ['202501020304', '2025-01-02T03:04:00.000Z'],
    ['2025-01-02', '2025-01-02T00:00:00.000Z'],
    ['2025-01-02T03:04:05Z', '2025-01-02T03:04:05.000Z'],
    ['20250231', null],
    ['2025-02-31', null],
    ['20251301', null],
    ['soon', null],
    ['', null],
  ])('%j is %j', (text, expected) => expect(dateOf(text)).toBe(expected))
})
