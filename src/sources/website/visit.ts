import { createHash } from 'node:crypto'
import type { Copy } from '../../domain/crawl.ts'
import { PlumblineError } from '../../domain/errors.ts'
import type { PoliteFetch, Reply } from '../fetching/contract.ts'
import type { Address } from './addresses.ts'
import type { Errand } from './frontier.ts'
import type { Aside } from './memory.ts'
import { readStamp, type Stamp } from './stamp.ts'

/** What we have of an address: a copy, and what its stamp says. */
export interface Known {
  readonly copy: Copy
  readonly stamp: Stamp | null
}

export const knownOf = (copy: Copy): Known => ({ copy, stamp: readStamp(copy.stamp) })

/** An address that was asked, and what came of it: a reply, or a fault of its own. */
export interface Visit extends Errand {
  readonly known: Known | null
  readonly aside: Aside | null
  readonly outcome: Reply | PlumblineError
}

/** Media types whose bodies may be pages. */
export const pageTypes =
  'text/html, application/xhtml+xml, text/markdown, text/x-markdown, text/plain'

/** Asks one address, by what is known of it: of the page that it leads to, where it led to another. */
export const visit = async (
  fetching: PoliteFetch,
  errand: Errand,
  known: Known | null,
  { aside, leadsTo }: { readonly aside: Aside | null; readonly leadsTo: Known | null },
): Promise<Visit> => {
  const { etag, modified } = isOwn(aside) ? aside : (leadsTo?.stamp ?? known?.stamp ?? {})
  const url = urlOf(errand.address, known)
  try {
    const reply = await fetching.ask({
      url,
      accept: pageTypes,
      etag: etag ?? null,
      modified: modified ?? null,
    })
    return { ...errand, known, aside, outcome: reply }
  } catch (error) {
    if (!(error instanceof PlumblineError) || !error.code.startsWith('source.')) throw error
    return { ...errand, known, aside, outcome: error }
  }
}

/** Whether what is known of an address that is no page was said by that address itself. */
const isOwn = (aside: Aside | null): aside is Aside =>
  aside !== null && (aside.etag ?? aside.modified) !== undefined

/** Where the page was found last; a link may spell it otherwise. */
const urlOf = ({ url }: Address, known: Known | null): string =>
  known?.stamp?.at === undefined ? url : new URL(known.stamp.at, url).href

/** The format of a reply by its type; null where it is no page. */
export const formatOf = ({
  headers,
}: Pick<Reply, 'headers'>): 'html' | 'markdown' | 'text' | null => {
  const type = (headers['content-type'] ?? 'text/html').split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'text/html' || type === 'application/xhtml+xml' || type === '') return 'html'
  if (type === 'text/markdown' || type === 'text/x-markdown') return 'markdown'
  return type === 'text/plain' ? 'text' : null
}

/** By what a reply is asked for again. A date of just now tells nothing: servers without one set the clock's. */
export const validatorsOf = ({
  headers,
  body,
}: Pick<Reply, 'headers' | 'body'>): Pick<Stamp, 'etag' | 'modified' | 'body'> => {
  const { etag, date, 'last-modified': lastModified } = headers
  const modified = lastModified === date ? undefined : lastModified
  if (etag !== undefined || modified !== undefined)
    return {
      ...(etag === undefined ? {} : { etag: etag.slice(0, 1_000) }),
      ...(modified === undefined ? {} : { modified: modified.slice(0, 100) }),
    }
  return { body: createHash('sha256').update(body).digest('base64').slice(0, 22) }
}
