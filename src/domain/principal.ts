/** What a key or a sign-in entitles its holder to do. */
export const scopes = [
  'agent',
  'engineer',
  'owner',
  'approver',
  'senior-approver',
  'operator',
] as const
export type Scope = (typeof scopes)[number]

/** Who asks or decides: proven by key or sign-in, never by what a request says of itself. */
export interface Principal {
  readonly id: string
  readonly kind: 'agent' | 'person'
  readonly scopes: readonly Scope[]
  readonly groups: readonly string[]
  /** Environments the key is bound to; empty means any. */
  readonly environments: readonly string[]
  /** Roles that its actions may run under; where none are configured, only what a role is called speaks against it. */
  readonly roles?: readonly string[]
  /** The principal's accounts in sources (`wiki/user:ana`), by whose groups pages open to it. */
  readonly accounts?: readonly string[]
  /** Id of the key that proved who asks; left out where no key did. */
  readonly key?: string
  /** The person whose agent it is: who may not approve what it asks for. */
  readonly owner?: string | undefined
}

/** Principals and groups (`group:sre`) that may read something; an empty list lets nobody in. */
export type Access = readonly string[]

/** Who reads, as far as access lists are concerned. */
export type Reader = Pick<Principal, 'id' | 'groups'>

/** Whether a reader may see what carries this access list. Nobody known means no. */
export const mayRead = (reader: Reader, access: Access): boolean =>
  access.some((entry) => entry === reader.id || reader.groups.includes(entry))

/**
 * Access lists that must all let a reader in: those of a page's source, of the space and the pages above it, and its own.
 * Where there is no list, nobody is let in.
 */
export type AccessLists = readonly Access[]

/** Whether every list lets the reader in. */
export const mayReadAll = (reader: Reader, lists: AccessLists): boolean =>
  lists.length > 0 && lists.every((access) => mayRead(reader, access))
