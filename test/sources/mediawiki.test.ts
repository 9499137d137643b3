import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceEntry } from '../../src/sources/source.ts'
import { needs } from '../support/needs.ts'
import { type MediaWiki, startMediaWiki } from '../support/wikis/mediawiki.ts'
import { type Crawled, type Crawler, crawler } from './support/crawler.ts'

const skip = !needs('php') || !needs('mediawiki')

const entryOf = ({ url }: MediaWiki, more: Partial<SourceEntry> = {}): SourceEntry => ({
  id: 'wiki',
  type: 'mediawiki',
  url,
  access: ['group:everyone'],
  ...more,
})

const idsOf = async ({ author }: MediaWiki, ...titles: string[]): Promise<string[]> => {
  const asked = { action: 'query', titles: titles.join('|'), prop: 'info' }
  const { pages } = Object(await author.ask(asked)).query
  return titles.map((title) =>
    String(pages.find((page: object) => Object(page).title === title)?.pageid),
  )
}

/** Pages whose text was asked for, by what was asked. */
const asked = ({ log }: MediaWiki): string[] =>
  log.requests.flatMap(({ url }) => {
    const query = new URL(url, 'http://wiki').searchParams
    const isText = query.get('action') === 'parse' || query.get('rvprop')?.includes('content')
    return isText ? [query.get('pageid') ?? query.get('pageids') ?? ''] : []
  })

const told = ({ documents }: Crawled, path: string) => documents[path]?.told

/** The wiki's clock has seconds: what happens in one and the same cannot be told apart. */
const nextSecond = () => wait(1_050 - (Date.now() % 1_000))

