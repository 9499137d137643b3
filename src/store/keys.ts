import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../domain/instant.ts'
import { type Principal, scopes } from '../domain/principal.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** A key as an operator sees it: never its secret. */
export interface KeyRecord {
  readonly id: string
  readonly principal: Principal
  readonly createdAt: Instant
  readonly revokedAt: Instant | null
}

/** Principals and the keys that prove them. */
export interface KeyStore {
  /** Makes a key; the text is shown once and kept nowhere. */
  create(principal: Principal, at: Instant): Promise<{ readonly id: string; readonly key: string }>
  /** Whom a key proves; null for one that is unknown, wrong or revoked. */
  principalFor(key: string): Promise<Principal | null>
  /** Whether there was such a key to revoke. */
  revoke(id: string, at: Instant): Promise<boolean>
  list(): Promise<readonly KeyRecord[]>
}

const shape = /^plk_(?<id>[0-9a-f]{12})_(?<secret>[0-9A-Za-z_-]{43})$/

/** The id that a key shows, whether or not there is such a key; null for what has not the form of one. */
export const keyIdOf = (key: string): string | null => shape.exec(key)?.groups?.id ?? null

const names = z.array(z.string())

// The secret is 256 random bits: a fast hash of it is as hard to reverse as a slow one.
const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const principalOf = (row: Tables['keys']): Principal => {
  const what = `key ${row.id}`
  return {
    id: row.principal,
    kind: z.enum(['agent', 'person']).parse(row.kind),
    scopes: decode(z.array(z.enum(scopes)), row.scopes, what),
    groups: decode(names, row.groups, what),
    environments: decode(names, row.environments, what),
  }
}

const create = async (db: Kysely<Tables>, principal: Principal, at: Instant) => {
  const id = randomBytes(6).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  await db
    .insertInto('keys')
    .values({
      id,
      principal: principal.id,
      kind: principal.kind,
      secret_sha256: digestOf(secret).toString('hex'),
      scopes: JSON.stringify(principal.scopes),
      groups: JSON.stringify(principal.groups),
      environments: JSON.stringify(principal.environments),
      created_at: at,
      revoked_at: null,
    })
    .execute()
  return { id, key: `plk_${id}_${secret}` }
}

const principalFor = async (db: Kysely<Tables>, key: string): Promise<Principal | null> => {
  const { id, secret } = shape.exec(key)?.groups ?? {}
  if (id === undefined || secret === undefined) return null
  const row = await db.selectFrom('keys').selectAll().where('id', '=', id).executeTakeFirst()
  // An unknown id is compared too, so that the time taken does not tell which ids exist.
  const expected = row ? Buffer.from(row.secret_sha256, 'hex') : Buffer.alloc(32)
  const proven = expected.length === 32 && timingSafeEqual(expected, digestOf(secret))
  return row && proven && row.revoked_at === null ? principalOf(row) : null
}

/** Keeps keys. */
export const keyStore = (db: Kysely<Tables>): KeyStore => ({
  create: (principal, at) => create(db, principal, at),
  principalFor: (key) => principalFor(db, key),

  revoke: async (id, at) => {
    const { numUpdatedRows } = await db
      .updateTable('keys')
      .set({ revoked_at: at })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },

  list: async () => {
    const rows = await db
      .selectFrom('keys')
      .selectAll()
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      principal: principalOf(row),
      createdAt: row.created_at,
      revokedAt: row.revoked_at,
    }))
  },
})
