/** Cookies of one server, kept for as long as a crawl lasts. */
export interface Cookies {
  /** What goes along with the next request; empty where there are none. */
  readonly header: string
  /** Takes what a reply sets; several cookies are lines of their own. */
  take(setCookie: string | undefined): void
}

const mostCookies = 50
const longest = 4_096

/** A jar without cookies. Whose server's they are is the caller's business: requests of one source go to one origin alone. */
export const cookieJar = (): Cookies => {
  const kept = new Map<string, string>()
  return {
    get header() {
      return [...kept].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    take: (setCookie = '') => {
      for (const line of setCookie.split('\n')) {
        const [pair = ''] = line.split(';', 1)
        const at = pair.indexOf('=')
        const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
        if (at < 1 || pair.length > longest || !isPlain(pair)) continue
        if (value === '' || value === 'deleted') kept.delete(name)
        else if (kept.has(name) || kept.size < mostCookies) kept.set(name, value)
      }
    },
  }
}

/** A header takes visible ASCII alone. */
const isPlain = (pair: string): boolean => /^[\x20-\x7e]*$/.test(pair)
