import { agingBy } from './age-limits.ts'
import { extractorVersion } from './code/extract.ts'
import type { Config } from './config/config.ts'
import { type Crawls, crawlProgress, crawlsOf } from './crawling.ts'
import type { Audit } from './domain/audit.ts'
import type { CrawlSummary } from './domain/crawl.ts'
import { PlumblineError } from './domain/errors.ts'
import type { Instant } from './domain/instant.ts'
import type { Plumbline } from './domain/plumbline.ts'
import type { Progress } from './domain/requests.ts'
import { notePageStates } from './flows/corpus.ts'
import { forgetOld } from './flows/forget-old.ts'
import { type IndexingDesk, indexPages, reading } from './flows/index-pages.ts'
import { judgePages } from './flows/judge-pages.ts'
import type { Repositories } from './flows/open-repositories.ts'
import { recallReceipts } from './flows/recall-receipts.ts'
import { syncReports } from './flows/sync-reports.ts'
import { rechecking } from './rechecking.ts'
import { sourceFolders } from './source-folders.ts'
import type { FetchRules } from './sources/fetching/contract.ts'
import { politeFetch } from './sources/fetching/polite-fetch.ts'
import { machineTools } from './sources/fetching/tools.ts'
import type { FetchDoor, SourceEntry } from './sources/source.ts'
import type { Store } from './store/store.ts'
import { surveying } from './surveying.ts'
import { version } from './version.ts'

/** What indexing needs of an opened Plumbline. */
export interface IndexingParts {
  readonly config: Config
  readonly store: Store
  readonly repositories: Repositories
  readonly audit: Audit
  /** Makes the vectors that passages lack, and waits where that is short. */
  embedSoon(progress?: Progress): Promise<void>
  /** Called when pages were judged, by surveys that may be new. */
  judged(): void
  now(): Instant
}

type Indexing = Pick<
  Plumbline,
  'index' | 'crawl' | 'survey' | 'startSurvey' | 'surveyRun' | 'watchSurvey'
> & {
  readonly crawls: Crawls
  /** Judges what is to be judged. */
  judge(): Promise<unknown>
  readonly recheck: ReturnType<typeof rechecking>
}

/** Brings pages, surveys and findings up to date. */
export function indexing({
  config,
  store,
  repositories,
  embedSoon,
  audit,
  judged,
  now,
}: IndexingParts): Indexing {
  const { judge, recall, isJudged } = judging({ config, store, repositories, audit, judged, now })
  const machine = machineTools(version)
  const tools: IndexingDesk['tools'] = {
    ...sourceFolders({ config, repositories, machine, now }),
    fetching: (source, door) => politeFetch(rulesFor(source, door), machine),
  }
  const crawls = crawlsOf((source, everything, tell) => {
    // No page may count as unreachable only because we chose not to look.
    const between = source.pollMinutes * 60
    const most = Math.max(0, (config.copyLimitHours * 3600) / 2 - between)
    const visitBounds = { least: Math.min(most, between), most }
    return indexPages(source, { store, tools, reading, everything, visitBounds, now }, tell)
  })
  const crawl: Indexing['crawl'] = async (ids, progress, { everything = true } = {}) => {
    const wanted = chosen(config.sources, ids, 'source')
    const summaries: CrawlSummary[] = []
    for (const source of wanted) {
      const tell = progress && ((summary: CrawlSummary) => progress(crawlProgress(summary)))
      summaries.push(await crawls.crawl(source, everything, tell))
    }
    // What was judged stays judged where nothing came, went or changed.
    const isChanged = summaries.some(({ changed, gone }) => changed + gone > 0)
    if (isChanged || !isJudged() || (await store.assessments.missing()) > 0) await judge(progress)
    // Another program may have brought in what turns a receipt.
    else await recall(progress)
    await embedSoon(progress)
    return summaries
  }
  const survey: Indexing['survey'] = async (ids, progress) => {
    const wanted = chosen(config.repositories, ids, 'repository')
    await repositories.refresh()
    const summaries = await judge(progress)
    return summaries.filter((one) => wanted.some(({ id }) => id === one.id))
  }
  return {
    crawls,
    judge,
    recheck: rechecking({ config, store, repositories, crawls, judge, embedSoon }),
    crawl,
    ...surveying(survey, now),
    index: async (progress) => {
      await forgetSources(store, new Set(config.sources.map(({ id }) => id)), now())
      for (const { id, access = [] } of config.sources) await store.crawls.narrow(id, access)
      const local = config.sources.filter(isLocal).map(({ id }) => id)
      if (local.length > 0) return crawl(local, progress, { everything: false })
      await judge(progress)
      return []
    },
  }
}

/** Judges pages by today's surveys, and recalls the receipts that this turns. */
function judging({
  config,
  store,
  repositories,
  audit,
  judged,
  now,
}: Omit<IndexingParts, 'embedSoon'>) {
  const aboutOf = (source: string) => config.sources.find(({ id }) => id === source)?.about ?? []
  let isJudged = false
  const recall = async (progress?: Progress) => {
    const surveys = (await repositories.all(progress)).map(({ survey }) => survey)
    await recallReceipts({ store, audit, surveys, now: now() })
    await forgetOld(store, now())
  }
  const judge = async (progress?: Progress) => {
    isJudged = false
    const surveyed = await repositories.all(progress)
    const desk = {
      store,
      repositories: surveyed,
      aboutOf,
      demoted: await store.rules.demoted(),
      version: `${version} ${extractorVersion}`,
    }
    await judgePages(desk, progress)
    await syncReports(store, surveyed, now())
    isJudged = true
    const summaries = await repositories.record(store, now())
    await notePageStates({ ...agingBy(config), store, now })
    judged()
    await recall(progress)
    return summaries
  }
  return { judge, recall, isJudged: () => isJudged }
}

/** What stands on this machine is read at once; wikis and sites are crawled beside other work. */
export const isLocal = ({ path, repository }: SourceEntry): boolean =>
  path !== undefined || repository !== undefined

/** What a source may ask, of whom, and how much of it. */
export const rulesFor = (source: SourceEntry, door: FetchDoor): FetchRules => ({
  hosts: [new URL(door.origin).host, ...(door.otherHosts ?? [])],
  privateNetwork: source.privateNetwork ?? false,
  ...(door.authorization === undefined
    ? {}
    : { credentials: { origin: door.origin, authorization: door.authorization } }),
  concurrency: source.requestsAtOnce ?? 4,
  delay: source.pause ?? 0,
  maxBytes: 20 * 1024 * 1024,
  timeout: 30_000,
  maxRedirects: 5,
  attempts: 4,
})

/** Pages of a source that is not configured any more are gone, like those that their source no longer has. */
async function forgetSources(
  store: Store,
  configured: ReadonlySet<string>,
  at: Instant,
): Promise<void> {
  for (const { source } of await store.pages.tally()) {
    if (configured.has(source)) continue
    await store.pages.markAllGone(source, { at, basis: 'observed' })
    await store.crawls.forgetUnread(source)
    await store.groups.replace(source, [])
  }
}

function chosen<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  ids: readonly string[],
  what: string,
): readonly Entry[] {
  const unknown = ids.find((id) => !entries.some((entry) => entry.id === id))
  if (unknown !== undefined)
    throw new PlumblineError(
      'input.not-found',
      `no ${what} ${unknown} is configured; there are ${entries.map(({ id }) => id).join(', ') || 'none'}`,
    )
  return ids.length === 0 ? entries : entries.filter(({ id }) => ids.includes(id))
}
