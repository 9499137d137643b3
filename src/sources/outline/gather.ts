import type { Instant } from '../../domain/instant.ts'
import type { AccessLists } from '../../domain/principal.ts'
import { isWanted } from '../documents.ts'
import { inBatches } from '../in-batches.ts'
import type { JsonApi } from '../json-api.ts'
import type { SourceEntry, SourceTools } from '../source.ts'
import type { Readers } from './readers.ts'
import type { OutlineDocument } from './shapes.ts'
import { accessOf, type Place, type Survey } from './survey.ts'
import { walk } from './walk.ts'

/** A document that is there. */
export interface Found {
  readonly id: string
  /** Where the walk brought it along. */
  readonly document: OutlineDocument | null
  /** Who may read it, or why nobody may. */
  readonly access: AccessLists | string
}

/** What the trees and a walk know together, each document once. */
export interface Gathered {
  readonly found: readonly Found[]
  /** Documents that are listed in another form than is documented, and why they are not read. */
  readonly odd: ReadonlyMap<string, string>
  readonly holes: number
  readonly tooMany: boolean
  /** From when on changes were asked for; null where everything was. */
  readonly since: Instant | null
}

export interface GatherDesk {
  readonly entry: SourceEntry
  readonly tools: SourceTools
  readonly api: JsonApi
  readonly readers: Readers
  readonly surveyed: Survey
}

/** To ask for more than this many one by one is more than to walk through everything. */
const mostOneByOne = 100

export const gather = async (desk: GatherDesk, asked: Instant | null): Promise<Gathered> => {
  const { api, entry, surveyed, readers } = desk
  const since = asked !== null && (await areMostlyKnown(desk)) ? asked : null
  const walked = new Map<string, OutlineDocument>()
  const odd = new Map<string, string>()
  let holes = 0
  for await (const one of walk(api, since)) {
    if (one.is === 'hole') holes += 1
    else if (one.is === 'odd') odd.set(one.id, one.because)
    else walked.set(one.document.id, one.document)
  }
  const places = placesOf(surveyed, [...walked.values()])
  const wanted = [...places].filter(
    ([id, place]) => isPublished(walked.get(id)) && isPlaceWanted(entry, place, surveyed),
  )
  const most = entry.mostPages ?? Number.POSITIVE_INFINITY
  const found = await inBatches(
    wanted.slice(0, most),
    entry.requestsAtOnce ?? 4,
    async ([id, { collections }]) => ({
      id,
      document: walked.get(id) ?? null,
      access: await accessOf(id, collections, surveyed, readers),
    }),
  )
  return { found, odd, holes, tooMany: wanted.length > most, since }
}

const areMostlyKnown = async ({ entry, tools, surveyed }: GatherDesk): Promise<boolean> => {
  let unknown = 0
  for (const [id, place] of surveyed.places) {
    if (!isPlaceWanted(entry, place, surveyed)) continue
    const copy = await tools.copyOf(id)
    if (copy === null || copy.stamp === null) unknown += 1
    if (unknown > mostOneByOne) return false
  }
  return true
}

/** Where documents stand, by the trees, and by what is told of those that were made or moved after their tree was read. */
const placesOf = (
  surveyed: Survey,
  walked: readonly OutlineDocument[],
): ReadonlyMap<string, Place> => {
  const places = new Map(surveyed.places)
  for (const { id, title, collectionId } of walked) {
    const collections = places.get(id)?.collections ?? []
    if (!collectionId || !surveyed.collections.has(collectionId)) places.delete(id)
    else if (!collections.includes(collectionId))
      places.set(id, { title, collections: [...collections, collectionId] })
    else places.set(id, { title, collections })
  }
  return places
}

/** Drafts are their writers' own; what is archived is out of everybody's sight. */
export const isPublished = (document: OutlineDocument | undefined): boolean =>
  document === undefined ||
  (Boolean(document.publishedAt) && !document.archivedAt && !document.deletedAt)

/** Globs are of titles, with the collection's name in front or without. */
const isPlaceWanted = (
  entry: SourceEntry,
  { title, collections }: Place,
  { collections: known }: Survey,
): boolean => {
  const names = [title, ...collections.map((id) => `${known.get(id)?.name}/${title}`)]
  const { include = [], exclude = [] } = entry
  return (
    names.some((one) => isWanted({ ...entry, include, exclude: [] }, one)) &&
    names.every((one) => isWanted({ ...entry, include: [], exclude }, one))
  )
}
