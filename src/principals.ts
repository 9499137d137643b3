import type { Config } from './config/config.ts'
import type { Audit } from './domain/audit.ts'
import { PlumblineError } from './domain/errors.ts'
import type { Instant } from './domain/instant.ts'
import type { Plumbline } from './domain/plumbline.ts'
import type { Principal } from './domain/principal.ts'
import { keyAudit } from './flows/audit-keys.ts'
import { inTime, patience } from './flows/within.ts'
import { keyIdOf } from './store/keys.ts'
import type { Store } from './store/store.ts'

/** What telling who asks needs of an opened Plumbline. */
export interface PrincipalParts {
  readonly config: Config
  readonly store: Pick<Store, 'keys' | 'groups' | 'audit'>
  readonly audit: Audit
  /** False where no key that signs receipts is called so. */
  revokeSigningKey(id: string): Promise<boolean>
  now(): Instant
}

type Principals = Pick<Plumbline, 'principal' | 'createKey' | 'keys' | 'revokeKey' | 'principalFor'>

/** Who may ask: configured principals, their keys, and the groups that sources have them in. */
export function principals(parts: PrincipalParts): Principals {
  const { config, store, now, audit, revokeSigningKey } = parts
  const keys = keyAudit(parts)
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
  const holderOf = async (key: string): Promise<Principal | null> => {
    const holder = await store.keys.principalFor(key)
    const id = keyIdOf(key)
    // The configuration of today decides what its holder may do, not that of the day the key was made.
    const found = config.principals.find((one) => one.id === holder?.id)
    if (!found || id === null) {
      await keys.refused(id)
      return null
    }
    await keys.used(id, found.id)
    return { ...(await withGroups(found)), key: id }
  }
  return {
    principal,
    createKey: async (holder) => {
      const at = now()
      const { id, key } = await store.keys.create(await principal(holder), at)
      // Where this cannot be written nobody is shown the key, so that it opens nothing.
      await audit({ at, kind: 'key-created', principal: null, subject: id, details: { holder } })
      return key
    },
    keys: async () =>
      (await store.keys.list()).map(({ id, principal: holder, createdAt, revokedAt }) => ({
        id,
        principal: holder.id,
        createdAt,
        revokedAt,
      })),
    revokeKey: async (id) => {
      const at = now()
      const known = (await store.keys.list()).find((one) => one.id === id && one.revokedAt === null)
      if (known) {
        const details = { holder: known.principal.id }
        await audit({ at, kind: 'key-revoked', principal: null, subject: id, details })
        await store.keys.revoke(id, at)
      } else if (!(await revokeSigningKey(id)))
        throw new PlumblineError('input.not-found', `there is no key ${id} to revoke`)
    },
    principalFor: (key) => inTime(patience.keeping, 'telling who asks', holderOf(key)),
  }
}
