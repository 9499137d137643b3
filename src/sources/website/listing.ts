import { PlumblineError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { PoliteFetch } from '../fetching/contract.ts'
import { type Robots, readRobots, robotsUrl } from '../fetching/robots.ts'
import { walkSitemaps } from '../fetching/sitemap-walk.ts'
import type { Address, Site } from './addresses.ts'
import type { Record } from './memory.ts'

/** What a site's robots.txt asks; a site that cannot say so is not asked for anything else. */
export const askRobots = async (
  fetching: PoliteFetch,
  { start, origin }: Site,
): Promise<Robots> => {
  const url = robotsUrl(start.url)
  const reply = await fetching.ask({ url })
  const robots = readRobots(url, reply)
  if (reply.status >= 500 || reply.status === 429)
    throw new PlumblineError(
      'source.unreachable',
      `cannot read ${url} (status ${reply.status}): until it can be read, nothing of ${origin} may be`,
    )
  if (!robots.allows(start.url))
    throw new PlumblineError(
      'source.refused',
      `${url} asks crawlers to stay away from ${start.url}; ask whoever keeps the site to allow 'plumbline'`,
    )
  if (robots.delay > 0) fetching.pace(new URL(start.url).host, robots.delay)
  return robots
}

/** A page as a site lists it. */
export interface ListedPage {
  readonly address: Address
  /** When the site says that it was changed. */
  readonly modified: Instant | null
}

/** What a site lists of its pages, and what could not be read of it. */
export interface Listing {
  readonly pages: readonly ListedPage[]
  readonly troubles: readonly { readonly url: string; readonly because: string }[]
}

/** The pages of a site's sitemaps: those that its robots.txt names, else where they usually are. */
export const readListing = async (
  fetching: PoliteFetch,
  site: Site,
  { sitemaps }: Robots,
  bounds: { readonly mostPages: number; readonly now: Instant },
): Promise<Listing> => {
  const guessed = [
    new URL('/sitemap.xml', site.origin).href,
    new URL('sitemap.xml', site.start.url).href,
  ]
  const named = sitemaps.filter((url) => site.addressOf(url) !== null)
  const starts = named.length > 0 ? named : [...new Set(guessed)]
  const pages = new Map<string, ListedPage>()
  const troubles: { url: string; because: string }[] = []
  const read = async (url: string): Promise<Uint8Array | string> => {
    const { status, body } = await fetching.ask({ url })
    if (status === 200) return body
    return status === 404 || status === 410 ? missing : `it answers with status ${status}`
  }
  for await (const listed of walkSitemaps(starts, read, bounds.now)) {
    if (listed.is === 'trouble') {
      const isGuess = named.length === 0 && guessed.includes(listed.url)
      if (!isGuess || !noSitemap.has(listed.because)) troubles.push(listed)
      continue
    }
    const address = site.addressOf(listed.url)
    if (address === null || !site.isInside(address)) continue
    pages.set(address.key, { address, modified: listed.modified })
    if (pages.size > bounds.mostPages) break
  }
  return { pages: [...pages.values()], troubles }
}

const missing = 'it is not there'
/** What a site without a sitemap answers: a sentence, or a page of its own. */
const noSitemap = new Set([missing, 'it is no sitemap'])

/** From so many claims on, their share tells something. */
const enough = 10
const trustworthy = 0.8
/** A list in which more than this share was changed today, or on one and the same day, tells when it was made. */
const today = 0.05
const sameDay = 0.5

/** What the dates of a site's list are good for. */
export interface Trust {
  /** A date that did not move means a page that did not change. */
  readonly toPassOver: boolean
  /** A date may stand as the page's own claim. */
  readonly toDate: boolean
  /** A date that moved is a reason to look. */
  readonly toHint: boolean
}

/** Judges a site's dates by what became of its earlier claims, and by what they look like. */
export const trustIn = (
  pages: readonly ListedPage[],
  { claimed, real }: Record,
  now: Instant,
): Trust => {
  const days = pages.flatMap(({ modified }) => (modified === null ? [] : [modified.slice(0, 10)]))
  const counts = new Map<string, number>()
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1)
  const isStamped =
    (counts.get(now.slice(0, 10)) ?? 0) > Math.max(1, today * pages.length) ||
    Math.max(0, ...counts.values()) > Math.max(2, sameDay * pages.length)
  const isKept = real >= trustworthy * claimed
  return {
    toPassOver: !isStamped && claimed >= enough && isKept,
    toDate: !isStamped && (claimed < enough || isKept),
    toHint: !isStamped,
  }
}
