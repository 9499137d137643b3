import type { Instant } from '../../domain/instant.ts'
import type { JsonApi } from '../json-api.ts'
import { listed } from './listing.ts'
import { document, listOf, type OutlineDocument } from './shapes.ts'

/** A document with its text, one that could not be listed, or a place in the list that nobody could read. */
export type Walked =
  | { readonly is: 'document'; readonly document: OutlineDocument }
  | { readonly is: 'odd'; readonly id: string; readonly because: string }
  | { readonly is: 'hole'; readonly because: string }

/**
 * Published documents, the last changed first, down to those that are older than `since`. Outline lists documents with their texts and in no
 * other way. Servers of before 2026 know no filters and pass over them: they list one part too much.
 */
export async function* walk(api: JsonApi, since: Instant | null): AsyncIterable<Walked> {
  const filters =
    since === null ? {} : { filters: [{ field: 'updatedAt', operator: 'gte', value: since }] }
  const list = {
    method: 'documents.list',
    body: { sort: 'updatedAt', direction: 'DESC', ...filters },
    reply: listOf,
    entries: ({ data }: { readonly data: readonly unknown[] }) => data,
    shape: document,
  }
  for await (const one of listed(api, list)) {
    if (one.is !== 'item') yield one
    else if (since !== null && Date.parse(one.item.updatedAt) < Date.parse(since)) return
    else yield { is: 'document', document: one.item }
  }
}
