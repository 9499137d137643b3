import type { Config } from './config.ts'
import { PlumblineError } from './domain/errors.ts'
import type { Instant } from './domain/instant.ts'
import type { Plumbline } from './domain/plumbline.ts'
import type { Principal } from './domain/principal.ts'
import type { Store } from './store/store.ts'

/** What telling who asks needs of an opened Plumbline. */
export interface PrincipalParts {
  readonly config: Config
  readonly store: Pick<Store, 'keys' | 'groups'>
  /** False where no key that signs receipts is called so. */
  revokeSigningKey(id: string): Promise<boolean>
  now(): Instant
}

type Principals = Pick<Plumbline, 'principal' | 'createKey' | 'keys' | 'revokeKey' | 'principalFor'>

/** Who may ask: configured principals, their keys, and the groups that sources have them in. */
export function principals({ config, store, revokeSigningKey, now }: PrincipalParts): Principals {
  /** The groups that sources have a principal in count from the next crawl on, like everything that a crawl finds. */
  const withGroups = async (one: Principal): Promise<Principal> => {
    const { accounts = [] } = one
    if (accounts.length === 0) return one
    const groups = await store.groups.holding(accounts)
    return { ...one, groups: [...new Set([...one.groups, ...accounts, ...groups])] }
  }
  const principal = async (id: string | null): Promise<Principal> => {
    const [only, ...others] = config.principals.filter((one) => id === null || one.id === id)
    if (only && others.length === 0) return withGroups(only)
    const known = config.principals.map((one) => one.id).join(', ') || 'none'
    if (only) throw new PlumblineError('input.invalid', `say who asks with --as: one of ${known}`)
    throw new PlumblineError(
      'input.not-found',
      `no principal${id === null ? '' : ` ${id}`} is configured under principals; there are ${known}`,
    )
  }
  return {
    principal,
    createKey: async (id) => (await store.keys.create(await principal(id), now())).key,
    keys: async () =>
      (await store.keys.list()).map(({ id, principal: holder, createdAt, revokedAt }) => ({
        id,
        principal: holder.id,
        createdAt,
        revokedAt,
      })),
    revokeKey: async (id) => {
      if (!(await store.keys.revoke(id, now())) && !(await revokeSigningKey(id)))
        throw new PlumblineError('input.not-found', `there is no key ${id}`)
    },
    principalFor: async (key) => {
      const holder = await store.keys.principalFor(key)
      // The configuration of today decides what its holder may do, not that of the day the key was made.
      const found = config.principals.find(({ id }) => id === holder?.id)
      return found ? withGroups(found) : null
    },
  }
}