describe.skipIf(skip)('an open MediaWiki (needs php, mediawiki)', () => {
  let wiki: MediaWiki
  let crawl: Crawler['crawl']
  let access: Crawler['access']
  const again = async (): Promise<Crawled> => {
    wiki.log.clear()
    return await crawl()
  }

  beforeAll(async () => {
    wiki = await startMediaWiki()
    const { author } = wiki
    const at = (day: string) => `2025-${day}T08:00:00Z`
    await author.importPages({
      'Template:Pager': [{ at: at('01-01'), by: 'Mara', text: 'Page the clerk on duty.' }],
      'Payment retries': [
        {
          at: at('01-02'),
          by: 'Mara',
          text: 'A payment is retried 3 times.\n\n== [[Refunds|The refunds]] ==\nRefunds are made by hand.',
        },
        {
          at: at('03-02'),
          by: 'Iven',
          text: 'A payment is retried 5 times.\n\n== [[Refunds|The refunds]] ==\nRefunds are made by hand.',
        },
      ],
      'Ledger runbook': [
        { at: at('01-03'), by: 'Mara', text: 'Seal the ledger each night.\n{{Pager}}' },
      ],
      'Night shift': [{ at: at('01-03'), by: 'Mara', text: 'Who is on duty?\n{{Pager}}' }],
      'Old gateway': [
        { at: at('01-04'), by: 'Mara', text: 'The gateway speaks SOAP.' },
        {
          at: at('02-04'),
          by: 'Mara',
          text: '{{Superseded|New gateway}}\nThe gateway speaks SOAP.',
        },
      ],
      'Rollout 2019': [
        { at: at('01-05'), by: 'Mara', text: 'We rolled out.\n[[Category:Archived]]' },
      ],
      'Fax orders': [
        { at: at('01-06'), by: 'Mara', text: '{{Outdated|date=May 2024}}\nOrders come by fax.' },
      ],
      'Help:Start': [{ at: at('01-07'), by: 'Mara', text: 'Where to begin.' }],
      'User:Mara': [{ at: at('01-07'), by: 'Mara', text: 'I am Mara.' }],
      'Talk:Night shift': [{ at: at('01-07'), by: 'Mara', text: 'Who wrote this?' }],
      'Retry limit': [{ at: at('01-08'), by: 'Mara', text: '#REDIRECT [[Payment retries]]' }],
    })
    await nextSecond()
    ;({ crawl, access } = crawler(entryOf(wiki)))
  })
  afterAll(() => wiki?.stop())

  test('pages of content and help come with ages by section, marks and addresses', async () => {
    const first = await again()
    expect(first.fault).toBeNull()
    const [retries = '', old = '', rollout = '', fax = '', start = ''] = await idsOf(
      wiki,
      ...['Payment retries', 'Old gateway', 'Rollout 2019', 'Fax orders', 'Help:Start'],
    )
    const titles = Object.values(first.documents).map(({ told }) => told?.title)
    expect(titles.toSorted()).toEqual([
      ...['Fax orders', 'Help:Start', 'Ledger runbook', 'Main Page', 'Night shift', 'Old gateway'],
      ...['Payment retries', 'Rollout 2019'],
    ])
    expect(first.documents[retries]).toMatchObject({
      url: `${wiki.url}/index.php/Payment_retries`,
      format: 'html',
      access: [['group:everyone']],
      created: { at: '2025-01-02T08:00:00.000Z' },
      told: {
        title: 'Payment retries',
        contentChanged: { at: '2025-03-02T08:00:00.000Z' },
        parts: {
          by: 'heading',
          parts: [
            { words: '', changed: { at: '2025-03-02T08:00:00.000Z' } },
            { words: 'The refunds', changed: { at: '2025-01-02T08:00:00.000Z' } },
          ],
        },
      },
    })
    expect(first.documents[retries]?.text).toContain('A payment is retried 5 times.')
    expect(first.documents[retries]?.text).not.toContain('NewPP')
    expect(told(first, old)).toMatchObject({
      supersededBy: 'New gateway',
      contentChanged: { at: '2025-01-04T08:00:00.000Z' },
    })
    expect(told(first, rollout)?.genre).toBe('record')
    expect(told(first, fax)?.reviewBy?.at).toBe('2024-05-01T00:00:00.000Z')
    expect(first.documents[start]?.url).toBe(`${wiki.url}/index.php/Help:Start`)
    expect(first.handed.at(-2)).toEqual({ is: 'whole' })
  })

  test('an unchanged wiki is asked for no text', async () => {
    const second = await again()
    expect(second.fault).toBeNull()
    expect(asked(wiki)).toEqual([])
    expect(second.handed.filter(({ is }) => is === 'same')).toHaveLength(8)
    expect(second.gone).toEqual([])
  })

  test('an edit is seen in one poll, and nothing else is asked for', async () => {
    await wiki.author.edit(
      'Payment retries',
      'A payment is retried 7 times.\n\n== [[Refunds|The refunds]] ==\nRefunds are made by hand.',
    )
    const [id = ''] = await idsOf(wiki, 'Payment retries')
    const { documents } = await again()
    expect(Object.keys(documents)).toEqual([id])
    expect(documents[id]?.text).toContain('7 times')
    expect(documents[id]?.told?.parts).toMatchObject({
      parts: [{}, { changed: { at: '2025-01-02T08:00:00.000Z' } }],
    })
    expect(new Set(asked(wiki))).toEqual(new Set([id]))
  })

  test('an edit of a template is seen on the pages that use it, which stay as old as we saw them change', async () => {
    const before = await idsOf(wiki, 'Ledger runbook', 'Night shift')
    await nextSecond()
    await wiki.author.edit('Template:Pager', 'Page the banker on duty.')
    const { documents } = await again()
    expect(Object.keys(documents).toSorted()).toEqual(before.toSorted())
    for (const { text, told, revision } of Object.values(documents)) {
      expect(text).toContain('Page the banker')
      expect(told).not.toHaveProperty('contentChanged')
      expect(revision).toMatch(/^\d+\.[\da-f]{8}$/)
    }
    await again()
    expect(asked(wiki)).toEqual([])
  })

  test('a purge and a null edit are no change', async () => {
    const [purged = ''] = await idsOf(wiki, 'Ledger runbook')
    const touched = async () => {
      const query = { action: 'query', pageids: purged, prop: 'info' }
      return Object(await wiki.author.ask(query)).query.pages[0].touched
    }
    const touch = async () => {
      await nextSecond()
      await wiki.author.ask({ action: 'purge', pageids: purged, forcelinkupdate: '1' }, 'csrf')
      await wiki.author.edit('Night shift', 'Who is on duty?\n{{Pager}}')
    }
    // The template and its pages were touched in one second: nobody can tell which came first until the pages are touched again.
    await touch()
    await again()
    const before = await touched()
    await touch()
    expect(await touched()).not.toBe(before)
    const { documents } = await again()
    expect(documents).toEqual({})
    expect(asked(wiki)).toEqual([])
  })

  test('a page that moves keeps its path, and its age; what it leaves behind is no page', async () => {
    const [id = '', other = ''] = await idsOf(wiki, 'Ledger runbook', 'Rollout 2019')
    await wiki.author.move('Ledger runbook', 'Ledger/Sealing')
    await wiki.author.move('Rollout 2019', 'Rollout of 2019', { leaveRedirect: false })
    const { documents, gone } = await again()
    expect(Object.keys(documents).toSorted()).toEqual([id, other].toSorted())
    expect(documents[id]).toMatchObject({
      url: `${wiki.url}/index.php/Ledger/Sealing`,
      told: { title: 'Ledger/Sealing' },
    })
    expect(documents[id]?.told?.contentChanged?.at).toBe('2025-01-03T08:00:00.000Z')
    expect(documents[other]?.told?.title).toBe('Rollout of 2019')
    expect(gone).toEqual([])
    await again()
    expect(asked(wiki)).toEqual([])
  })

  test('a page that is deleted is gone, and comes back as the same one', async () => {
    const [id = ''] = await idsOf(wiki, 'Fax orders')
    await wiki.author.delete('Fax orders')
    expect((await again()).gone).toEqual([id])
    expect(asked(wiki)).toEqual([])
    await wiki.author.undelete('Fax orders')
    const { documents } = await again()
    expect(Object.keys(documents)).toEqual([id])
    expect(documents[id]?.created?.at).toBe('2025-01-06T08:00:00.000Z')
  })

  test('protection locks no reader out', async () => {
    const [id = ''] = await idsOf(wiki, 'Payment retries')
    await wiki.author.protect('Payment retries', 'sysop')
    const { documents } = await again()
    expect(documents[id]?.access).toEqual([['group:everyone']])
    expect(documents[id]?.told?.parts).toMatchObject({
      parts: [{}, { changed: { at: '2025-01-02T08:00:00.000Z' } }],
    })
  })

  test('a page that becomes a redirect is superseded; a redirect that only changes its target is asked once', async () => {
    const [id = '', limit = ''] = await idsOf(wiki, 'Night shift', 'Retry limit')
    await wiki.author.edit('Night shift', '#REDIRECT [[Ledger/Sealing#Night]]')
    await wiki.author.edit('Retry limit', '#REDIRECT [[Main Page]]')
    const { documents, handed } = await again()
    expect(Object.keys(documents)).toEqual([id])
    expect(documents[id]?.told?.supersededBy).toBe('Ledger/Sealing#Night')
    expect(handed.filter((one) => 'path' in one && one.path === limit)).toEqual([])
    await again()
    expect(asked(wiki)).toEqual([])
  })

  test('a page that the wiki cannot show keeps no other from being read', async () => {
    const titles = ['Payment retries', 'Help:Start']
    for (const title of titles) await wiki.author.edit(title, `Written anew: ${title}.`)
    const [broken = '', other = ''] = await idsOf(wiki, ...titles)
    const body = JSON.stringify({
      error: {
        code: 'internal_api_error_DBQueryError',
        info: '[1f2e] Caught exception of type DBQueryError',
      },
    })
    const headers = { 'Content-Type': 'application/json' }
    wiki.log.failNext(1, { status: 500, headers, body }, ({ url }) =>
      url.includes(`action=parse&pageid=${broken}&`),
    )
    const { documents, unread, fault } = await again()
    expect(fault).toBeNull()
    expect(Object.keys(documents)).toEqual([other])
    expect(unread[broken]).toContain('internal_api_error_DBQueryError')
    expect(access.has(broken)).toBe(true)
    expect(Object.keys((await again()).documents)).toEqual([broken])
  })

  test('a wiki that lags is asked again, and one that goes on lagging is left in peace', async () => {
    const lag = {
      status: 200,
      headers: { 'Content-Type': 'application/json', 'Retry-After': '0' },
      body: JSON.stringify({
        error: { code: 'maxlag', info: 'Waiting for db1: 7 seconds lagged.' },
      }),
    }
    wiki.log.failNext(3, lag, ({ url }) => url.includes('maxlag=5'))
    expect((await again()).fault).toBeNull()
    wiki.log.failNext(5, lag, ({ url }) => url.includes('maxlag=5'))
    expect((await again()).fault).toMatchObject({ code: 'source.busy' })
    expect((await again()).fault).toBeNull()
  })

  test('a listing that breaks off takes nothing for gone', async () => {
    wiki.log.failNext(1, 'cut midway', ({ url }) => url.includes('gapnamespace=12'))
    const broken = await again()
    expect(broken.fault).toMatchObject({ code: 'source.unreachable' })
    expect(broken.gone).toEqual([])
    expect((await again()).gone).toEqual([])
  })

  test('a namespace that is locked is shut to everybody, and opens again with no text asked for', async () => {
    const [id = ''] = await idsOf(wiki, 'Help:Start')
    wiki.setReading({ locked: { 12: ['sysop'] } })
    const shut = await again()
    expect(shut.fault).toBeNull()
    expect(access.get(id)).toEqual([['group:everyone'], []])
    expect(asked(wiki)).toEqual([])
    const stranger = await crawler(entryOf(wiki)).crawl()
    expect(stranger.unread[id]).toContain('may not read it')
    expect(JSON.stringify(stranger.handed)).not.toContain('Help:Start')
    wiki.setReading({ locked: {} })
    await again()
    expect(access.get(id)).toEqual([['group:everyone']])
    expect(asked(wiki)).toEqual([])
  })

  test('between the hours a lock of a namespace is seen, too, and stays until the wiki says otherwise', async () => {
    const polled = crawler(entryOf(wiki, { spaces: ['Help'] }), { everything: false })
    const lists = async () => {
      await polled.crawl()
      return [...polled.access.values()]
    }
    expect(await lists()).toEqual([[['group:everyone']]])
    wiki.setReading({ locked: { 12: ['sysop'] } })
    expect(await lists()).toEqual([[['group:everyone'], []]])
    expect(await lists()).toEqual([[['group:everyone'], []]])
    wiki.setReading({ locked: {} })
    expect(await lists()).toEqual([[['group:everyone']]])
  })

  test('a wiki that wants a login from now on shows nothing any more', async () => {
    const wrong = { user: 'Mara', password: 'not-the-password' }
    for (const [credentials, because] of [
      [{}, /only those who log in/],
      [wrong, /did not let Mara in/],
      [{ token: 'unknown' }, /refuses to answer/],
    ] as const) {
      wiki.setReading({ readers: ['*'] })
      const { crawl, access } = crawler(entryOf(wiki, { include: ['Help:*'], credentials }))
      await crawl()
      expect(access.size).toBe(1)
      wiki.setReading({ readers: ['user'] })
      const { unread, gone } = await crawl()
      expect([gone.length, access.size]).toEqual([1, 0])
      expect(unread['api.php']).toMatch(because)
    }
    wiki.setReading({ readers: ['*'] })
  })

  test('namespaces are named by spaces, titles by globs, and pages are counted', async () => {
    const titlesOf = async (more: Partial<SourceEntry>) => {
      const { documents, fault } = await crawler(entryOf(wiki, more)).crawl()
      const titles = Object.values(documents).map(({ told }) => told?.title)
      return fault === null ? titles.toSorted() : Object(fault).message
    }
    expect(await titlesOf({ spaces: ['user', 'Help'] })).toEqual(['Help:Start', 'User:Mara'])
    expect(await titlesOf({ include: ['Ledger/**'] })).toEqual(['Ledger/Sealing'])
    expect(await titlesOf({ spaces: ['Hepl'] })).toMatch(
      /no namespace 'Hepl'; set spaces to some of Main, Talk/,
    )
    expect(await titlesOf({ mostPages: 2 })).toMatch(/more than 2 pages/)
  })

  test('the wiki is found by its root, its scripts and its pages', async () => {
    for (const path of [
      '/api.php',
      '/index.php',
      '/index.php/Main_Page',
      '/',
      '/index.php?title=Help:Start',
    ]) {
      const { fault } = await crawler(
        entryOf(wiki, { url: wiki.url + path, include: ['none'] }),
      ).crawl()
      expect([path, fault]).toEqual([path, null])
    }
    const { fault } = await crawler(entryOf(wiki, { url: `${wiki.url}/COPYING` })).crawl()
    expect(fault).toBeNull()
  })
})

