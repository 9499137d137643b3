import type { Kysely } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { Tables } from './tables.ts'

/** What is known of a request that carries an idempotency key. */
export type Precedent =
  | { readonly is: 'new' }
  | { readonly is: 'running' }
  | { readonly is: 'answered'; readonly response: string }
  /** The key was used before for another request. */
  | { readonly is: 'conflict' }

interface Request {
  readonly principal: string
  readonly key: string
  /** Digest of what was asked. */
  readonly digest: string
}

/** Requests that must not be done twice. */
export interface IdempotencyStore {
  /** Claims the key for this request, or says what came before. */
  begin(request: Request, at: Instant): Promise<Precedent>
  /** Keeps the response for whoever sends the request again. */
  finish(request: Request, response: string): Promise<void>
  /** Frees the key of a request that failed, so that it may be tried again. */
  abandon(request: Request): Promise<void>
  /** Forgets keys from before a moment, and those from before another that never got a response. */
  forget(before: Instant, runningBefore?: Instant): Promise<void>
}

const begin = (db: Kysely<Tables>, { principal, key, digest }: Request, at: Instant) =>
  db.transaction().execute(async (trx): Promise<Precedent> => {
    const row = await trx
      .selectFrom('idempotency')
      .select(['digest', 'response'])
      .where('principal', '=', principal)
      .where('key', '=', key)
      .executeTakeFirst()
    if (row === undefined) {
      const fresh = { principal, key, digest, response: null, created_at: at }
      await trx.insertInto('idempotency').values(fresh).execute()
      return { is: 'new' }
    }
    if (row.digest !== digest) return { is: 'conflict' }
    return row.response === null ? { is: 'running' } : { is: 'answered', response: row.response }
  })

/** Keeps idempotency keys. */
export const idempotencyStore = (db: Kysely<Tables>): IdempotencyStore => ({
  begin: (request, at) => begin(db, request, at),

  finish: async ({ principal, key, digest }, response) => {
    await db
      .updateTable('idempotency')
      .set({ response })
      .where('principal', '=', principal)
      .where('key', '=', key)
      .where('digest', '=', digest)
      .execute()
  },

  abandon: async ({ principal, key }) => {
    await db
      .deleteFrom('idempotency')
      .where('principal', '=', principal)
      .where('key', '=', key)
      .where('response', 'is', null)
      .execute()
  },

  forget: async (before, runningBefore = before) => {
    await db.deleteFrom('idempotency').where('created_at', '<', before).execute()
    await db
      .deleteFrom('idempotency')
      .where('created_at', '<', runningBefore)
      .where('response', 'is', null)
      .execute()
  },
})
