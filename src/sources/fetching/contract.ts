/** What a source may ask, and how much of it. */
export interface FetchRules {
  /** Hosts that may be asked, with the port where it is not the default: those of the source's configuration. */
  readonly hosts: readonly string[]
  /** Whether hosts may resolve to private, loopback, link-local, unique-local and shared (CGNAT) addresses. */
  readonly privateNetwork: boolean
  /** Sent only to their own origin (scheme, host and port of `origin`), never along a redirect to another. */
  readonly credentials?: { readonly origin: string; readonly authorization: string }
  /** Requests at once per host, from one up. */
  readonly concurrency: number
  /** Least milliseconds between the starts of requests to one host; 0 for none. */
  readonly delay: number
  /** Bytes of one body, as it comes and as it is unpacked. */
  readonly maxBytes: number
  /** Milliseconds of one request, from its start to the last byte; waiting for its turn does not count. */
  readonly timeout: number
  readonly maxRedirects: number
  /** Tries in all where the server is too busy (429, 502, 503, 504, and a 403 with Retry-After) or the network fails. */
  readonly attempts: number
}

export type Method = 'GET' | 'POST' | 'HEAD'

/** One question to a server. Sources only read: a POST may be sent again like any other. */
export interface Ask {
  readonly url: string
  readonly method?: Method
  /** Not the ones that fetching sets itself; none goes along a redirect to another origin. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** What an earlier reply gave as `etag` and `last-modified`: an unchanged page is a 304. */
  readonly etag?: string | null
  readonly modified?: string | null
  /** Media types whose body is worth reading ('text/html, application/json'); of others only the headers are. */
  readonly accept?: string
}

/** What a server said. Any status is a reply; no answer at all is a fault. */
export interface Reply {
  readonly status: number
  /** Where the reply came from, after redirects. */
  readonly url: string
  /** The addresses that were left behind, the asked one first. */
  readonly redirects: readonly string[]
  /** Names in lower case; several values of one name are joined by ', ', of `set-cookie` by line feeds. */
  readonly headers: Readonly<Record<string, string>>
  /** Unpacked. */
  readonly body: Uint8Array
  /** From the last request's start to its last byte. */
  readonly milliseconds: number
}

/** Asks the hosts of one source, within its rules. */
export interface PoliteFetch {
  /**
   * Asks, follows redirects, and asks again where that may help.
   * Faults: `source.refused`, `source.elsewhere`, `source.unreachable`, `source.busy`, `source.too-slow`,
   * `source.too-large`, `source.malformed`.
   */
  ask(ask: Ask): Promise<Reply>
  /** A reply's body as text, by its byte order mark, its Content-Type, its own `<meta charset>`, else UTF-8. */
  text(reply: Pick<Reply, 'headers' | 'body'>): string
  /** Lengthens the time between requests to a host ('wiki.example:8443'), where its robots.txt asks for more. */
  pace(host: string, milliseconds: number): void
  /** Ends what is under way and what waits, and lets go of all connections. */
  close(): Promise<void>
}

/** An address that a name resolves to. */
export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

/** What fetching is lent: the time, and the world. */
export interface FetchTools {
  /** Plumbline's own version, for the User-Agent. */
  readonly version: string
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after so many milliseconds, or as soon as the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** From 0 to below 1, to spread retries. */
  random(): number
  /** All addresses of a name. */
  lookup(hostname: string): Promise<readonly ResolvedAddress[]>
}
