import { fault, shown } from './faults.ts'

/** The hosts that a source may ask. */
export interface Hosts {
  /**
   * The address to ask, written one way; refuses whatever is no http(s), carries a password, or is on another host.
   * `from` is the page that redirects here.
   */
  permitted(url: string, from?: URL): URL
}

/** Reads the hosts of a configuration: 'wiki.example', 'wiki.example:8443', '[fd00::7]:8080'. */
export const readHosts = (hosts: readonly string[]): Hosts => {
  const known = new Set(hosts.map(hostOf))
  const isKnown = (url: URL): boolean =>
    known.has(url.host) || known.has(`${url.hostname}:${portOf(url)}`)
  return {
    permitted: (text, from) => {
      const url = parse(text, from)
      const asked =
        from === undefined ? shown(url) : `${shown(from)} redirects to ${shown(url)}, which`
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        throw fault('source.refused', `${asked} is neither http nor https`)
      if (url.username !== '' || url.password !== '')
        throw fault('source.refused', `${asked} has a user name or a password in its address`)
      if (isKnown(url)) return url
      if (from !== undefined)
        throw fault('source.elsewhere', `${asked} is on a host that the source does not name`)
      throw fault(
        'source.refused',
        `${asked} is not on a host of the source: ${[...known].join(', ')}`,
      )
    },
  }
}

const portOf = ({ protocol, port }: URL): string => port || (protocol === 'https:' ? '443' : '80')

const hostOf = (host: string): string => {
  const plain = `http://${host}`
  const secure = `https://${host}`
  const wrong = () =>
    fault(
      'config.unreadable',
      `'${host.slice(0, 200)}' is not a host such as wiki.example or wiki.example:8443`,
    )
  if (/[\s/\\?#@]/.test(host) || !URL.canParse(plain)) throw wrong()
  const { hostname } = new URL(plain)
  // Each scheme drops its own default port, and keeps the other's.
  const port = new URL(plain).port || new URL(secure).port
  return port === '' ? withoutDot(hostname) : `${withoutDot(hostname)}:${port}`
}

/** An address by its parts as WHATWG reads them: octal, hexadecimal and decimal IPv4 become dotted, names lower case. */
const parse = (text: string, from: URL | undefined): URL => {
  if (!URL.canParse(text, from?.href)) {
    const where = from === undefined ? 'the address' : `${shown(from)} redirects to what`
    throw fault('source.refused', `${where} is not an address: it cannot be read`)
  }
  const url = new URL(text, from?.href)
  url.hash = ''
  url.hostname = withoutDot(url.hostname)
  return url
}

/** `wiki.example.` is `wiki.example` with its root spelt out. */
const withoutDot = (hostname: string): string => hostname.replace(/\.$/, '')
