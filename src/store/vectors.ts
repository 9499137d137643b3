import { CompiledQuery, type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import type { Reader } from '../domain/principal.ts'
import type { KeyedVector, VectorMark, VectorRows } from '../domain/vectors.ts'
import { openTo, readableBy } from './access.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'
import { isAnyClosedSince, lastTurn } from './turned-pages.ts'
import { decodeVector, encodeVector } from './vector-codec.ts'
import {
  currentSpace,
  findSpace,
  type KeptSpace,
  makeSpaceCurrent,
  modelOf,
  openSpace,
  otherDimensions,
  type SpaceToKeep,
  sameSpace,
} from './vector-spaces.ts'

/** A passage that has no vector yet. */
export interface Unembedded {
  readonly key: number
  /** Its page's title, the headings above it and its own text. */
  readonly text: string
}

/** A passage that may be learnt from. */
export interface ReadableText {
  readonly id: string
  /** Its page's title, the headings above it and its own text. */
  readonly text: string
}

/** Which part of the passages without a vector to give. */
export interface MissingPart {
  readonly limit: number
  /** The last key of the part before; passages that were looked through are not looked through again. */
  readonly after?: number
}

/** Vectors of passages, by space: rows are the truth, of which indexes are caches. */
export interface VectorStore {
  /** The space that questions are answered by. */
  current(): Promise<KeptSpace | null>
  find(id: string): Promise<KeptSpace | null>
  /** The space of that id, made where there is none. Another number of dimensions is refused. */
  open(space: SpaceToKeep): Promise<KeptSpace>
  /** The bytes of what makes the space's vectors; null where none were kept. */
  model(space: KeptSpace): Promise<Uint8Array | null>
  /** Answers questions by this space from now on; all others go in the same moment, and then their vectors, part by part. */
  makeCurrent(space: KeptSpace): Promise<void>
  /** Passages of pages that are not gone, ascending by key. */
  missing(space: KeptSpace, part: MissingPart): Promise<readonly Unembedded[]>
  /** How many passages a reader may see, those of pages that are gone left out. */
  countReadable(reader: Reader): Promise<number>
  /** The number of the last time that a page's readers became others. */
  lastTurn(): Promise<number>
  /** Whether a page that a reader could see then is closed to them now. */
  isAnyClosedSince(reader: Reader, turn: number): Promise<boolean>
  /** Those passages, ascending by id. */
  readable(
    reader: Reader,
    part: { readonly limit: number; readonly after?: string },
  ): Promise<readonly ReadableText[]>
  /** Stores vectors of length 1 or 0, and gives the number of those that are new; passages that went meanwhile are left out. */
  put(space: KeptSpace, vectors: readonly KeyedVector[]): Promise<number>
  /** How many passages have their place in the space, those without length included. */
  count(space: KeptSpace): Promise<number>
  /** Vectors ascending by key, those behind `after`: all of them in bounded memory, part by part. */
  slice(space: KeptSpace, after: number, limit: number): Promise<readonly KeyedVector[]>
  /** The space's rows as an index reads them. */
  rows(space: KeptSpace): VectorRows
}

/** So many rows go into one statement. */
const atOnce = 64

interface TextRow {
  readonly title: string
  readonly heading: string | null
  readonly text: string | null
}

// Two members of the document, read by SQLite itself: the blocks, which are most of it, are nobody's business here.
const textColumns = sql`title,
  json_extract(passage_documents.document, '$.heading') as heading,
  json_extract(passage_documents.document, '$.text') as text`

const wholeText = ({ title, heading, text }: TextRow, what: string): string => {
  const headings = decode(z.array(z.string()), heading ?? 'null', what)
  if (text === null) throw new PlumblineError('store.corrupt', `${what} in the store has no text`)
  return [title, ...headings, text].join('\n')
}

const missing = async (
  db: Kysely<Tables>,
  space: KeptSpace,
  { limit, after = 0 }: MissingPart,
): Promise<readonly Unembedded[]> => {
  const { rows } = await sql<TextRow & { readonly key: number }>`
    select passages.key as key, ${textColumns}
    from passages
      cross join pages on pages.key = page_key
      cross join passage_documents on passage_documents.passage_key = passages.key
    where passages.key > ${after} and gone_at is null and not exists (
      select 1 from passage_vectors
      where passage_vectors.passage_key = passages.key and space_key = ${space.key}
    )
    order by passages.key limit ${limit}`.execute(db)
  return rows.map((row) => ({ key: row.key, text: wholeText(row, `passage number ${row.key}`) }))
}

/** Pages that are there and open to a reader. */
const openPages = (db: Kysely<Tables>, reader: Reader) =>
  readableBy(db, reader).where('gone_at', 'is', null)

/** Asked part by part: each asks again who may see what, so it must not make a list of all pages to tell. */
const readable = async (
  db: Kysely<Tables>,
  reader: Reader,
  { limit, after = '' }: { readonly limit: number; readonly after?: string },
): Promise<readonly ReadableText[]> => {
  const { rows } = await sql<TextRow & { readonly id: string }>`
    select passages.id as id, ${textColumns}
    from passages
      cross join pages on pages.key = page_key
      cross join passage_documents on passage_documents.passage_key = passages.key
    where passages.id > ${after} and gone_at is null and pages.access_key in (${openTo(db, reader)})
    order by passages.id limit ${limit}`.execute(db)
  return rows.map((row) => ({ id: row.id, text: wholeText(row, `passage ${row.id}`) }))
}

const put = async (
  db: Kysely<Tables>,
  space: KeptSpace,
  vectors: readonly KeyedVector[],
): Promise<number> => {
  for (const { vector } of vectors)
    if (vector.length !== space.dimensions)
      throw otherDimensions(space.id, space.dimensions, vector.length)
  return db.transaction().execute(async (trx) => {
    await sameSpace(trx, space)
    let stored = 0
    for (let from = 0; from < vectors.length; from += atOnce) {
      const some = vectors.slice(from, from + atOnce)
      const values = some.flatMap(({ key, vector }) => {
        const { checksum, bytes } = encodeVector(vector)
        return [key, checksum, bytes]
      })
      // A passage's text never changes under its key, so a vector that is there already is the same.
      const words = `
        insert into passage_vectors (space_key, passage_key, checksum, vector)
        select ?, column1, column2, column3 from (values ${some.map(() => '(?, ?, ?)').join(', ')})
        where column1 in (select key from passages)
        on conflict (passage_key, space_key) do nothing`
      const result = await trx.executeQuery(CompiledQuery.raw(words, [space.key, ...values]))
      stored += Number(result.numAffectedRows ?? 0n)
    }
    return stored
  })
}

interface VectorRow {
  readonly key: number
  readonly vector: Uint8Array
}

const decoded = (space: KeptSpace, rows: readonly VectorRow[]): readonly KeyedVector[] =>
  rows.map(({ key, vector }) => {
    const what = `the vector of passage number ${key}`
    return { key, vector: decodeVector(vector, space.dimensions, what) }
  })

const rowsOf = (db: Kysely<Tables>, space: KeptSpace): VectorRows => ({
  space: { id: space.id, dimensions: space.dimensions },
  generation: `${space.key} ${space.madeAt}`,

  marks: async (after, limit) => {
    const { rows } = await sql<VectorMark>`
      select passage_key as key, checksum from passage_vectors
      where space_key = ${space.key} and passage_key > ${after} and checksum is not null
      order by passage_key limit ${limit}`.execute(db)
    return rows
  },

  read: async (keys) => {
    const { rows } = await sql<VectorRow>`
      select passage_key as key, vector
      from json_each(${JSON.stringify(keys)}) as asked
        cross join passage_vectors on passage_key = asked.value and space_key = ${space.key}
      where vector is not null`.execute(db)
    return decoded(space, rows)
  },
})

/** Keeps vectors. */
export const vectorStore = (db: Kysely<Tables>): VectorStore => ({
  current: () => currentSpace(db),
  find: (id) => findSpace(db, id),
  open: (space) => openSpace(db, space),
  model: (space) => modelOf(db, space),
  makeCurrent: (space) => makeSpaceCurrent(db, space),
  missing: (space, part) => missing(db, space, part),
  readable: (reader, part) => readable(db, reader, part),
  lastTurn: () => lastTurn(db),
  isAnyClosedSince: (reader, turn) => isAnyClosedSince(db, reader, turn),

  countReadable: async (reader) => {
    const { count } = await db
      .selectFrom('passages')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('page_key', 'in', openPages(db, reader))
      .executeTakeFirstOrThrow()
    return count
  },

  put: (space, vectors) => put(db, space, vectors),

  count: async ({ key }) => {
    const { count } = await db
      .selectFrom('passage_vectors')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('space_key', '=', key)
      .executeTakeFirstOrThrow()
    return count
  },

  slice: async (space, after, limit) => {
    const { rows } = await sql<VectorRow>`
      select passage_key as key, vector from passage_vectors
      where space_key = ${space.key} and passage_key > ${after} and vector is not null
      order by passage_key limit ${limit}`.execute(db)
    return decoded(space, rows)
  },

  rows: (space) => rowsOf(db, space),
})
