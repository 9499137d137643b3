import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../domain/instant.ts'
import type { SignInWay } from '../domain/sign-in.ts'
import type { Tables } from './tables.ts'

/** A session; its token is kept as a digest alone. */
export interface SessionRecord {
  /** SHA-256 in hex. */
  readonly tokenSha256: string
  readonly person: string
  readonly how: SignInWay
  readonly csrf: string
  readonly beganAt: Instant
  readonly usedAt: Instant
  readonly endsAt: Instant
}

/** How many attempts may fail since a moment, for each thing that they are counted against. */
export interface AttemptLimit {
  readonly counted: string
  readonly most: number
}

/** Who is signed in, and who tried to. */
export interface SessionStore {
  begin(session: SessionRecord): Promise<void>
  get(tokenSha256: string): Promise<SessionRecord | null>
  touch(tokenSha256: string, at: Instant): Promise<void>
  end(tokenSha256: string): Promise<boolean>
  /** Ends all sessions of a person; how many there were. */
  endAll(person: string): Promise<number>
  count(person: string, now: Instant): Promise<number>
  /** Counts an attempt before it is judged, so that many at once do not slip through; false when there were too many. */
  attempt(limits: readonly AttemptLimit[], since: Instant, at: Instant): Promise<boolean>
  /** Takes the failures of an account back after a success. */
  succeeded(counted: string): Promise<void>
  /** Forgets sessions that are over and attempts from before a moment. */
  forget(now: Instant, attemptsBefore: Instant): Promise<void>
}

const attempt = (
  db: Kysely<Tables>,
  limits: readonly AttemptLimit[],
  since: Instant,
  at: Instant,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    for (const { counted, most } of limits) {
      const { count } = await trx
        .selectFrom('sign_in_attempts')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('counted', '=', counted)
        .where('at', '>=', since)
        .executeTakeFirstOrThrow()
      if (!(Number(count) < most)) return false
    }
    const rows = limits.map(({ counted }) => ({ counted, at }))
    await trx.insertInto('sign_in_attempts').values(rows).execute()
    return true
  })

const attempts = (db: Kysely<Tables>): Pick<SessionStore, 'attempt' | 'succeeded' | 'forget'> => ({
  attempt: (limits, since, at) => attempt(db, limits, since, at),

  succeeded: async (counted) => {
    await db.deleteFrom('sign_in_attempts').where('counted', '=', counted).execute()
  },

  forget: async (now, attemptsBefore) => {
    await db.deleteFrom('sessions').where('ends_at', '<=', now).execute()
    await db.deleteFrom('sign_in_attempts').where('at', '<', attemptsBefore).execute()
  },
})

/** Keeps sessions. */
export const sessionStore = (db: Kysely<Tables>): SessionStore => ({
  begin: async ({ tokenSha256, person, how, csrf, beganAt, usedAt, endsAt }) => {
    const times = { began_at: beganAt, used_at: usedAt, ends_at: endsAt }
    await db
      .insertInto('sessions')
      .values({ token_sha256: tokenSha256, person, how, csrf, ...times })
      .execute()
  },

  get: async (tokenSha256) => {
    const row = await db
      .selectFrom('sessions')
      .selectAll()
      .where('token_sha256', '=', tokenSha256)
      .executeTakeFirst()
    if (row === undefined) return null
    return {
      tokenSha256,
      person: row.person,
      how: z.enum(['password', 'openid']).parse(row.how),
      csrf: row.csrf,
      beganAt: row.began_at,
      usedAt: row.used_at,
      endsAt: row.ends_at,
    }
  },

  touch: async (tokenSha256, at) => {
    await db
      .updateTable('sessions')
      .set({ used_at: at })
      .where('token_sha256', '=', tokenSha256)
      .execute()
  },

  end: async (tokenSha256) => {
    const { numDeletedRows } = await db
      .deleteFrom('sessions')
      .where('token_sha256', '=', tokenSha256)
      .executeTakeFirst()
    return numDeletedRows > 0n
  },

  endAll: async (person) => {
    const { numDeletedRows } = await db
      .deleteFrom('sessions')
      .where('person', '=', person)
      .executeTakeFirst()
    return Number(numDeletedRows)
  },

  count: async (person, now) => {
    const { count } = await db
      .selectFrom('sessions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('person', '=', person)
      .where('ends_at', '>', now)
      .executeTakeFirstOrThrow()
    return Number(count)
  },
  ...attempts(db),
})
