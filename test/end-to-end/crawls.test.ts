import { expect, test, vi } from 'vitest'
import type { CrawlSummary } from '../../src/domain/crawl.ts'
import { company, pagesOf } from '../bad-input/company.ts'

async function opened(pages = 120, settings = '') {
  const files = Object.fromEntries(
    Array.from({ length: pages }, (_, index) => [`p${index}.md`, `# Page ${index}\n\nIt rains.\n`]),
  )
  const wiki = company(files, '', settings)
  return { wiki, plumbline: await wiki.open() }
}

test('a crawl can be watched to its end, and joined while it is under way', async () => {
  const { plumbline } = await opened()
  const [begun, joined] = await Promise.all([
    plumbline.startCrawl('wiki'),
    plumbline.startCrawl('wiki'),
  ])
  if (begun === null) throw new Error('no crawl began')
  expect(joined?.id).toBe(begun.id)
  const seen: CrawlSummary[] = []
  for await (const summary of plumbline.watchCrawl(begun.id)) seen.push(summary)
  expect(seen[0]?.status).toBe('running')
  expect(seen.at(-1)).toMatchObject({ status: 'finished', changed: 121, unread: [] })
  expect(seen.map(({ pages }) => pages)).toEqual(
    seen.map(({ pages }) => pages).toSorted((a, b) => a - b),
  )
  expect(await plumbline.crawlSummary(begun.id)).toEqual(seen.at(-1))
})

test('operators see what the last crawl came to', async () => {
  const { wiki, plumbline } = await opened(3)
  wiki.write('broken.md', Buffer.from([0, 1, 2]))
  await plumbline.index()
  const [source] = await plumbline.sources()
  expect(source).toMatchObject({
    id: 'wiki',
    pages: 4,
    unread: 1,
    crawl: { status: 'finished', pages: 4, unread: [{ path: 'broken.md' }] },
  })
  expect(source?.wholeAt).not.toBeNull()
})

test('a source that is not configured has no crawl', async () => {
  const { plumbline } = await opened(1)
  expect(await plumbline.startCrawl('nothing')).toBeNull()
  expect(await plumbline.crawlSummary('crw_nothing')).toBeNull()
})

test('the server looks from time to time, and sees what changed', async () => {
  const { wiki, plumbline } = await opened(2, ', pollMinutes: 0.001')
  await plumbline.index()
  const reports: string[] = []
  const stop = plumbline.poll((message) => reports.push(message), 5)
  wiki.write('p0.md', '# Page 0\n\nIt snows.\n')
  await vi.waitFor(
    async () => {
      const page = (await pagesOf(plumbline)).find(({ path }) => path === 'p0.md')
      expect(page?.text).toContain('It snows.')
    },
    { timeout: 10_000, interval: 20 },
  )
  stop()
  expect(reports).toEqual([])
})
