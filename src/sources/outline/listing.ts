import type { z } from 'zod'
import { PlumblineError } from '../../domain/errors.ts'
import type { Answered, JsonApi } from '../json-api.ts'
import { identified } from './shapes.ts'

/** An entry of a list, or one that is not what it should be. */
export type Item<T> =
  | { readonly is: 'item'; readonly item: T }
  | { readonly is: 'odd'; readonly id: string; readonly because: string }
  /** Something is there that the server cannot list. */
  | { readonly is: 'hole'; readonly because: string }

/** What is listed, and how. */
export interface List<Reply, T> {
  /** `documents.list`, for example. */
  readonly method: string
  readonly body?: Readonly<Record<string, unknown>>
  readonly reply: z.ZodType<Reply>
  entries(reply: Reply): readonly unknown[]
  readonly shape: z.ZodType<T>
}

/** Outline's own bound. */
const mostAtOnce = 100
const mostHoles = 20
/** So often a list may lose entries while it is read, and so many parts in a row may bring nothing new. */
const mostMoves = 20
const mostStale = 200

/**
 * A list by offset, each entry once. Each part begins with the last entry of the one before: where it does not, something left the list
 * meanwhile, and what may have moved out of sight is read again. A part that is too much for the server is asked for in smaller ones.
 */
export async function* listed<Reply, T>(
  api: JsonApi,
  list: List<Reply, T>,
): AsyncIterable<Item<T>> {
  const seen = new Set<string>()
  const at = { offset: 0, limit: mostAtOnce, overlaps: false }
  const count = { holes: 0, moves: 0, stale: 0 }
  for (;;) {
    const answered = await partOf(api, list, at)
    if (answered.is === 'no') {
      if (answered.status < 500 || count.holes >= mostHoles) throw refused(answered, list.method)
      if (at.limit > 1) at.limit = Math.ceil(at.limit / 4)
      else {
        yield { is: 'hole', because: answered.because }
        count.holes += 1
        at.offset += 1
        at.overlaps = false
      }
      continue
    }
    const part = list.entries(answered.value).map((one) => ({ id: idOf(one, list.method), one }))
    if (at.overlaps && part[0] !== undefined && !seen.has(part[0].id)) {
      count.moves += 1
      if (count.moves > mostMoves) throw malformed(list.method, 'it changes faster than it is read')
      at.offset = Math.max(0, at.offset - count.moves * mostAtOnce)
      at.overlaps = at.offset > 0
      continue
    }
    const fresh = part.filter(({ id }) => !seen.has(id))
    for (const { id, one } of fresh) {
      seen.add(id)
      const parsed = list.shape.safeParse(one)
      yield parsed.success
        ? { is: 'item', item: parsed.data }
        : { is: 'odd', id, because: 'the wiki lists it in another form than is documented' }
    }
    if (part.length < at.limit) return
    count.stale = fresh.length === 0 ? count.stale + 1 : 0
    if (count.stale > mostStale) throw malformed(list.method, 'the same part comes again and again')
    at.overlaps = at.limit > 1
    at.offset += at.overlaps ? part.length - 1 : part.length
    at.limit = Math.min(mostAtOnce, at.limit * 4)
  }
}

/** All of a list that is known to be short; nothing in it may be odd. */
export const wholeList = async <Reply, T>(
  api: JsonApi,
  list: List<Reply, T>,
): Promise<readonly T[]> => {
  const all: T[] = []
  for await (const one of listed(api, list)) {
    if (one.is !== 'item') throw malformed(list.method, one.because)
    all.push(one.item)
  }
  return all
}

/** Texts come along with a listing of documents: too much at once is like a server that cannot. */
const partOf = async <Reply, T>(
  api: JsonApi,
  { method, body, reply }: List<Reply, T>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<Answered<Reply>> => {
  try {
    return await api.answer({ path: `/api/${method}`, body: { ...body, offset, limit } }, reply)
  } catch (error) {
    if (error instanceof PlumblineError && error.code === 'source.too-large')
      return { is: 'no', status: 500, because: error.message }
    throw error
  }
}

const idOf = (one: unknown, method: string): string => {
  const parsed = identified.safeParse(one)
  if (parsed.success) return parsed.data.id
  throw malformed(method, 'an entry has no id')
}

const malformed = (method: string, what: string): PlumblineError =>
  new PlumblineError('source.malformed', `Outline's ${method} is not to be trusted: ${what}`)

/** A list that cannot be read. */
export const refused = (
  { status, because }: Extract<Answered<never>, { is: 'no' }>,
  method: string,
): PlumblineError =>
  status >= 500
    ? new PlumblineError('source.unreachable', `${because}: it has a fault of its own`)
    : new PlumblineError(
        'source.refused',
        `${because}: check that the url is that of the wiki, and that the API key of tokenFrom may use ${method}`,
      )
