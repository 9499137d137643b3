import type { Config } from './config/config.ts'
import type { Crawls } from './crawling.ts'
import type { Repositories } from './flows/open-repositories.ts'
import type { Store } from './store/store.ts'

/** What looking at a page again needs. */
export interface RecheckingParts {
  readonly config: Pick<Config, 'sources'>
  readonly store: Pick<Store, 'pages'>
  readonly repositories: Repositories
  readonly crawls: Crawls
  judge(): Promise<unknown>
  embedSoon(): Promise<void>
}

/** Fetches one page and surveys the repositories anew, and judges; false where its source could not be read. */
export const rechecking =
  ({ config, store, repositories, crawls, judge, embedSoon }: RecheckingParts) =>
  async (id: string): Promise<boolean> => {
    const page = await store.pages.get(id)
    const source = config.sources.find((one) => one.id === page?.source)
    await repositories.refresh()
    if (source === undefined) {
      await judge()
      return false
    }
    // A crawl under way may have passed the page already.
    if (crawls.running(source.id) !== null) await crawls.crawl(source, false)
    await store.pages.forgetStamp(id)
    const { status } = await crawls.crawl(source, false)
    // Whether or not the page changed: code may be another.
    await judge()
    await embedSoon()
    return status === 'finished'
  }
