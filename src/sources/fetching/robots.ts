import robotsParser from 'robots-parser'
import { decodeBody } from './charset.ts'
import type { Reply } from './contract.ts'

/** What a site asks of crawlers (RFC 9309); to be read anew after a day at most. */
export interface Robots {
  /** Whether a page of this site may be asked for; of another site's, nothing is known: no. */
  allows(url: string): boolean
  /** Least milliseconds between two requests; 0 where nothing is said. */
  readonly delay: number
  /** Where the site lists its pages, in the order given. */
  readonly sitemaps: readonly string[]
}

/** The name by which a robots.txt speaks to us; without one, what it says to all (`*`) holds. */
const userAgent = 'plumbline'

/** Bytes of a robots.txt that are read, as RFC 9309, 2.5 asks. */
const mostBytes = 500 * 1_024
/** Letters of all patterns with wildcards together: matching them takes as long as they and the address are long. */
const mostWild = 32_000
const longestUrl = 4_096
const longestLine = 16_384
/** Something that is no rule, but ends a list of user agents as one would. */
const leftOut = 'left-out:'
const mostSitemaps = 1_000
const longestDelay = 60 * 60_000

/** Where the robots.txt of a page's site is. */
export const robotsUrl = (page: string): string => new URL('/robots.txt', page).href

/**
 * Reads the answer to a question for `url`, a robots.txt; null where there was no answer. No such file (4xx) allows
 * all; a server that fails (5xx, or 429: it is busy) or is not there allows nothing, as it could not say so.
 */
export const readRobots = (url: string, reply: Pick<Reply, 'status' | 'body'> | null): Robots => {
  if (reply === null || reply.status >= 500 || reply.status === 429 || reply.status < 200)
    return { allows: () => false, delay: 0, sitemaps: [] }
  if (reply.status >= 300)
    return { allows: (page) => isSameSite(url, page), delay: 0, sitemaps: [] }
  const robots = robotsParser(url, tamed(textOf(reply.body)))
  return {
    allows: (page) => isSameSite(url, page) && isAllowed(robots, page),
    delay: delayOf(robots.getCrawlDelay(userAgent)),
    sitemaps: sitemapsOf(robots.getSitemaps(), url),
  }
}

/** The file itself may always be read. */
const isAllowed = (robots: ReturnType<typeof robotsParser>, page: string): boolean =>
  new URL(page).pathname === '/robots.txt' || robots.isAllowed(page, userAgent) === true

const isSameSite = (robots: string, page: string): boolean =>
  page.length <= longestUrl &&
  URL.canParse(page) &&
  URL.canParse(robots) &&
  new URL(page).origin === new URL(robots).origin

/** Whole lines only: half of `Disallow: /drafts` would shut the site. */
const textOf = (body: Uint8Array): string => {
  const text = decodeBody(body.subarray(0, mostBytes), 'text/plain')
  if (body.length <= mostBytes) return text
  return text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'), 0))
}

/**
 * A robots.txt that is matched in bounded time. Beyond the bound an Allow with wildcards is left out, and a Disallow
 * ends at its first one, so that it forbids more.
 */
const tamed = (text: string): string => {
  let wild = 0
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const rule = /^\s*(allow|disallow)\s*:(.*)$/i.exec(line.length > longestLine ? '' : line)
      if (!rule) return line.length > longestLine ? leftOut : line
      const [, verb = '', rest = ''] = rule
      const pattern = (rest.split('#', 1)[0] ?? '').trim().replace(/\*{2,}/g, '*')
      const star = pattern.indexOf('*')
      if (star < 0) return `${verb}: ${pattern}`
      wild += pattern.length
      if (wild <= mostWild) return `${verb}: ${pattern}`
      return verb.toLowerCase() === 'allow' ? leftOut : `${verb}: ${pattern.slice(0, star) || '/'}`
    })
    .join('\n')
}

const delayOf = (seconds: number | undefined): number =>
  seconds !== undefined && seconds > 0 ? Math.min(longestDelay, Math.ceil(seconds * 1_000)) : 0

const sitemapsOf = (listed: readonly string[], robots: string): readonly string[] => {
  const urls = listed
    .slice(0, mostSitemaps)
    .filter((text) => text.length <= longestUrl && URL.canParse(text, robots))
    .map((text) => new URL(text, robots))
    .filter(({ protocol }) => protocol === 'http:' || protocol === 'https:')
  return [...new Set(urls.map(({ href }) => href))]
}
