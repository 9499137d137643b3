import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import type { CrawlSummary } from '../../src/domain/crawl.ts'
import { person as personOf } from '../support/approvals.ts'
import { crawlSummary, fakePlumbline } from '../support/fake-plumbline.ts'
import { needs } from '../support/needs.ts'
import { startPeople } from '../support/people.ts'
import { stubServer } from '../support/stub-server.ts'
import { openBrowser, picture } from './browser.ts'

const page = (title: string): string => `<title>${title}</title><p>Of ${title}.</p>`
/** A promise, and what keeps it. */
function gate(): readonly [Promise<void>, () => void] {
  let keep = () => {}
  const kept = new Promise<void>((resolve) => {
    keep = resolve
  })
  return [kept, () => keep()]
}

const html = { 'content-type': 'text/html' }

describe.skipIf(!needs('chromium'))('crawls (needs chromium)', () => {
  test('show their end by themselves where scripts run, and when loaded again where none do', async () => {
    const held: ServerResponse[] = []
    const site = await stubServer(({ path }) => {
      if (path === '/') return { headers: html, body: `${page('tides')} <a href="/ebb">on</a>` }
      return path === '/ebb' ? (response) => held.push(response) : { status: 404, body: '' }
    })
    const server = await startPeople(
      `sources: [{ id: help, type: website, url: ${site.url}/, privateNetwork: true }]`,
    )
    const browser = await openBrowser(server)
    try {
      const plain = await browser.signedIn('gwen', { javaScriptEnabled: false })
      await plain.getByRole('link', { name: 'Crawls' }).click()
      await plain.getByRole('button', { name: 'Look now at help' }).click()
      await plain.getByText('running').waitFor()
      const live = await browser.signedIn('gwen')
      await live.goto('/crawls')
      await live.getByText('running').waitFor()
      await picture(live, 'crawls')
      await expect.poll(() => held.length).toBe(1)
      held[0]?.writeHead(200, html).end(page('ebb'))

      await live.getByText('finished').waitFor()
      expect(await plain.getByText('running').count()).toBe(1)
      await plain.reload()
      await plain.getByText('finished').waitFor()

      const other = await browser.signedIn('ana')
      expect(await other.getByRole('link', { name: 'Crawls' }).count()).toBe(0)
      await other.goto('/crawls')
      await other.getByText('crawls are for people with the scope operator').waitFor()
    } finally {
      await browser.close()
      await server.stop()
    }
  })

  test('are counted on as they go', async () => {
    const running = { ...crawlSummary, status: 'running', finishedAt: null } as const
    let crawl: CrawlSummary = { ...running, pages: 12 }
    const [isFurther, further] = gate()
    const [isOver, over] = gate()
    const person = personOf('gwen', { scopes: ['operator'] })
    const at = { beganAt: crawl.startedAt, endsAt: '2030-01-01T00:00:00.000Z' }
    const fake = fakePlumbline()
    const app = buildApp({
      ...fake,
      session: async () => ({ person, how: 'password', csrf: 'word', ...at }),
      sources: async () => (await fake.sources()).map((source) => ({ ...source, crawl })),
      async *watchCrawl() {
        yield crawl
        await isFurther
        yield { ...crawl, pages: 4_711 }
        await isOver
        crawl = crawlSummary
        yield crawl
      },
    })
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const browser = await openBrowser({ address })
    try {
      const page = await browser.stranger()
      await page.context().addCookies([{ name: 'plumbline-session', value: 'x', url: address }])
      await page.goto('/crawls')
      await page.getByRole('status').getByText('12', { exact: true }).waitFor()
      further()
      await page.getByRole('status').getByText('4711', { exact: true }).waitFor()
      over()
      await page.getByText('finished').waitFor()
    } finally {
      await browser.close()
      await app.close()
    }
  })
})
