import type { Kysely } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { Tables } from './tables.ts'

/** What is kept of a person who may sign in. */
export interface PersonRecord {
  readonly id: string
  /** How the password is stored; null before the first sign-in. */
  readonly password: string | null
  readonly passwordSetAt: Instant | null
  readonly inviteEndsAt: Instant | null
}

/** A one-time code, as its digest, and until when it is good. */
export interface Invite {
  /** SHA-256 in hex. */
  readonly sha256: string
  readonly endsAt: Instant
}

/** Passwords and one-time codes of people, none of them readable. */
export interface PeopleStore {
  get(id: string): Promise<PersonRecord | null>
  list(): Promise<readonly PersonRecord[]>
  /** Gives a person a code in place of any older one. */
  invite(id: string, invite: Invite): Promise<void>
  /** Uses a code up and sets the password; false for a code that is wrong, used or over. */
  accept(id: string, inviteSha256: string, password: string, now: Instant): Promise<boolean>
  /** Takes a person's password and code away; false when there was neither. */
  forget(id: string): Promise<boolean>
}

const columns = ['id', 'password', 'password_set_at', 'invite_ends_at'] as const

const recordOf = (row: Pick<Tables['people'], (typeof columns)[number]>): PersonRecord => ({
  id: row.id,
  password: row.password,
  passwordSetAt: row.password_set_at,
  inviteEndsAt: row.invite_ends_at,
})

/** Keeps people. */
export const peopleStore = (db: Kysely<Tables>): PeopleStore => ({
  get: async (id) => {
    const row = await db
      .selectFrom('people')
      .select(columns)
      .where('id', '=', id)
      .executeTakeFirst()
    return row === undefined ? null : recordOf(row)
  },

  list: async () =>
    (await db.selectFrom('people').select(columns).orderBy('id').execute()).map(recordOf),

  invite: async (id, { sha256, endsAt }) => {
    const invite = { invite_sha256: sha256, invite_ends_at: endsAt }
    await db
      .insertInto('people')
      .values({ id, password: null, password_set_at: null, ...invite })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(invite))
      .execute()
  },

  // One statement, so that of two who send the code at once only one gets in.
  accept: async (id, inviteSha256, password, now) => {
    const { numUpdatedRows } = await db
      .updateTable('people')
      .set({ password, password_set_at: now, invite_sha256: null, invite_ends_at: null })
      .where('id', '=', id)
      .where('invite_sha256', '=', inviteSha256)
      .where('invite_ends_at', '>', now)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },

  forget: async (id) => {
    const { numDeletedRows } = await db.deleteFrom('people').where('id', '=', id).executeTakeFirst()
    return numDeletedRows > 0n
  },
})
