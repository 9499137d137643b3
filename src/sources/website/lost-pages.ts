import { createHash } from 'node:crypto'
import { PlumblineError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { PoliteFetch, Reply } from '../fetching/contract.ts'
import type { Site } from './addresses.ts'
import { type PageSigns, pageSigns } from './page-signs.ts'

/** How a site answers for what it does not have. */
export interface LostPages {
  /** Whether an answer with status 200 is what the site says of a page that is not there. */
  isLost(html: string, signs: PageSigns, url: string): boolean
  /** The key where the site sends whoever asks for nonsense; null where it does not. */
  readonly sentTo: string | null
  /** Whether that is just how it answers for its first page. */
  readonly isFirst: boolean
}

/** Asks for a page that nobody has, once per crawl: whatever looks like the answer is no page either. */
export const askNonsense = async (
  fetching: PoliteFetch,
  site: Site,
  now: Instant,
): Promise<LostPages> => {
  const name = createHash('sha256').update(`${site.start.key} ${now}`).digest('hex').slice(0, 16)
  const url = new URL(`no-such-page-${name}`, site.start.url).href
  const reply = await askPage(fetching, url)
  if (reply === null) return { sentTo: null, isFirst: false, isLost: (_, signs) => saysSo(signs) }
  const first = await askPage(fetching, site.start.url)
  const sentTo = reply.redirects.length > 0 ? (site.addressOf(reply.url)?.key ?? null) : null
  if (sentTo !== null) {
    if (first?.url === reply.url && sentTo !== site.start.key)
      throw new PlumblineError(
        'source.unreachable',
        `${site.origin} sends every address to ${reply.url}: it may be closed for now`,
      )
    return { sentTo, isFirst: false, isLost: (_, signs) => saysSo(signs) }
  }
  const answer = digestAt(fetching.text(reply), url)
  return {
    sentTo: null,
    isFirst: first !== null && digestAt(fetching.text(first), site.start.url) === answer,
    isLost: (html, signs, asked) => saysSo(signs) || digestAt(html, asked) === answer,
  }
}

/** What is shown at an address as if there were a page; null where the answer is that there is none. */
const askPage = async (fetching: PoliteFetch, url: string): Promise<Reply | null> => {
  try {
    const reply = await fetching.ask({ url, accept: 'text/html' })
    return reply.status === 200 ? reply : null
  } catch (error) {
    // Some sites send whoever is lost to another site.
    if (error instanceof PlumblineError && error.code === 'source.elsewhere') return null
    throw error
  }
}

const digestAt = (html: string, url: string): string => pageSigns(withoutName(html, url)).digest

/** Such a page may repeat the address that it was asked for. */
const withoutName = (html: string, url: string): string => {
  const { pathname, href } = new URL(url)
  const last = pathname.slice(pathname.lastIndexOf('/', pathname.length - 2) + 1)
  return [href, pathname, last]
    .filter((part) => part.length > 1)
    .reduce((text, part) => text.replaceAll(part, ''), html)
}

/** Letters of a page that only says that it is not there; a page about such pages says more. */
const mostLetters = 1_500

const saysSo = ({ title, length }: PageSigns): boolean =>
  length <= mostLetters && notFound.test(title.slice(0, 200))

const notFound =
  /^(?:(?:error )?404(?:[ :|–—-]{1,3}(?:error|(?:page |file )?not found))?|(?:sorry, )?(?:(?:the|this|that) )?(?:requested )?(?:page|file|document|topic|article) (?:(?:was |could |can)?(?: ?not) (?:be )?found|(?:does not|doesn['’]t) exist|no longer exists)|not found)[.!]?(?: ?[|–—·»-] ?.{0,80})?$/i
