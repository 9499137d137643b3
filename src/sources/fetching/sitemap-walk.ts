import type { Instant } from '../../domain/instant.ts'
import { readSitemap, type SitemapEntry } from './sitemap.ts'

/** Lists of lists of lists, and no further. */
const deepest = 3
/** Files of one walk. */
const mostFiles = 2_000

/** What a walk comes upon: a page, or a list that could not be read whole, with the reason in words. */
export type Listed =
  | (SitemapEntry & { readonly is: 'page' })
  | { readonly is: 'trouble'; readonly url: string; readonly because: string }

/**
 * The pages that a site lists, in its order, from the sitemaps given; each sitemap is read once. `read` gives the bytes
 * of one, or why there are none, in words. A page that two lists name comes twice.
 */
export async function* walkSitemaps(
  starts: readonly string[],
  read: (url: string) => Promise<Uint8Array | string>,
  now: Instant,
): AsyncGenerator<Listed, void, undefined> {
  const seen = new Set<string>()
  const next = starts.map((url) => ({ url, depth: 1 })).toReversed()
  for (let one = next.pop(); one; one = next.pop()) {
    const { url, depth } = one
    if (seen.has(url)) continue
    if (seen.size >= mostFiles) {
      yield { is: 'trouble', url, because: `more than ${mostFiles} sitemaps are listed` }
      return
    }
    seen.add(url)
    const body = await read(url)
    if (typeof body === 'string') {
      yield { is: 'trouble', url, because: body }
      continue
    }
    const { of, entries, cut } = readSitemap(body, now)
    if (cut !== null) yield { is: 'trouble', url, because: cut }
    if (of === 'pages') {
      for (const entry of entries) yield { is: 'page', ...entry }
    } else if (depth >= deepest) {
      yield { is: 'trouble', url, because: `it lists sitemaps more than ${deepest} deep` }
    } else {
      // The pile may hold no more than can still be read.
      const inner = entries.slice(0, mostFiles + 1)
      next.push(...inner.map((entry) => ({ url: entry.url, depth: depth + 1 })).toReversed())
    }
  }
}
