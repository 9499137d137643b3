import { Gauge, type Registry } from 'prom-client'
import type { ServedPlumbline } from './served-plumbline.ts'

/** Reads how sources, crawls and surveys stand into gauges whenever it is called; their names are those of the configuration. */
export function stateGauges(registers: Registry[], plumbline: ServedPlumbline) {
  const all = gauges((name, help, ...labelNames) => {
    return new Gauge({ name: `plumbline_${name}`, help, labelNames, registers })
  })
  return async (): Promise<void> => {
    for (const one of Object.values(all)) one.reset()
    try {
      await look(all, plumbline)
      all.readable.set(1)
    } catch {
      // How the process does is told all the same: it is then that somebody looks.
      all.readable.set(0)
    }
  }
}

type Gauges = ReturnType<typeof gauges>

const gauges = (gauge: (name: string, help: string, ...labels: readonly string[]) => Gauge) => ({
  readable: gauge(
    'state_readable',
    '0 while the store cannot be asked, and what it knows is left out',
  ),
  info: gauge('info', 'The version that runs, and how passages are found', 'version', 'nearness'),
  status: gauge('status', '1 for the status that holds, else 0', 'status'),
  policy: gauge('policy_usable', '0 while the policy cannot be read and everything is blocked'),
  letters: gauge(
    'webhook_dead_letters',
    'Messages to subscribers that were given up; counted to 200',
  ),
  pages: gauge('source_pages', 'Pages that are indexed', 'source'),
  unread: gauge('source_unread', 'Documents that could not be read', 'source'),
  crawledAt: gauge(
    'source_crawled_timestamp_seconds',
    'When the last crawl ended, in seconds since 1970; none if there was none',
    'source',
  ),
  crawling: gauge('source_crawl_running', '1 while a crawl is under way', 'source'),
  failed: gauge('source_crawl_failed', '1 if the last crawl failed', 'source'),
  surveyedAt: gauge(
    'repository_surveyed_timestamp_seconds',
    'When the last survey was made, in seconds since 1970; none if there was none',
    'repository',
  ),
})

async function look(all: Gauges, plumbline: ServedPlumbline): Promise<void> {
  const health = await plumbline.health()
  all.info.set({ version: health.version, nearness: health.nearness }, 1)
  for (const status of ['ok', 'starting', 'degraded'])
    all.status.set({ status }, health.status === status ? 1 : 0)
  all.policy.set(health.policy.problem === null ? 1 : 0)
  all.letters.set((await plumbline.deadLetters({ limit: 200 })).items.length)
  for (const { id: source, pages, unread, crawledAt, crawl } of await plumbline.sources()) {
    all.pages.set({ source }, pages)
    all.unread.set({ source }, unread)
    all.crawling.set({ source }, crawl?.status === 'running' ? 1 : 0)
    all.failed.set({ source }, crawl?.status === 'failed' ? 1 : 0)
    if (crawledAt !== null) all.crawledAt.set({ source }, secondsOf(crawledAt))
  }
  for (const { id: repository, surveyedAt } of health.repositories)
    if (surveyedAt !== null) all.surveyedAt.set({ repository }, secondsOf(surveyedAt))
}

const secondsOf = (instant: string): number => Date.parse(instant) / 1000
