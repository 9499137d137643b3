/** An address of a site: what it is known by, and what is asked for. */
export interface Address {
  /**
   * The lasting name: path and query, without the trailing slash, the name of an index file, and whatever only tells
   * who asks or in which order; `/` for the root.
   */
  readonly key: string
  readonly url: string
}

/** The addresses of one site: those of its host, whatever the scheme. */
export interface Site {
  readonly origin: string
  readonly start: Address
  /** The address that a link means; null where it leads elsewhere, or to no page at all. */
  addressOf(href: string, base?: string): Address | null
  /** Whether an address lies below the one that the site was configured by. */
  isInside(address: Address): boolean
}

const longest = 1_000
const mostSegments = 24
/** What every page links to is read once; of so many addresses, if they are no longer. */
const mostKept = 10_000
const longestKept = 300

/** Reads the addresses of the site that begins at an http(s) address. */
export const siteAt = (begin: string): Site => {
  const first = new URL(begin)
  const read = (href: string, base: string): Address | null => {
    if (href.length > 4 * longest || !URL.canParse(href, base)) return null
    const url = new URL(href, base)
    if (!isOfSite(url, first)) return null
    url.protocol = first.protocol
    return addressIn(url)
  }
  const kept = new Map<string, Address | null>()
  /** From the root of the site a link leads to the same place wherever it stands. */
  const readOnce = (href: string, base: string): Address | null => {
    const isRooted = /^\/(?![/\\])/.test(href) && base.startsWith(`${first.origin}/`)
    if (!isRooted || href.length > longestKept) return read(href, base)
    const before = kept.get(href)
    if (before !== undefined) return before
    const address = read(href, base)
    if (kept.size >= mostKept) kept.clear()
    kept.set(href, address)
    return address
  }
  const start = read(first.href, first.href) ?? { key: '/', url: `${first.origin}/` }
  const folder = folderOf(first.pathname)
  return {
    origin: first.origin,
    start,
    addressOf: (href, base = first.href) => readOnce(href, base),
    isInside: ({ key }) => key === start.key || `${pathOf(key)}/`.startsWith(folder),
  }
}

/** A key without its query. */
export const pathOf = (key: string): string => key.split('?', 1)[0] ?? key

const isOfSite = (url: URL, first: URL): boolean =>
  (url.protocol === 'http:' || url.protocol === 'https:') &&
  url.username === '' &&
  url.password === '' &&
  url.hostname.replace(/\.$/, '') === first.hostname.replace(/\.$/, '') &&
  url.port === first.port

const folderOf = (path: string): string => {
  if (path.endsWith('/')) return path
  const last = path.slice(path.lastIndexOf('/') + 1)
  return last.includes('.') ? path.slice(0, path.lastIndexOf('/') + 1) : `${path}/`
}

const addressIn = (url: URL): Address | null => {
  url.hash = ''
  const path = normal(url.pathname)
    .replace(sessions, '')
    .replace(/\/{2,}/g, '/')
  const query = queryOf(url.search)
  const address = `${path}${query}`
  if (address.length > longest || isTrap(path)) return null
  const bare = path.replace(indexFile, '/').replace(/\/$/, '')
  return { key: `${bare === '' ? '/' : bare}${query}`, url: `${url.origin}${address}` }
}

const indexFile = /\/(?:index|default|home)\.(?:html?|xhtml|php|aspx?|jsp)$/i

const sessions = /;(?:jsessionid|phpsessid|sid|sessionid|cfid|cftoken)=[^/;?]{0,200}/gi

/** Parameters that tell who asks, where from, in which order or for which printer: never which page. */
const beside =
  /^(?:utm_\w+|gclid|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl|_hs\w+|hsctatracking|vero_id|oly_\w+_id|phpsessid|jsessionid|sid|session_?id|cfid|cftoken|aspsession\w*|sort|sort_?by|sortorder|order|order_?by|dir|direction|c|o|c;o|print|printable|printer|replytocom|share|highlight)$/i

const printing = /^(?:print|printable|printer-friendly)$/i

const queryOf = (search: string): string => {
  const kept = search
    .replace(/^\?/, '')
    .split(/[&;]/)
    .filter((pair) => pair !== '' && !isBeside(pair))
    .map(normal)
  return kept.length === 0 ? '' : `?${kept.toSorted().join('&')}`
}

const isBeside = (pair: string): boolean => {
  const [name = '', value = ''] = pair.split('=', 2)
  // `C=N;O=D` are the columns of a server's own listings; a single letter means no more than that elsewhere.
  if (/^[co]$/i.test(name)) return /^[a-z]$/i.test(value)
  return beside.test(name) || printing.test(value)
}

/** Escapes in one way: none for what needs none, capitals for the others. */
const normal = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const letter = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return /[\w.~-]/.test(letter) ? letter : escaped.toUpperCase()
  })

/** Paths that links lead into without an end: `/a/b/a/b/a/b`, or the same folder in itself. */
export const isTrap = (path: string): boolean => {
  const parts = path.split('/').filter((part) => part !== '')
  if (parts.length > mostSegments) return true
  for (let length = 1; length * 3 <= parts.length; length += 1)
    for (let from = 0; from + length * 3 <= parts.length; from += 1) {
      const once = parts.slice(from, from + length).join('/')
      const again = parts.slice(from + length, from + 2 * length).join('/')
      const third = parts.slice(from + 2 * length, from + 3 * length).join('/')
      if (once === again && again === third) return true
    }
  return false
}