describe.skipIf(skip)('a MediaWiki for those who log in (needs php, mediawiki)', () => {
  const mara = { name: 'Mara', password: 'ledger-by-night', groups: [] }
  const credentials = { user: mara.name, password: mara.password }
  let wiki: MediaWiki

  beforeAll(async () => {
    wiki = await startMediaWiki({ reading: { readers: ['user'] } })
    await wiki.addUser(mara)
    await wiki.author.edit('Payment retries', 'A payment is retried 3 times.')
  })
  afterAll(() => wiki?.stop())

  test('without a login the fault says what to set', async () => {
    const { fault } = await crawler(entryOf(wiki)).crawl()
    expect(fault).toMatchObject({ code: 'source.refused' })
    expect(Object(fault).message).toMatch(/only those who log in .* set user and passwordFrom/)
  })

  test('a wrong password is told without the password', async () => {
    const wrong = { user: 'Mara', password: 'not-the-password' }
    const { fault } = await crawler(entryOf(wiki, { credentials: wrong })).crawl()
    expect(Object(fault).message).toMatch(/did not let Mara in/)
    expect(Object(fault).message).not.toContain('not-the-password')
    const bot = { user: 'Mara@crawler', password: 'a'.repeat(32) }
    const refused = await crawler(entryOf(wiki, { credentials: bot })).crawl()
    expect(Object(refused.fault).message).toMatch(/did not let Mara@crawler in \(Failed\)/)
  })

  test('pages open to the groups that may read, whose members are told', async () => {
    const { crawl, access } = crawler(entryOf(wiki, { credentials }))
    const { documents, handed, fault } = await crawl()
    expect(fault).toBeNull()
    const titles = Object.values(documents).map(({ told }) => told?.title)
    expect(titles.toSorted()).toEqual(['Main Page', 'Payment retries'])
    const lists = [['group:everyone'], ['wiki/group:user']]
    for (const list of access.values()) expect(list).toEqual(lists)
    const groups = handed.flatMap((one) => (one.is === 'groups' ? one.groups : []))
    expect(groups).toEqual([
      {
        name: 'wiki/group:user',
        members: ['wiki/user:Admin', 'wiki/user:Mara', 'wiki/user:MediaWiki default'],
      },
    ])
    const loud = wiki.log.requests.filter(({ url }) => url.includes(mara.password))
    expect(loud).toEqual([])
  })

  test('a bot password opens it, too', async () => {
    const password = 'k7'.repeat(16)
    await wiki.addBotPassword('Mara', { name: 'crawler', password })
    const bot = { user: 'Mara@crawler', password }
    const { fault, documents } = await crawler(entryOf(wiki, { credentials: bot })).crawl()
    expect([fault, Object.keys(documents).length]).toEqual([null, 2])
  })

  test('a session that ends is opened again, once', async () => {
    const over = {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        error: { code: 'assertuserfailed', info: 'You are no longer logged in.' },
      }),
    }
    const { crawl } = crawler(entryOf(wiki, { credentials }))
    wiki.log.clear()
    wiki.log.failNext(1, over, ({ url }) => url.includes('gapnamespace=4'))
    expect((await crawl()).fault).toBeNull()
    const logins = wiki.log.requests.filter(({ body }) => body.includes('clientlogin'))
    expect(logins).toHaveLength(2)
    wiki.log.failNext(2, over, ({ url }) => url.includes('gapnamespace=4'))
    expect((await crawl()).fault).toMatchObject({ code: 'source.refused' })
  })

  test('a token is sent to the wiki, and only where not everybody may read', async () => {
    wiki.log.clear()
    await crawler(entryOf(wiki, { credentials: { token: 'owner-only' } })).crawl()
    const sent = wiki.log.requests.map(({ headers }) => headers.authorization)
    expect(sent[0]).toBeUndefined()
    expect(sent.at(-1)).toBe('Bearer owner-only')
  })
})

