import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ThroughWiki, throughWiki } from '../support/through-wiki.ts'
import { startTiddlyWiki, type TiddlyWiki } from '../support/wikis/tiddlywiki.ts'

const principals = `
  - { id: banker, kind: agent, scopes: [agent], groups: [group:everyone, group:bankers] }
  - { id: clerk, kind: agent, scopes: [agent] }
`
const limits = (retries: number): string =>
  `The default of \`PAYMENT_RETRIES\` is ${retries}.\n\n|!Bank |!Limit |\n|Norden |${retries} |\n`

let wiki: TiddlyWiki
let through: ThroughWiki
const asked = (): readonly string[] =>
  wiki.log.requests.map(({ url }) => decodeURIComponent(url)).toSorted()
const listing = ['/recipes/default/tiddlers.json', '/status']

beforeAll(async () => {
  wiki = await startTiddlyWiki({
    users: { crawler: 'harbour-7' },
    readers: ['(authenticated)'],
    writers: ['(authenticated)'],
  })
  await wiki.put('Payment limits', limits(3))
  await wiki.put('Worker', 'The worker starts at dawn.')
  await wiki.put('Old queue', 'The old queue is kept warm.')
  await wiki.put('Desk', 'The desk opens at moonrise.')
  through = await throughWiki(
    `id: notes, type: tiddlywiki, url: '${wiki.url}', access: [group:bankers], user: crawler, passwordFrom: TEST_WIKI_PASSWORD`,
    principals,
    { TEST_WIKI_PASSWORD: 'harbour-7' },
  )
  expect(await through.crawl()).toMatchObject({ pages: 4, changed: 4, unread: [] })
})
afterAll(async () => {
  await through?.close()
  await wiki?.stop()
})
beforeEach(() => wiki.log.clear())

test('pages are those of the wiki, to whoever the entry lets in', async () => {
  expect(await through.titles('banker')).toEqual(['Desk', 'Old queue', 'Payment limits', 'Worker'])
  expect(await through.titles('clerk')).toEqual([])
  expect(await through.ask('banker', 'When does the desk open?')).toContain('moonrise')
  expect(await through.ask('clerk', 'When does the desk open?')).not.toContain('moonrise')
  expect((await through.contradicted('banker')).join()).toContain('PAYMENT_RETRIES')
  expect(await through.contradicted('clerk')).toEqual([])
})

test('an unchanged wiki is asked for its list alone', async () => {
  expect(await through.crawl()).toMatchObject({ pages: 4, changed: 0, gone: 0 })
  expect(asked()).toEqual(listing)
})

test('an edit, a move and a deletion are seen in one crawl, which asks for nothing else', async () => {
  await wiki.put('Payment limits', limits(5), { modified: '20200101000000000' })
  await wiki.rename('Worker', 'Night worker')
  await wiki.delete('Old queue')
  expect(await through.crawl()).toMatchObject({ changed: 2, gone: 2 })
  const texts = ['Night worker', 'Payment limits'].flatMap((title) => [
    `/${title}`,
    `/recipes/default/tiddlers/${title}`,
  ])
  expect(asked()).toEqual([...texts, ...listing].toSorted())
  expect(await through.titles('banker')).toEqual(['Desk', 'Night worker', 'Payment limits'])
  expect(await through.contradicted('banker')).toEqual([])
  expect(await through.ask('banker', 'What is kept warm?')).not.toContain('old queue is kept')
})

test('a server that was started anew over other files is seen through, and nothing else is rendered again', async () => {
  await wiki.put('Payment limits', limits(3), { modified: '20200101000000000' })
  await wiki.restart()
  wiki.log.clear()
  expect(await through.crawl()).toMatchObject({ changed: 1, gone: 0 })
  expect(asked().filter((path) => !path.startsWith('/recipes') && path !== '/status')).toEqual([
    '/Payment limits',
  ])
  expect((await through.contradicted('banker')).join()).toContain('PAYMENT_RETRIES')
})

test('a server that shuts us out, or dies half way, keeps what was read', async () => {
  await wiki.restart({ readers: ['somebody'] })
  expect((await through.crawl()).failed).toMatch(/among its readers/)
  await wiki.restart({ readers: ['(authenticated)'] })
  wiki.log.failNext(99, 'cut midway', ({ url }) => url.startsWith('/recipes'))
  expect((await through.crawl()).failed).toMatch(/127\.0\.0\.1/)
  wiki.log.heal()
  expect(await through.titles('banker')).toEqual(['Desk', 'Night worker', 'Payment limits'])
  expect(await through.crawl()).toMatchObject({ changed: 0, gone: 0 })
})
