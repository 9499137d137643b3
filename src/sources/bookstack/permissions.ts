/** What an item (a page, a chapter, a book) says itself of who may view it. */
export interface OwnRules {
  /** By role id. */
  readonly roles: ReadonlyMap<number, boolean>
  /** Of all other roles; null where it leaves that to what it stands in. */
  readonly others: boolean | null
}

export interface Role {
  readonly id: number
  readonly isAdmin: boolean
  /** Whether visitors have it who do not sign in. */
  readonly isPublic: boolean
  /** Whether it may view every page, or those that its holder owns. */
  readonly viewsAll: boolean
  readonly viewsOwn: boolean
  readonly users: readonly number[]
}

export interface PageRules {
  /** From the page up: the page, its chapter, its book. */
  readonly chain: readonly OwnRules[]
  readonly owner: number | null
  readonly roles: readonly Role[]
  /** Whether visitors who do not sign in get to see anything. */
  readonly isPublic: boolean
}

/** A role's holders without those of other roles. */
export interface Reduced {
  readonly name: string
  readonly members: readonly string[]
}

export type PageReaders =
  | { readonly is: 'everybody' }
  | {
      readonly is: 'only'
      readonly readers: readonly string[]
      readonly reduced: readonly Reduced[]
    }

/**
 * `granted` and `denied` are said of the role itself, `allowed` and `shut` of all others or, where no item says anything, by the role.
 */
type Status = 'granted' | 'denied' | 'allowed' | 'shut'

/**
 * Who may view a page. As BookStack's permission scenarios have it (dev/docs/permission-scenario-testing.md, EntityPermissionEvaluator): for
 * each role the nearest item that speaks of it counts, no item above one that speaks of all others does; what is said of a role goes before
 * what is said of all others, that before the role's own permissions; of a user's roles a grant wins over a denial, and a denial over
 * what is merely allowed. An owner is let in by a role that views its own pages only where no item says anything of it.
 */
export const readersOf = ({ chain, owner, roles, isPublic }: PageRules): PageReaders => {
  const statuses = roles.map((role) => ({ role, status: statusOf(role, chain) }))
  const isLetIn = (status: Status) => status === 'granted' || status === 'allowed'
  if (isPublic && statuses.some(({ role, status }) => role.isPublic && isLetIn(status)))
    return { is: 'everybody' }
  const denied = statuses.filter(({ status }) => status === 'denied').map(({ role }) => role)
  const readers: string[] = []
  const reduced: Reduced[] = []
  for (const { role, status } of statuses) {
    if (!isLetIn(status)) continue
    const group = status === 'granted' || denied.length === 0 ? null : without(role, denied)
    if (group !== null) reduced.push(group)
    readers.push(`group:${group?.name ?? role.id}`)
  }
  if (owner !== null && mayAsOwner(owner, chain, roles)) readers.push(`user:${owner}`)
  return { is: 'only', readers, reduced }
}

const statusOf = (role: Role, chain: readonly OwnRules[]): Status => {
  if (role.isAdmin) return 'granted'
  const { own, others } = spokenOf(role.id, chain)
  if (own !== null) return own ? 'granted' : 'denied'
  return (others ?? role.viewsAll) ? 'allowed' : 'shut'
}

const spokenOf = (id: number, chain: readonly OwnRules[]) => {
  let own: boolean | null = null
  for (const { roles, others } of chain) {
    own ??= roles.get(id) ?? null
    if (others !== null) return { own, others }
  }
  return { own, others: null }
}

const mayAsOwner = (owner: number, chain: readonly OwnRules[], roles: readonly Role[]): boolean => {
  const held = roles.filter(({ users }) => users.includes(owner))
  const isSilent = held.every(({ id }) => {
    const { own, others } = spokenOf(id, chain)
    return own === null && others === null
  })
  return isSilent && held.some(({ viewsOwn }) => viewsOwn)
}

/** Access lists know no 'but': whoever is let in by one role and shut out by another is left out of a group of its own. */
const without = ({ id, users }: Role, denied: readonly Role[]): Reduced => {
  const out = new Set(denied.flatMap((role) => role.users))
  return {
    name: `${id} but not ${denied.map((role) => role.id).join(',')}`,
    members: users.filter((user) => !out.has(user)).map((user) => `user:${user}`),
  }
}
