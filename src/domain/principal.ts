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
}

/** Principals and groups (`group:sre`) that may read something; an empty list lets nobody in. */
export type Access = readonly string[]

/** Whether a reader may see what carries this access list. Nobody known means no. */
export const mayRead = (reader: Principal, access: Access): boolean =>
  access.some((entry) => entry === reader.id || reader.groups.includes(entry))
