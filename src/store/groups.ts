import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** A group of a source's own readers: `wiki/group:sre` with `wiki/user:ana`. */
export interface StoredGroup {
  readonly name: string
  readonly members: readonly string[]
}

/** The groups of sources, as their last crawl found them. */
export interface GroupStore {
  /** Puts these in place of all groups of the source. */
  replace(source: string, groups: readonly StoredGroup[]): Promise<void>
  /** All groups that hold one of these accounts, directly or through other groups. */
  holding(accounts: readonly string[]): Promise<readonly string[]>
}

/** Keeps groups. */
export const groupStore = (db: Kysely<Tables>): GroupStore => ({
  replace: (source, groups) =>
    db.transaction().execute(async (trx) => {
      await trx.deleteFrom('source_groups').where('source', '=', source).execute()
      for (const { name, members } of groups)
        for (const member of new Set(members))
          await trx
            .insertInto('source_groups')
            .values({ source, name, member })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
    }),

  holding: async (accounts) => {
    const found = new Set<string>()
    let members = [...accounts]
    while (members.length > 0) {
      const rows = await db
        .selectFrom('source_groups')
        .select('name')
        .distinct()
        .where('member', 'in', members)
        .execute()
      members = rows.map(({ name }) => name).filter((name) => !found.has(name))
      for (const name of members) found.add(name)
    }
    return [...found].sort()
  },
})
