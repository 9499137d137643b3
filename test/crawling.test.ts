import { expect, test, vi } from 'vitest'
import { parseConfig } from '../src/config/config.ts'
import { crawlsOf } from '../src/crawling.ts'
import type { CrawlSummary } from '../src/domain/crawl.ts'
import { poll } from '../src/polling.ts'

const config = parseConfig(
  `sources:
  - { id: error, type: markdown-folder, path: a, pollMinutes: 0.001 }
  - { id: sound, type: markdown-folder, path: b, pollMinutes: 0.001 }
`,
  '/company/plumbline.yaml',
  { config: null, data: '/company/data', port: null, color: null },
)
const [broken, sound] = config.sources
if (broken === undefined || sound === undefined) throw new Error('two sources are configured')

const summary = (source: string, more: Partial<CrawlSummary> = {}): CrawlSummary => ({
  id: `crw_${source}`,
  source,
  startedAt: '2026-11-01T09:00:00.000Z',
  finishedAt: '2026-11-01T09:00:01.000Z',
  status: 'finished',
  pages: 1,
  changed: 0,
  gone: 0,
  accessChanged: 0,
  pagesPerSecond: 1,
  unread: [],
  ...more,
})

test('a source that breaks keeps no other from being looked at, and is looked at less', async () => {
  const looked: string[] = []
  const reports: string[] = []
  const crawl = async ([id = '']: readonly string[]) => {
    looked.push(id)
    if (id === 'error') throw new Error('the repository is not there')
    return [summary(id)]
  }
  const survey = async () => []
  const vectors = () => ({
    ...{ space: null, state: 'off' as const, reason: 'nothing is embedded', passages: 0 },
    problem: 'the disk is full',
  })
  const parts = { config, crawl, survey, vectors, next: new Map<string, number>() }
  const stop = poll(parts, (said) => reports.push(said), 5)
  await vi.waitFor(() => expect(looked.filter((id) => id === 'sound').length).toBeGreaterThan(4), {
    timeout: 20_000,
  })
  stop()
  const times = (id: string) => looked.filter((one) => one === id).length
  expect(times('error')).toBeLessThan(times('sound'))
  expect(reports).toContain('source error: the repository is not there')
  expect(reports).toContain('vectors: the disk is full')
})

test('whoever wants everything seen waits for a crawl that does not, and others join', async () => {
  const gone: boolean[] = []
  const crawls = crawlsOf(async (source, everything, tell) => {
    gone.push(everything)
    tell(summary(source.id, { status: 'running' }))
    await new Promise((done) => setTimeout(done, 10))
    return summary(source.id)
  })
  await Promise.all([
    crawls.crawl(sound, false),
    crawls.crawl(sound, true),
    crawls.crawl(sound, true),
    crawls.crawl(sound, false),
  ])
  expect(gone).toEqual([false, true])
  expect(crawls.running('sound')).toBeNull()
})

test('a crawl that breaks is over for whoever looks on, whatever its source is called', async () => {
  const crawls = crawlsOf(async (source, _, tell) => {
    tell(summary(source.id, { status: 'running' }))
    await new Promise((done) => setTimeout(done, 300))
    throw new TypeError('this is a bug')
  })
  const crawl = crawls.crawl(broken, true)
  const end = expect(crawl).rejects.toThrow('this is a bug')
  await vi.waitFor(() => expect(crawls.running('error')).not.toBeNull(), {
    interval: 5,
  })
  const seen: string[] = []
  for await (const { status } of crawls.watch('crw_error')) seen.push(status)
  expect(seen).toEqual(['running', 'failed'])
  await end
})
