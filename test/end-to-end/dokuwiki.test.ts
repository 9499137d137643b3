import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { type ThroughWiki, throughWiki } from '../support/through-wiki.ts'
import { type DokuWiki, startDokuWiki } from '../support/wikis/dokuwiki.ts'

const crawler = { name: 'crawler', password: 'harbour-7', groups: ['admin'] }
const acl = ['* @ALL 1', 'bank:* @ALL 0', 'bank:* @bankers 1']

const principals = `
  - { id: banker, kind: agent, scopes: [agent], groups: [group:everyone, wiki/group:bankers] }
  - { id: mara, kind: person, scopes: [engineer], accounts: ['wiki/user:mara'] }
  - { id: clerk, kind: agent, scopes: [agent] }
`
const limits = (retries: number): string =>
  `====== Payment limits ======\nThe default of ''PAYMENT_RETRIES'' is ${retries}.\n`

describe.skipIf(!needs('php') || !needs('dokuwiki'))('DokuWiki (needs php, dokuwiki)', () => {
  let wiki: DokuWiki
  let through: ThroughWiki
  /** The methods that were asked of the wiki, with the page where they ask for its text. */
  const asked = (): readonly string[] =>
    wiki.log.requests.map(({ url, body }) => {
      const [, method = url] = /<methodName>([\w.]+)</.exec(body) ?? []
      const [, id = ''] = /<param><value><string>([^<]+)</.exec(body) ?? []
      return method.startsWith('wiki.') ? `${method} ${id}` : method
    })
  const listing = ['dokuwiki.login', 'dokuwiki.getPagelist', 'plugin.acl.listAcls']
  const texts = () => new Set(asked().flatMap((call) => call.match(/(?<=^wiki\.\w+ ).+/) ?? []))

  beforeAll(async () => {
    wiki = await startDokuWiki({ users: [crawler], acl })
    await wiki.author.put('payments:limits', limits(3))
    await wiki.author.put('payments:worker', '====== Worker ======\nThe worker starts at dawn.\n')
    await wiki.author.put('payments:old', '====== Old queue ======\nThe old queue is kept warm.\n')
    await wiki.author.put(
      'bank:desk',
      '====== Bank desk ======\nThe canary desk opens at moonrise.\n',
    )
    through = await throughWiki(
      `id: wiki, type: dokuwiki, url: '${wiki.url}', user: crawler, passwordFrom: TEST_WIKI_PASSWORD`,
      principals,
      { TEST_WIKI_PASSWORD: crawler.password },
    )
    const first = await through.crawl()
    expect(first).toMatchObject({ pages: 4, changed: 4, unread: [] })
  })
  afterAll(async () => {
    await through?.close()
    await wiki?.stop()
  })
  beforeEach(() => wiki.log.clear())

  const secrets = /canary|moonrise/i

  test('pages are those of the wiki, to whoever the wiki shows them', async () => {
    expect(await through.titles('clerk')).toEqual(['Old queue', 'Payment limits', 'Worker'])
    expect(await through.titles('banker')).toContain('Bank desk')
    expect(await through.ask('clerk', 'When does the worker start?')).toContain('at dawn')
    expect(await through.ask('banker', 'When does the bank desk open?')).toContain('moonrise')
    expect(await through.ask('clerk', 'When does the desk open?')).not.toMatch(secrets)
    expect((await through.contradicted('clerk')).join()).toContain('PAYMENT_RETRIES')
  })

  test('an unchanged wiki is asked for its list and its rules alone', async () => {
    expect(await through.crawl()).toMatchObject({ pages: 4, changed: 0, gone: 0 })
    expect(asked()).toEqual(listing)
  })

  test('an edit, a move, a deletion and a restriction are seen in one crawl, which asks for nothing else', async () => {
    await wiki.author.put('payments:limits', limits(5))
    await wiki.author.move('payments:worker', 'payments:night_worker')
    await wiki.author.delete('payments:old')
    wiki.setAcl([...acl, 'bank:desk @bankers 0', 'bank:desk mara 1'])
    expect(await through.crawl()).toMatchObject({ changed: 2, gone: 2, accessChanged: 1 })
    expect(texts()).toEqual(new Set(['payments:limits', 'payments:night_worker']))
    expect(await through.titles('clerk')).toEqual(['Payment limits', 'Worker'])
    expect(await through.contradicted('clerk')).toEqual([])
    expect(await through.ask('clerk', 'What is kept warm?')).not.toContain('old queue is kept')
    expect(await through.titles('banker')).not.toContain('Bank desk')
    expect(await through.ask('banker', 'When does the bank desk open?')).not.toMatch(secrets)
    expect(await through.ask('mara', 'When does the bank desk open?')).toContain('moonrise')
  })

  test('a wiki that dies half way keeps what was read, and the next crawl goes on', async () => {
    await wiki.author.put('payments:limits', limits(3))
    wiki.log.failNext(99, 'cut midway', ({ body }) => body.includes('getPagelist'))
    const { failed } = await through.crawl()
    expect(failed).toMatch(/127\.0\.0\.1/)
    expect(await through.titles('clerk')).toEqual(['Payment limits', 'Worker'])
    wiki.log.heal()
    expect(await through.crawl()).toMatchObject({ changed: 1, gone: 0 })
    expect((await through.contradicted('clerk')).join()).toContain('PAYMENT_RETRIES')
  })

  test('a password that is no longer right changes nothing, and says so', async () => {
    wiki.setUsers([{ ...crawler, password: 'another-one' }])
    const { failed } = await through.crawl()
    expect(failed).toMatch(/check user and passwordFrom/)
    expect(await through.titles('clerk')).toEqual(['Payment limits', 'Worker'])
    wiki.setUsers([crawler])
  })
})
