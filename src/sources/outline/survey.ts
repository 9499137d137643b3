import { PlumblineError } from '../../domain/errors.ts'
import type { AccessLists } from '../../domain/principal.ts'
import type { JsonApi } from '../json-api.ts'
import type { SourceEntry } from '../source.ts'
import { refused, wholeList } from './listing.ts'
import type { CollectionReaders, Readers } from './readers.ts'
import {
  type Collection,
  collection as collectionShape,
  listOf,
  node,
  treeReply,
} from './shapes.ts'

/** A collection to be read, and who may read its documents. */
export interface SurveyedCollection extends Collection {
  readonly readers: CollectionReaders
}

/** Where a document stands: in one collection, unless it was moved while the trees were read. */
export interface Place {
  readonly title: string
  readonly collections: readonly string[]
}

/** Where every document stands, by the collections' own trees. */
export interface Survey {
  readonly collections: ReadonlyMap<string, SurveyedCollection>
  readonly places: ReadonlyMap<string, Place>
  readonly missing: readonly string[]
  /** Why it is not all there is. */
  readonly fault: PlumblineError | null
}

/** Lists collections, their readers and their trees: ids alone, so that every poll can do it. */
export const survey = async (
  entry: SourceEntry,
  api: JsonApi,
  readers: Readers,
): Promise<Survey> => {
  const list = { method: 'collections.list', reply: listOf, shape: collectionShape }
  const all = await wholeList(api, { ...list, entries: ({ data }) => data })
  const { wanted, missing } = chosen(all, entry.spaces)
  const collections = new Map<string, SurveyedCollection>()
  const places = new Map<string, Place>()
  let fault: PlumblineError | null = null
  for (const one of wanted) {
    collections.set(one.id, { ...one, readers: await readers.of(one) })
    try {
      for (const [id, title] of await treeOf(api, one))
        places.set(id, { title, collections: [...(places.get(id)?.collections ?? []), one.id] })
    } catch (error) {
      if (!(error instanceof PlumblineError) || !error.code.startsWith('source.')) throw error
      if (error.code === 'source.busy' || wanted.length === 1) throw error
      fault ??= error
    }
  }
  return { collections, places, missing, fault }
}

const nowhere = 'nobody knows where it stands'

/** Who may read a document: lists that must all let a reader in, or why nobody may. */
export const accessOf = async (
  document: string,
  placed: readonly string[],
  { collections }: Survey,
  readers: Readers,
): Promise<AccessLists | string> => {
  if (placed.length === 0) return nowhere
  const lists: (readonly string[])[] = []
  for (const place of placed) {
    const found = collections.get(place)?.readers
    if (found === undefined || found.is === 'closed') return found?.because ?? nowhere
    // What is shared only adds readers: to all members there is nobody to add but guests.
    const shared = found.isPrivate ? await readers.sharedWith(document) : []
    lists.push([...found.readers, ...shared])
  }
  return lists
}

const chosen = (all: readonly Collection[], spaces: readonly string[] | undefined) => {
  const names = ({ id, name, urlId }: Collection) => [id, name.toLowerCase(), urlId?.toLowerCase()]
  const isIt = (one: Collection, space: string) => names(one).includes(space.toLowerCase())
  return {
    wanted: all.filter((one) => spaces === undefined || spaces.some((space) => isIt(one, space))),
    missing: (spaces ?? []).filter((space) => !all.some((one) => isIt(one, space))),
  }
}

const mostDocuments = 1_000_000
const deepest = 200

/** The ids and titles of a collection's published documents, as people see them in its sidebar. */
const treeOf = async (
  api: JsonApi,
  { id, name }: Collection,
): Promise<ReadonlyMap<string, string>> => {
  const method = 'collections.documents'
  const answered = await api.answer({ path: `/api/${method}`, body: { id } }, treeReply)
  if (answered.is === 'no') throw refused(answered, method)
  const ids = new Map<string, string>()
  let level: readonly unknown[] = answered.value.data
  for (let depth = 0; level.length > 0; depth += 1) {
    const nodes = level.map((one) => {
      const parsed = node.safeParse(one)
      if (parsed.success && depth < deepest && ids.size < mostDocuments) return parsed.data
      throw new PlumblineError(
        'source.malformed',
        `Outline's tree of the collection '${name.slice(0, 100)}' is not to be trusted: it has a node without an id, or is deeper or longer than any tree`,
      )
    })
    for (const { id, title, isDraft } of nodes) if (!isDraft) ids.set(id, title)
    level = nodes.flatMap(({ children }) => children ?? [])
  }
  return ids
}
