import { load } from 'cheerio'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportsFeed } from '../../src/render/reports-feed.ts'
import { report } from '../support/fake-plumbline.ts'
import type { Browser } from '../support/people.ts'
import { type Quay, rightTimeout, runbook, startQuay, wrongTimeout } from '../support/quay.ts'

let quay: Quay
let ana: Browser
beforeAll(async () => {
  quay = await startQuay()
  ana = await quay.signedIn('ana')
}, 120_000)
afterAll(() => quay?.stop())

const titlesIn = (xml: string): readonly string[] => {
  const feed = load(xml, { xml: true })
  return feed('entry > title')
    .toArray()
    .map((one) => feed(one).text())
}
const byKey = async (person: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${quay.address}/v1/reports/feed`, {
    headers: { authorization: `Bearer ${await quay.key(person)}`, ...headers },
  })
const renew = async (what = 'renew') =>
  load((await ana.post('/notices/feed', { csrf: await ana.word('/notices'), do: what })).text)(
    'pre',
  ).text()
/** As a reader of feeds asks: with the address and nothing else. */
const read = async (address: string) => {
  const response = await fetch(address)
  return { status: response.status, text: await response.text() }
}

describe('by a key', () => {
  test('a person reads their own open reports', async () => {
    const response = await byKey('ana')
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const xml = await response.text()
    expect(titlesIn(xml)).toEqual(['Berths'])
    expect(xml).toContain(`${quay.address}/reports/rep_`)
    expect(titlesIn(await (await byKey('hal')).text()).toSorted()).toEqual(['Cranes', 'Duty'])
  })

  test('code that they may not read is not in it', async () => {
    const xml = await (await byKey('hal')).text()
    expect(xml).toContain('code that you may not read')
    expect(xml).not.toMatch(/duty\.ts|"14"|tariff/i)
  })

  test('an agent reads nothing: no report is its own', async () => {
    expect(titlesIn(await (await byKey('agent-scout')).text())).toEqual([])
  })

  test('what has not changed is not sent again', async () => {
    const etag = (await byKey('ana')).headers.get('etag') ?? ''
    expect((await byKey('ana', { 'if-none-match': etag })).status).toBe(304)
  })
})

describe('by an address of its own', () => {
  test('it opens that person’s feed, and what the page shows once is kept nowhere', async () => {
    const address = await renew()
    expect(titlesIn((await read(address)).text)).toEqual(['Berths'])
    expect((await ana.get('/notices')).text).not.toContain('plf_')
    const entries = await quay.plumbline.auditEntries({ kind: 'feed-renewed' })
    expect(JSON.stringify(entries)).not.toContain(address.split('token=')[1])
  })

  test('a new address ends the old one, and taking it away ends both', async () => {
    const old = await renew()
    const fresh = await renew()
    expect([(await read(old)).status, (await read(fresh)).status]).toEqual([404, 200])
    await renew('end')
    expect((await read(fresh)).status).toBe(404)
  })

  test.each(['', 'plf_', `plf_${'a'.repeat(43)}`, 'plk_000000000000_x', '%00', 'a'.repeat(300)])(
    'the secret %j opens nothing, and says so in the same words',
    async (secret) => {
      const { status, text } = await read(`${quay.address}/feeds/reports.atom?token=${secret}`)
      expect([400, 404]).toContain(status)
      expect(text).not.toMatch(/ana|Berths/)
    },
  )

  test('it shows what the person may read today', async () => {
    const address = await renew()
    await quay.write('runbooks/berths.md', runbook({ owner: 'ana' }, rightTimeout))
    await quay.plumbline.crawl(['runbooks'])
    expect(titlesIn((await read(address)).text)).toEqual([])
    const closed = runbook({ owner: 'ana' }, wrongTimeout).replace('---\n', '---\naccess: [kim]\n')
    await quay.write('runbooks/berths.md', closed)
    await quay.plumbline.crawl(['runbooks'])
    expect(titlesIn((await read(address)).text)).toEqual([])
    await quay.write('runbooks/berths.md', runbook({ owner: 'ana' }, wrongTimeout))
    await quay.plumbline.crawl(['runbooks'])
    expect(titlesIn((await read(address)).text)).toEqual(['Berths'])
  })

  test('it opens nothing for somebody who owns pages no more, or has left', async () => {
    const address = await renew()
    quay.configure(({ principals }) => ({
      principals: principals.map((one) => (one.id === 'ana' ? { ...one, scopes: ['agent'] } : one)),
    }))
    expect((await read(address)).status).toBe(404)
    quay.configure(({ principals }) => ({
      principals: principals.filter(({ id }) => id !== 'ana'),
    }))
    expect((await read(address)).status).toBe(404)
  })
})

describe('what a person is told', () => {
  test('is chosen by nobody with a key, by no other page, and by no word that is none', async () => {
    const hal = await quay.signedIn('hal')
    const csrf = await hal.word('/notices')
    const choice = { csrf, digest: 'off', alerts: 'off' }
    const foreign = await hal.post('/notices', choice, { origin: 'https://elsewhere.example' })
    const unproven = await hal.post('/notices', { ...choice, csrf: 'guessed' })
    const odd = await hal.post('/notices', { ...choice, digest: 'hourly' })
    const key = { authorization: `Bearer ${await quay.key('hal')}` }
    const keyed = await hal.post('/notices', choice, key)
    const renewed = await hal.post('/notices/feed', { csrf, do: 'renew' }, key)
    expect([foreign, unproven, odd, keyed, renewed].map(({ status }) => status)).toEqual([
      403, 403, 400, 403, 403,
    ])
    const person = await quay.plumbline.principal('hal')
    expect(await quay.plumbline.noticeSettings(person)).toMatchObject({
      ...{ digest: 'weekly', alerts: true, feedMadeAt: null },
    })
  })

  test('every form carries the word of the session', async () => {
    const hal = await quay.signedIn('hal')
    const page = load((await hal.get('/notices')).text)
    expect(page('main form')).toHaveLength(3)
    for (const form of page('main form').toArray())
      expect(page(form).find('input[name=csrf]')).toHaveLength(1)
  })
})

test('no title breaks out of its entry, and a feed is XML whatever pages say', () => {
  const feedOf = (title: string) =>
    reportsFeed({
      person: 'ana',
      reports: [{ ...report, page: { ...report.page, title } }],
      base: 'https://plumbline.acme.example',
      now: '2026-03-01T12:00:00.000Z',
    })
  const shapeOf = (xml: string) => {
    const feed = load(xml, { xml: true })
    return feed('*')
      .toArray()
      .map((one) => ('tagName' in one ? one.tagName : ''))
  }
  const plain = shapeOf(feedOf('Berths'))
  const harm = fc
    .array(
      fc.constantFrom(
        ...[']]>', '<![CDATA[', '</entry>', '<entry>', '&', '&#0;', '\0', '\ud800', '\ufffe', '"'],
        ...['<script>', 'Berths', '\u202e', '\r\n', '<?x ?>', '<!--'],
      ),
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(harm, fc.string({ unit: 'binary' })), (title) => {
      const xml = feedOf(title)
      expect(shapeOf(xml)).toEqual(plain)
      expect(xml).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u)
      expect(xml.split(']]>').length).toBe(xml.split('<![CDATA[').length)
      const shown = load(titlesIn(xml)[0] ?? '')
      expect(shown('body *').toArray()).toEqual([])
    }),
  )
})
