import type { AccessLists } from '../../domain/principal.ts'
import type { Above, ListedPage, Readers, Wiki } from './wiki.ts'

/** Trees are not as deep as this; one that is goes round in a circle. */
const deepest = 100

/** The lists that must all let a reader in, or why nobody can be let in. */
export type PageAccess =
  | { readonly is: 'lists'; readonly lists: AccessLists }
  | { readonly is: 'closed'; readonly because: string }

/**
 * Who may read pages. Documented at confluence.atlassian.com ("Page Restrictions"): a reader needs to be let in by the space, by each
 * page above that restricts its view, and by the page itself; where nobody is named there is no restriction. What cannot be read lets
 * nobody in.
 */
export const accessOf = (wiki: Pick<Wiki, 'restrictionOf' | 'parentOf'>) => {
  const strangers = new Map<string, Promise<Readers>>()
  const places = new Map<string, Promise<Above>>()

  const once = <T>(known: Map<string, Promise<T>>, id: string, ask: () => Promise<T>) => {
    const asked = known.get(id) ?? ask()
    known.set(id, asked)
    return asked
  }

  /** Restrictions of everything above a page, the nearest last where the line is told, first where it is walked. */
  const above = async (
    page: ListedPage,
    known: ReadonlyMap<string, ListedPage>,
  ): Promise<Readers[]> => {
    const restrictionOf = (id: string) =>
      known.get(id)?.own ?? once(strangers, id, () => wiki.restrictionOf(id))
    let next = page.above
    const found: Readers[] = []
    while (next.is === 'parent') {
      const { id, type } = next
      if (found.length >= deepest)
        return [{ is: 'unreadable', because: `what stands above ${page.id} has no end` }]
      found.push(await restrictionOf(id))
      next = known.get(id)?.above ?? (await once(places, id, () => wiki.parentOf(id, type)))
    }
    if (next.is === 'unknown') return [...found, { is: 'unreadable', because: next.because }]
    if (next.is === 'line')
      for (const id of next.ids.slice(0, deepest)) found.push(await restrictionOf(id))
    return found
  }

  return async (
    page: ListedPage,
    space: Readers,
    known: ReadonlyMap<string, ListedPage>,
  ): Promise<PageAccess> => {
    const all = [space, ...(await above(page, known)), page.own]
    const unreadable = all.find((one) => one.is === 'unreadable')
    if (unreadable)
      return {
        is: 'closed',
        because: `who may view it cannot be read, so nobody may: ${unreadable.because}`,
      }
    return { is: 'lists', lists: all.flatMap((one) => (one.is === 'only' ? [one.readers] : [])) }
  }
}
