import { load } from 'cheerio/slim'
import type { WikiRpc } from './rpc.ts'

/** The address of a page by its id. */
export type AddressOf = (id: string) => string

/** As every DokuWiki answers it, however it writes its links. */
export const plainly =
  (base: string): AddressOf =>
  (id) =>
    `${base}/doku.php?id=${encoded(id)}`

/** A page that nobody made: the wiki shows how it would be addressed, and no text. */
const nobodys = 'plumbline:address'

/**
 * How the wiki writes addresses (its settings userewrite and useslash), by the link to its index that stands in the head of each page
 * it shows, of one that is not there, too; plainly where there is none.
 */
export async function addressesOf(rpc: WikiRpc): Promise<AddressOf> {
  const page = await rpc.get(`/doku.php?id=${nobodys}`)
  const href = load(page.slice(0, 20_000))('link[rel="contents"]').attr('href')
  return formOf(href ?? null, rpc.base) ?? plainly(rpc.base)
}

/** Null where the link does not lead into this wiki, or says nothing of the page. */
export const formOf = (href: string | null, base: string): AddressOf | null => {
  if (href === null || !URL.canParse(href, `${base}/`)) return null
  const address = new URL(href, `${base}/`).href.replace(/[?&]do=index$/, '')
  if (!address.startsWith(`${base}/`)) return null
  for (const between of [':', '/']) {
    const id = nobodys.replace(':', between)
    const start = address.slice(0, -id.length)
    if (address.endsWith(id) && /(?:\/|\/doku\.php\?id=)$/.test(start))
      return (other) => `${start}${encoded(other).replaceAll(':', between)}`
  }
  return null
}

/** Colons stand as they are, as in the wiki's own links. */
const encoded = (id: string): string => encodeURIComponent(id).replaceAll('%3A', ':')
