import type { JsonApi } from '../json-api.ts'
import type { SourceEntry } from '../source.ts'
import type { Listing } from './listing.ts'
import { titleOf } from './properties.ts'
import { blockParent, type NotionPage, type Parent } from './shapes.ts'

/** No page stands below more others. */
const deepest = 50

/**
 * Whether a page stands in one of the places that an entry names: databases and pages, by title or id, with all that is below them.
 * A place that nobody can tell is none of them.
 */
export const placesOf = (
  { spaces }: SourceEntry,
  api: JsonApi,
  { pages, dataSources }: Listing,
): ((page: NotionPage) => Promise<boolean>) => {
  if (spaces === undefined) return async () => true
  const wanted = new Set(spaces.map(plain))
  const parents = new Map<string, Promise<Parent | null>>()
  const parentOfBlock = (id: string): Promise<Parent | null> => {
    const known =
      parents.get(id) ??
      api
        .answer({ path: `/v1/blocks/${encodeURIComponent(id)}` }, blockParent)
        .then((told) => (told.is === 'reply' ? told.value.parent : null))
    parents.set(id, known)
    return known
  }
  const names = (id: string, title: string): boolean =>
    wanted.has(plain(id)) || wanted.has(plain(title))
  const isIn = async (parent: Parent | null, depth: number): Promise<boolean> => {
    if (parent === null || depth > deepest) return false
    const { page_id, block_id, database_id, data_source_id } = parent
    const source = data_source_id ? dataSources.get(data_source_id) : undefined
    if ([data_source_id, database_id].some((id) => id && wanted.has(plain(id)))) return true
    if (source !== undefined) {
      const title = source.title.map(({ plain_text }) => plain_text).join('')
      return names(source.id, title) || isIn(source.database_parent ?? null, depth + 1)
    }
    if (block_id) return isIn(await parentOfBlock(block_id), depth + 1)
    const above = page_id ? pages.get(page_id) : undefined
    if (page_id && wanted.has(plain(page_id))) return true
    if (above === undefined) return false
    return names(above.id, titleOf(above)) || isIn(above.parent, depth + 1)
  }
  return async (page) => names(page.id, titleOf(page)) || isIn(page.parent, 0)
}

/** Ids are written with dashes and without. */
const plain = (text: string): string => text.trim().toLowerCase().replaceAll('-', '')
