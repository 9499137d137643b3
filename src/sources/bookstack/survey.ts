import { PlumblineError } from '../../domain/errors.ts'
import { isWanted } from '../documents.ts'
import { inBatches } from '../in-batches.ts'
import type { JsonApi } from '../json-api.ts'
import type { SourceEntry } from '../source.ts'
import { listed, wholeList } from './listing.ts'
import type { PageAccess, Readers } from './readers.ts'
import { type Book, book as bookShape, type ListedPage, listedPage, shelfBooks } from './shapes.ts'

/** A page of a listing, with who may read it. */
export interface SurveyedPage extends ListedPage {
  readonly access: PageAccess
  readonly bookSlug: string
}

/** Everything that one going-over of a wiki lists, before any text is asked for. */
export interface Survey {
  readonly pages: readonly SurveyedPage[]
  readonly unread: readonly { readonly path: string; readonly because: string }[]
  /** Whether every page there is was listed. */
  readonly isWhole: boolean
  /** Why it is not all there is. */
  readonly fault: PlumblineError | null
}

/** Lists pages and asks who may read each. Drafts and templates are no pages. */
export const survey = async (
  entry: SourceEntry,
  api: JsonApi,
  readers: Readers,
): Promise<Survey> => {
  const books = new Map((await wholeList(api, '/api/books', bookShape)).map((one) => [one.id, one]))
  const { isIn, missing } = await wantedBooks(entry, api, books)
  const unread = missing.map((name) => ({
    path: `book ${name}`,
    because: `there is no book or shelf ${name}, or the token's user may not see it`,
  }))
  const most = entry.mostPages ?? Number.POSITIVE_INFINITY
  const wanted: (ListedPage & { readonly bookSlug: string })[] = []
  let isWhole = true
  for await (const one of listed(api, '/api/pages', listedPage)) {
    if (one.is === 'hole') {
      isWhole = false
      unread.push({ path: 'a page', because: `the wiki cannot list it: ${one.because}` })
    } else if (one.is === 'odd') unread.push({ path: String(one.id), because: one.because })
    else {
      const { draft, template, book_id, name, slug: _, book_slug } = one.item
      const book = books.get(book_id)
      if (draft || template || !isIn(book_id)) continue
      if (!isPageWanted(entry, name, book?.name)) continue
      wanted.push({ ...one.item, bookSlug: book_slug ?? book?.slug ?? String(book_id) })
    }
    if (wanted.length > most) break
  }
  const fault =
    wanted.length > most
      ? new PlumblineError(
          'source.too-large',
          `source ${entry.id}: the BookStack has more pages than mostPages allows (${most}): raise it, or name the books to read`,
        )
      : null
  const pages = await inBatches(wanted.slice(0, most), entry.requestsAtOnce ?? 4, async (page) => ({
    ...page,
    access: await readers.accessOf(page),
  }))
  return { pages, unread, isWhole, fault }
}

/** Globs are of titles, with the book's name in front or without. */
const isPageWanted = (entry: SourceEntry, name: string, book: string | undefined): boolean => {
  const names = book === undefined ? [name] : [name, `${book}/${name}`]
  const { include = [], exclude = [] } = entry
  return (
    names.some((one) => isWanted({ ...entry, include, exclude: [] }, one)) &&
    names.every((one) => isWanted({ ...entry, include: [], exclude }, one))
  )
}

/** `spaces` name books, or shelves of books, by name or slug. */
const wantedBooks = async (
  { spaces }: SourceEntry,
  api: JsonApi,
  books: ReadonlyMap<number, Book>,
) => {
  if (spaces === undefined) return { isIn: () => true, missing: [] }
  const shelves = await wholeList(api, '/api/shelves', bookShape)
  const ids = new Set<number>()
  const missing: string[] = []
  for (const space of spaces) {
    const isIt = ({ name, slug }: Book) =>
      name.toLowerCase() === space.toLowerCase() || slug === space
    const ofBooks = [...books.values()].filter(isIt)
    const ofShelves = shelves.filter(isIt)
    for (const { id } of ofBooks) ids.add(id)
    for (const { id } of ofShelves) {
      const shelf = await api.demand({ path: `/api/shelves/${id}` }, shelfBooks)
      for (const one of shelf.books) ids.add(one.id)
    }
    if (ofBooks.length + ofShelves.length === 0) missing.push(space)
  }
  return { isIn: (id: number) => ids.has(id), missing }
}
