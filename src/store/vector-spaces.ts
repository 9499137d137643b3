import { setImmediate as breathe } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { VectorSpace } from '../domain/vectors.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** What a space was made of, in the words of whoever made it. */
export type SpaceAbout = Readonly<Record<string, unknown>>

/** A space that has a place in the store. */
export interface KeptSpace extends VectorSpace {
  readonly key: number
  readonly madeAt: Instant
  readonly isCurrent: boolean
  readonly about: SpaceAbout
}

/** A space to keep, with what makes its vectors where that is kept here, too. */
export interface SpaceToKeep extends VectorSpace {
  readonly madeAt: Instant
  readonly about?: SpaceAbout
  readonly model?: Uint8Array | null
}

const aboutSchema = z.record(z.string(), z.unknown())

const columns = ['key', 'id', 'dimensions', 'made_at', 'current', 'about'] as const

type SpaceRow = Pick<Tables['vector_spaces'], 'id' | 'dimensions' | 'made_at' | 'about'> & {
  readonly key: number
  readonly current: number | null
}

const spaceOf = (row: SpaceRow | undefined): KeptSpace | null =>
  row === undefined
    ? null
    : {
        key: row.key,
        id: row.id,
        dimensions: row.dimensions,
        madeAt: row.made_at,
        isCurrent: row.current === 1,
        about: decode(aboutSchema, row.about, `vector space ${row.id}`),
      }

export const findSpace = async (db: Kysely<Tables>, id: string): Promise<KeptSpace | null> =>
  spaceOf(
    await db.selectFrom('vector_spaces').select(columns).where('id', '=', id).executeTakeFirst(),
  )

/** What is said of a space must be said of the one that has its place here: never of another by that id, nor of one that went. */
export const sameSpace = async (
  db: Kysely<Tables>,
  { id, key, dimensions }: KeptSpace,
): Promise<void> => {
  const kept = await findSpace(db, id)
  if (kept?.key !== key) throw otherSpace(`the vector space ${id} is not in the store any more`)
  if (kept.dimensions !== dimensions) throw otherDimensions(id, kept.dimensions, dimensions)
}

const otherSpace = (message: string) => new PlumblineError('store.other-space', message)

export const otherDimensions = (id: string, has: number, given: number) =>
  otherSpace(`the vector space ${id} has ${has} dimensions, and ${given} were given`)

export const openSpace = (db: Kysely<Tables>, space: SpaceToKeep): Promise<KeptSpace> =>
  db.transaction().execute(async (trx) => {
    const { id, dimensions, madeAt, about = {}, model = null } = space
    await trx
      .insertInto('vector_spaces')
      .values({ id, dimensions, made_at: madeAt, about: JSON.stringify(about), model })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    const kept = await findSpace(trx, id)
    if (kept === null) throw new PlumblineError('internal', `${id} was not stored`)
    if (kept.dimensions !== dimensions) throw otherDimensions(id, kept.dimensions, dimensions)
    return kept
  })

export const makeSpaceCurrent = async (db: Kysely<Tables>, space: KeptSpace): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    await sameSpace(trx, space)
    await trx.deleteFrom('vector_spaces').where('key', '!=', space.key).execute()
    await trx
      .updateTable('vector_spaces')
      .set({ current: 1 })
      .where('key', '=', space.key)
      .execute()
  })
  try {
    await sweep(db)
  } catch (error) {
    // The space is current; what another process kept from being swept up is swept up by the next.
    if (!(error instanceof PlumblineError && error.code === 'store.locked')) throw error
  }
}

/** So many vectors are swept up before others have their turn: a few milliseconds. */
const sweptAtOnce = 500

/** Deletes the vectors of spaces that went. */
const sweep = async (db: Kysely<Tables>): Promise<void> => {
  // Steps from one space to the next in the index instead of reading through it.
  const { rows } = await sql<{ key: number }>`
    with recursive used (key) as (
      select min(space_key) from passage_vectors
      union all
      select (select min(space_key) from passage_vectors where space_key > used.key)
      from used where used.key is not null
    )
    select key from used where key is not null and key not in (select key from vector_spaces)`.execute(
    db,
  )
  for (const { key } of rows) {
    let deleted = 0n
    do {
      await breathe()
      const result = await sql`
        delete from passage_vectors where key in (
          select key from passage_vectors where space_key = ${key} limit ${sweptAtOnce}
        )`.execute(db)
      deleted = result.numAffectedRows ?? 0n
    } while (deleted > 0n)
  }
}

export const currentSpace = async (db: Kysely<Tables>): Promise<KeptSpace | null> =>
  spaceOf(
    await db
      .selectFrom('vector_spaces')
      .select(columns)
      .where('current', '=', 1)
      .executeTakeFirst(),
  )

export const modelOf = async (
  db: Kysely<Tables>,
  { key }: KeptSpace,
): Promise<Uint8Array | null> => {
  const row = await db
    .selectFrom('vector_spaces')
    .select('model')
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.model ?? null
}
