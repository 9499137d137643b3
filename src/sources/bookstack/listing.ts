import type { z } from 'zod'
import { PlumblineError } from '../../domain/errors.ts'
import type { JsonApi } from '../json-api.ts'
import { identified, listPart } from './shapes.ts'

/** An item of a list, or one that is not what it should be. */
export type Item<T> =
  | { readonly is: 'item'; readonly item: T }
  | { readonly is: 'odd'; readonly id: number; readonly because: string }
  /** Something is there that the server cannot list. */
  | { readonly is: 'hole'; readonly because: string }

/** As many as BookStack gives at once, unless whoever runs it said otherwise. */
const mostAtOnce = 500
const mostHoles = 20

/**
 * A list in the order of its ids, each part being what comes after the last id seen: nothing that is edited, moved or deleted meanwhile
 * shifts anything else out of sight. A part that is too much for the server is asked for in halves.
 */
export async function* listed<T>(
  api: JsonApi,
  path: string,
  shape: z.ZodType<T>,
): AsyncIterable<Item<T>> {
  let [after, count, skip, holes] = [0, mostAtOnce, 0, 0]
  for (;;) {
    const query = `count=${count}&offset=${skip}&sort=id&filter%5Bid%3Agt%5D=${after}`
    const ask = { path: `${path}?${query}` }
    const answered = await api.answer(ask, listPart)
    if (answered.is === 'no') {
      if (answered.status < 500 || holes >= mostHoles) await api.demand(ask, listPart)
      else if (count > 1) count = Math.ceil(count / 4)
      else {
        holes += 1
        skip += 1
        yield { is: 'hole', because: answered.because }
      }
      continue
    }
    const { data, total } = answered.value
    for (const one of data) {
      const { id } = idOf(one, path)
      if (id <= after) throw malformed(path, `it comes back to ${id}`)
      after = id
      const parsed = shape.safeParse(one)
      yield parsed.success
        ? { is: 'item', item: parsed.data }
        : { is: 'odd', id, because: 'the wiki lists it in another form than is documented' }
    }
    if (data.length === 0 || skip + data.length >= total) return
    skip = 0
  }
}

/** All of a list that is known to be short; nothing in it may be odd. */
export const wholeList = async <T>(
  api: JsonApi,
  path: string,
  shape: z.ZodType<T>,
): Promise<readonly T[]> => {
  const all: T[] = []
  for await (const one of listed(api, path, shape)) {
    if (one.is !== 'item') throw malformed(path, one.because)
    all.push(one.item)
  }
  return all
}

const idOf = (one: unknown, path: string): z.infer<typeof identified> => {
  const parsed = identified.safeParse(one)
  if (parsed.success) return parsed.data
  throw malformed(path, 'an entry has no id')
}

const malformed = (path: string, what: string): PlumblineError =>
  new PlumblineError(
    'source.malformed',
    `BookStack's list at ${path} is not to be trusted: ${what}`,
  )
