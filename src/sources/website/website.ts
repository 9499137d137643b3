import { PlumblineError } from '../../domain/errors.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { authorizationOf } from '../wiki-root.ts'
import { siteAt } from './addresses.ts'
import { crawlSite } from './crawl.ts'
import { askRobots, readListing } from './listing.ts'
import { askNonsense } from './lost-pages.ts'
import { readMemory } from './memory.ts'

/** Any website: what it lists in sitemaps, and what its links lead to. */
export const website: SourceType = {
  name: 'website',
  about:
    'Reads the pages of a website below an address: those of its sitemaps, and those its links lead to.',
  documents: pagesOf,
}

async function* pagesOf(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed> {
  if (entry.url === undefined || !/^https?:/i.test(entry.url))
    throw new PlumblineError(
      'config.unreadable',
      `source ${entry.id}: its url is no http(s) address`,
    )
  const site = siteAt(entry.url)
  const authorization = authorizationOf(entry.credentials)
  const fetching = tools.fetching({
    origin: site.origin,
    ...(authorization === undefined ? {} : { authorization }),
  })
  const robots = await askRobots(fetching, site)
  const bounds = { mostPages: entry.mostPages ?? 100_000, now: tools.now() }
  const listing = await readListing(fetching, site, robots, bounds)
  const lost = await askNonsense(fetching, site, tools.now())
  const memory = readMemory(tools.checkpoint?.text ?? null)
  yield* crawlSite({ site, entry, tools, fetching, robots, listing, lost, memory })
}