describe.skipIf(skip)('a MediaWiki of 1,200 pages (needs php, mediawiki)', () => {
  let wiki: MediaWiki

  beforeAll(async () => {
    wiki = await startMediaWiki()
    await wiki.author.edit('Shop 0000', 'The shop opens at 8.')
    wiki.copyPage(
      'Shop 0000',
      Array.from({ length: 1_199 }, (_, index) => `Shop ${String(index + 1).padStart(4, '0')}`),
    )
  })
  afterAll(() => wiki?.stop())

  test('is listed to its end, and a page of the last part is seen to change and to go', async () => {
    const polled = { everything: false }
    const { crawl } = crawler(entryOf(wiki, { include: ['Shop 119*'] }), polled)
    const first = await crawl()
    expect(first.fault).toBeNull()
    expect(Object.keys(first.documents)).toHaveLength(10)
    const [edited = '', deleted = ''] = await idsOf(wiki, 'Shop 1199', 'Shop 1198')
    await wiki.author.edit('Shop 1199', 'The shop opens at 9.')
    await wiki.author.delete('Shop 1198')
    wiki.log.clear()
    const second = await crawl()
    const listings = wiki.log.requests.filter(({ url }) => url.includes('gapnamespace=0'))
    expect(listings.map(({ url }) => /gaplimit=(\d+)/.exec(url)?.[1])).toEqual([
      ...['50', '500', '500', '500'],
    ])
    expect([Object.keys(second.documents), second.gone]).toEqual([[edited], [deleted]])
  })

  test('a server that dies half way ends the crawl in words; the next one goes on where it was', async () => {
    const { crawl } = crawler(entryOf(wiki, { include: ['Shop 000*', 'Shop 001*'] }))
    let texts = 0
    const ten = ({ url }: { readonly url: string }) => {
      if (url.includes('action=parse')) texts += 1
      return texts > 10
    }
    wiki.log.failNext(10_000, 'cut', ten)
    const broken = await crawl()
    expect(broken.fault).toMatchObject({ code: 'source.unreachable' })
    expect(broken.gone).toEqual([])
    wiki.log.heal()
    const had = new Set(Object.keys(broken.documents))
    expect(had.size).toBeGreaterThan(0)
    const rest = await crawl()
    expect(rest.fault).toBeNull()
    expect(Object.keys(rest.documents)).toHaveLength(20 - had.size)
    expect(Object.keys(rest.documents).filter((path) => had.has(path))).toEqual([])
  })
})
