/** One request to a code host's API. */
export interface Ask {
  readonly url: URL
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** What the host said; names of headers are in lower case. */
export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** Sends one request, within bounds and without following redirects. Faults: `host.failed` where no answer came. */
export type SendAsk = (ask: Ask) => Promise<Answered>

/** What asking is lent of the machine. */
export interface Patience {
  /** Milliseconds since 1970. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

/** Tries in all, and the longest that one waits for another, in milliseconds. */
const tries = 4
const longestWait = 60_000

/** Asks again where the host was too busy or broken; what makes something only where it certainly was not made. */
export const patiently =
  (send: SendAsk, { now, sleep }: Patience): SendAsk =>
  async (ask) => {
    for (let left = tries - 1; ; left -= 1) {
      const answered = await send(ask)
      const wait = waitAfter(answered, ask, { now: now(), tried: tries - left })
      if (wait === null || wait > longestWait || left === 0) return answered
      await sleep(wait)
    }
  }

/** Milliseconds until it is worth asking again; null where it is not. */
function waitAfter(
  { status, headers }: Answered,
  { method }: Ask,
  { now, tried }: { readonly now: number; readonly tried: number },
): number | null {
  const seconds = /^\d{1,6}$/.test(headers['retry-after'] ?? '')
    ? Number(headers['retry-after'])
    : null
  const isSpent = headers['x-ratelimit-remaining'] === '0'
  // GitHub answers with 403 to who asks too much, and to who may not: only the headers tell which.
  if (status === 429 || (status === 403 && (seconds !== null || isSpent))) {
    if (seconds !== null) return seconds * 1000
    const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000 - now
    return isSpent && reset >= 0 ? reset : longestWait
  }
  // What a server began before it broke may have been done.
  if (status < 500 || method === 'POST') return null
  return seconds === null ? 1000 * 2 ** tried : seconds * 1000
}
