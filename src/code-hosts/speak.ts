import type { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import type { Answered, Ask, SendAsk } from './ask.ts'
import { nextPage } from './next-page.ts'

/** One code host, and how it is spoken to. */
export interface Line {
  /** `GitHub` */
  readonly name: string
  readonly send: SendAsk
  /** Headers of every request: who asks, and for which version of the API. */
  readonly headers: Readonly<Record<string, string>>
  /** What is missing where the host refuses, in words; null lets the status speak. */
  readonly missing: (answered: Answered) => string | null
}

/** Asks for JSON of a shape, or sends some. Faults: `host.not-permitted`, `host.failed`. */
export async function speak<Shape extends z.ZodType>(
  line: Line,
  ask: { readonly method: Ask['method']; readonly url: URL; readonly body?: object },
  shape: Shape,
): Promise<{ readonly value: z.output<Shape>; readonly next: URL | null }> {
  const { method, url, body } = ask
  const answered = await line.send({
    method,
    url,
    headers: { ...line.headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : null,
  })
  if (answered.status < 200 || answered.status > 299) throw refusal(line, ask, answered)
  const parsed = shape.safeParse(jsonOf(answered.text))
  if (!parsed.success)
    throw new PlumblineError(
      'host.failed',
      `what ${line.name} answers to ${method} ${placeOf(url)} has another shape`,
    )
  return { value: parsed.data, next: nextPage(answered.headers.link, url) }
}

/** Pages of a list that are read at most: a hundred entries each. */
const mostPages = 100

/** All entries of a list, page after page. */
export async function speakAll<Entry extends z.ZodType>(
  line: Line,
  first: URL,
  shape: z.ZodArray<Entry>,
): Promise<readonly z.output<Entry>[]> {
  const all: z.output<Entry>[] = []
  let page: URL | null = first
  for (let read = 0; page !== null; read += 1) {
    if (read === mostPages)
      throw new PlumblineError(
        'host.failed',
        `${placeOf(first)} has more than ${mostPages} pages: ours was not looked for beyond`,
      )
    const { value, next }: { value: readonly z.output<Entry>[]; next: URL | null } = await speak(
      line,
      { method: 'GET', url: page },
      shape,
    )
    all.push(...value)
    page = next
  }
  return all
}

function refusal(
  line: Line,
  { method, url }: { readonly method: string; readonly url: URL },
  answered: Answered,
): PlumblineError {
  const asked = `${line.name} answers to ${method} ${placeOf(url)} with ${answered.status}`
  const { status } = answered
  if (status >= 300 && status < 400)
    return new PlumblineError(
      'host.failed',
      `${asked} and another address: the token is not sent there`,
    )
  const missing = status === 429 || status >= 500 ? null : line.missing(answered)
  return missing === null
    ? new PlumblineError('host.failed', asked)
    : new PlumblineError('host.not-permitted', `${asked}: ${missing}`)
}

const placeOf = (url: URL): string => `${url.origin}${url.pathname}`

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
