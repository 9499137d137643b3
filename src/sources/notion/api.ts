import { PlumblineError } from '../../domain/errors.ts'
import { type Answered, type JsonApi, jsonApi } from '../json-api.ts'
import type { SourceEntry, SourceTools } from '../source.ts'
import { listPart, version } from './shapes.ts'

/** How the reading of a list ended. */
export interface Ending {
  /** Whether it was at the list's end. */
  readonly isWhole: boolean
  /** Why not, where the list could not be read on. */
  readonly fault: PlumblineError | null
  /** What the server said then. */
  readonly status: number | null
}

/** Notion's API, asked as one integration. */
export interface NotionApi extends JsonApi {
  /** Everything a list holds, as it comes. A part that is too much for the server is asked for in smaller ones. */
  list(ask: ListAsk, take: (entry: unknown) => 'on' | 'enough'): Promise<Ending>
}

export interface ListAsk {
  readonly path: string
  /** Of a POST; a GET where there is none. */
  readonly body?: Readonly<Record<string, unknown>>
}

const origin = 'https://api.notion.com'
/** Notion's own bound, and one of ours: no list has more parts. */
const mostAtOnce = 100
const mostParts = 20_000

/** Opens the API; a `url` is that of another server that speaks it. */
export const openNotion = (entry: SourceEntry, tools: SourceTools): NotionApi => {
  const { url = origin, credentials, id } = entry
  const token = credentials?.token
  if (token === undefined)
    throw new PlumblineError(
      'source.refused',
      `source ${id}: set tokenFrom to the variable that holds the secret of a Notion integration`,
    )
  const base = url.replace(/\/{1,9}$/, '')
  const door = { origin: new URL(base).origin, authorization: `Bearer ${token}` }
  const api = jsonApi({
    base,
    fetching: tools.fetching(door),
    headers: { 'notion-version': version },
    whatToSet:
      'check that tokenFrom holds the secret of an integration that may read content, and that pages are shared with it',
  })
  return { ...api, list: (ask, take) => readList(api, ask, take) }
}

const readList = async (
  api: JsonApi,
  ask: ListAsk,
  take: (entry: unknown) => 'on' | 'enough',
): Promise<Ending> => {
  const seen = new Set<string>()
  let cursor: string | null = null
  let size = mostAtOnce
  for (;;) {
    const answered: Answered<Part> = await api.answer(asked(ask, cursor, size), listPart)
    if (answered.is === 'no') {
      if (answered.status < 500 || size === 1) {
        const { status } = answered
        return { isWhole: false, fault: unlisted(answered), status }
      }
      size = Math.ceil(size / 4)
      continue
    }
    const part: Part = answered.value
    const { results, has_more, next_cursor, request_status } = part
    for (const one of results)
      if (take(one) === 'enough') return { isWhole: false, fault: null, status: null }
    if (!has_more)
      return { isWhole: request_status?.type !== 'incomplete', fault: null, status: null }
    if (!next_cursor || seen.has(next_cursor) || seen.size >= mostParts) throw endless(ask)
    seen.add(next_cursor)
    cursor = next_cursor
    size = Math.min(mostAtOnce, size * 4)
  }
}

interface Part {
  readonly results: readonly unknown[]
  readonly has_more: boolean
  readonly next_cursor?: string | null | undefined
  readonly request_status?: { readonly type: string } | null | undefined
}

const asked = ({ path, body }: ListAsk, cursor: string | null, size: number) => {
  if (body !== undefined)
    return {
      path,
      body: { ...body, page_size: size, ...(cursor === null ? {} : { start_cursor: cursor }) },
    }
  const from = cursor === null ? '' : `&start_cursor=${encodeURIComponent(cursor)}`
  return { path: `${path}?page_size=${size}${from}` }
}

const unlisted = ({ status, because }: Extract<Answered<never>, { is: 'no' }>): PlumblineError =>
  status >= 500
    ? new PlumblineError('source.unreachable', `${because}: Notion has a fault of its own`)
    : new PlumblineError(
        'source.refused',
        `${because}: check that the integration may read content, and that it is shared with it`,
      )

const endless = ({ path }: ListAsk): PlumblineError =>
  new PlumblineError('source.malformed', `Notion's list at ${path} goes on without an end`)
