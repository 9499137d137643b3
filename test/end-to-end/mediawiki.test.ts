import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { needs } from '../support/needs.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { type MediaWiki, startMediaWiki } from '../support/wikis/mediawiki.ts'

const ledger = (retries: number) =>
  `The default of <code>LEDGER_RETRIES</code> is ${retries}.\n\n== Closing ==\nThe moonrise closes the ledger of the day.`

describe.skipIf(!needs('php') || !needs('mediawiki'))(
  'a MediaWiki, through (needs php, mediawiki)',
  () => {
    const folder = newFolder()
    const mara = { name: 'Mara', password: 'ledger-by-night' }
    let wiki: MediaWiki
    let shop: TestRepository
    let plumbline: Plumbline
    let id = ''
    /** The second of the wiki's clock in which a page was moved, or a later one. */
    let movedBy = ''

    const settings = () => `
sources:
  - id: wiki
    type: mediawiki
    url: ${wiki.url}
    about: [shop]
    privateNetwork: true
    user: ${mara.name}
    passwordFrom: TEST_OF_MEDIAWIKI_PASSWORD
repositories:
  - { id: shop, path: ${JSON.stringify(shop.directory)} }
principals:
  - { id: clerk, kind: person, scopes: [engineer], accounts: ['wiki/user:Mara'] }
  - { id: stranger, kind: person, scopes: [engineer] }
`

    beforeAll(async () => {
      process.env.TEST_OF_MEDIAWIKI_PASSWORD = mara.password
      shop = await gitRepository([
        { files: { 'src/ledger.ts': 'export const LEDGER_RETRIES = 3\n' } },
      ])
      wiki = await startMediaWiki()
      await wiki.addUser(mara)
      await wiki.author.edit('Ledger', ledger(3))
      await wiki.author.edit('Opening hours', 'The shop opens at eight.')
      const none = { config: null, data: join(folder, 'data'), port: null, color: null }
      plumbline = await openPlumbline(parseConfig(settings(), join(folder, 'plumbline.yaml'), none))
      await crawl()
    })

    afterAll(async () => {
      await plumbline?.close()
      await Promise.all([wiki?.stop(), shop?.remove()])
      delete process.env.TEST_OF_MEDIAWIKI_PASSWORD
      removeFolder(folder)
    })

    /** One crawl, and the pages whose text was asked for. */
    const crawl = async () => {
      wiki.log.clear()
      const [summary] = await plumbline.crawl([])
      const texts = wiki.log.requests.flatMap(
        ({ url }) => /action=parse&pageid=(\d+)/.exec(url)?.[1] ?? [],
      )
      return { summary, texts }
    }
    const wikiTime = async (): Promise<string> =>
      Object(await wiki.author.ask({ action: 'query', meta: 'siteinfo' })).query.general.time
    const seen = async (who: string) => {
      const principal = await plumbline.principal(who)
      const [pages, findings, answer] = [
        await plumbline.pages({}, principal),
        await plumbline.findings({}, principal),
        await plumbline.ask({ query: 'What closes the ledger of the day?' }, principal),
      ]
      return {
        titles: pages.items
          .filter(({ times }) => times.gone === null)
          .map(({ title }) => title)
          .toSorted(),
        pages: pages.items,
        findings: findings.items,
        answer: JSON.stringify(answer),
        all: JSON.stringify([
          pages,
          findings,
          answer,
          await plumbline.page(`wiki:${id}`, principal),
        ]),
      }
    }

    test('its pages are indexed, and what holds is not found fault with', async () => {
      const { titles, pages, findings, all } = await seen('stranger')
      expect(titles).toEqual(['Ledger', 'Main Page', 'Opening hours'])
      id = pages.find(({ title }) => title === 'Ledger')?.path ?? ''
      expect(all).toContain('The moonrise closes the ledger')
      expect(findings.filter(({ status }) => status === 'contradicted')).toEqual([])
      expect((await crawl()).texts).toEqual([])
    })

    test('an edit is found fault with after one crawl that reads no other page', async () => {
      await wiki.author.edit('Ledger', ledger(7))
      expect((await crawl()).texts).toEqual([id])
      const { findings } = await seen('clerk')
      const told = findings.filter(({ status }) => status === 'contradicted')
      expect(told).toHaveLength(1)
      expect(JSON.stringify(told)).toContain('LEDGER_RETRIES')
    })

    test('a page that moves is the same page at another address', async () => {
      await wiki.author.move('Ledger', 'Ledger/Closing')
      movedBy = await wikiTime()
      expect((await crawl()).texts).toEqual([id])
      const { titles, pages } = await seen('clerk')
      expect(titles).toEqual(['Ledger/Closing', 'Main Page', 'Opening hours'])
      expect(pages.find(({ path }) => path === id)?.url).toBe(
        `${wiki.url}/index.php/Ledger/Closing`,
      )
    })

    test('a wiki that is closed opens to its members alone, with no text read again', async () => {
      wiki.setReading({ readers: ['user'] })
      const { summary, texts } = await crawl()
      expect([summary?.failed ?? null, texts]).toEqual([null, []])
      expect((await seen('clerk')).all).toContain('moonrise')
      const stranger = await seen('stranger')
      expect(stranger.titles).toEqual([])
      expect(stranger.all).not.toMatch(/moonrise|Ledger\/Closing|eight/)
    })

    test('a page that is deleted is gone, and no answer rests on it', async () => {
      // What moved in the second in which a crawl begins may have moved while it listed: it is called gone by the next one.
      await expect.poll(wikiTime, { timeout: 5_000 }).not.toBe(movedBy)
      await wiki.author.delete('Ledger/Closing')
      expect((await crawl()).texts).toEqual([])
      const { titles, pages, answer } = await seen('clerk')
      expect(titles).toEqual(['Main Page', 'Opening hours'])
      expect(pages.find(({ path }) => path === id)?.times.gone).not.toBeNull()
      expect(answer).not.toContain('The moonrise closes the ledger of the day.')
    })
  },
)
