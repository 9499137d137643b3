import type { z } from 'zod'
import { PlumblineError } from '../../domain/errors.ts'
import { type Asking, refusal } from './asking.ts'
import { partOf } from './shapes.ts'

/** A listing ends somewhere: no wiki has more parts than this. */
const mostParts = 20_000
/** A part that is too much for the server is asked for in halves, down to this. */
const smallestLimit = 5

/** Everything a list holds, part by part along `_links.next`; a server that fails is asked for less at once. */
export async function* listed<T>(
  asking: Asking,
  first: string,
  item: z.ZodType<T>,
): AsyncIterable<T> {
  const seen = new Set<string>()
  let path: string | null = first
  let limit = Infinity
  while (path !== null) {
    const answered = await asking.answer(path, partOf(item))
    if (answered.is === 'no') {
      limit = Math.floor(Math.min(limit, limitOf(path)) / 2)
      if (answered.status < 500 || limit < smallestLimit) throw refusal(answered)
      path = withLimit(path, limit)
      continue
    }
    yield* answered.value.results
    const next: string | null = nextOf(asking.base, answered.value._links?.next)
    if (next !== null && (seen.has(next) || seen.size >= mostParts))
      throw endless(asking.base, first)
    if (next !== null) seen.add(next)
    path = next === null || limit === Infinity ? next : withLimit(next, limit)
  }
}

/** All of a list that is known to be short. */
export const wholeList = async <T>(
  asking: Asking,
  first: string,
  item: z.ZodType<T>,
): Promise<readonly T[]> => {
  const all: T[] = []
  for await (const one of listed(asking, first, item)) all.push(one)
  return all
}

/**
 * Where a part's successor is, below the base. v2 names it with the context path in front, v1 without; either may name it whole.
 * Null after the last; an address elsewhere is never asked.
 */
export const nextOf = (base: string, next: string | null | undefined): string | null => {
  if (next === null || next === undefined || next === '') return null
  const { origin, pathname } = new URL(base)
  const context = pathname === '/' ? '' : pathname
  const path = next.startsWith(`${origin}/`) ? next.slice(origin.length) : next
  if (!path.startsWith('/') || path.startsWith('//'))
    throw new PlumblineError('source.malformed', `${base} goes on with a list at another address`)
  return context !== '' && path.startsWith(`${context}/`) ? path.slice(context.length) : path
}

const endless = (base: string, first: string): PlumblineError =>
  new PlumblineError(
    'source.malformed',
    `${base}${first.replace(/\?.*$/s, '')} lists without an end: the same part comes again`,
  )

const limitOf = (path: string): number => Number(/[?&]limit=(\d{1,6})/.exec(path)?.[1] ?? 25)

const withLimit = (path: string, limit: number): string =>
  /[?&]limit=\d/.test(path)
    ? path.replace(/([?&]limit=)\d+/, `$1${limit}`)
    : `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`
