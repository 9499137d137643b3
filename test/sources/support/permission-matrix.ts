import { World } from './confluence-world.ts'

/** Who may view a space. */
export const spaceKinds = [
  'anonymous',
  'signed-in',
  'group',
  'user',
  'nobody',
  'unreadable',
] as const
export type SpaceKind = (typeof spaceKinds)[number]

/** Whom a page's own restriction names. */
export const aboveKinds = ['none', 'group', 'user', 'both', 'unreadable'] as const
export const pageKinds = ['none', 'group', 'user', 'both', 'empty', 'unreadable'] as const
export type RestrictionKind = (typeof pageKinds)[number]

const restrictionOf = {
  none: null,
  group: { groups: ['crew'] },
  user: { users: ['noor', 'bo'] },
  both: { users: ['noor', 'bo'], groups: ['crew'] },
  empty: { users: [], groups: [] },
  unreadable: 'unreadable',
} as const

/** Principals of Plumbline: their account in the wiki, and what they are there. */
export const readers = [
  { id: 'nameless', account: null, scopes: ['agent'] },
  { id: 'stranger', account: 'ghost', scopes: ['agent'] },
  { id: 'member', account: 'gita', scopes: ['agent'] },
  { id: 'named', account: 'noor', scopes: ['agent'] },
  { id: 'both', account: 'bo', scopes: ['agent'] },
  { id: 'neither', account: 'nils', scopes: ['agent'] },
  {
    id: 'operator',
    account: null,
    scopes: ['agent', 'engineer', 'owner', 'approver', 'senior-approver', 'operator'],
  },
] as const
export type ReaderOfMatrix = (typeof readers)[number]

/** One page of the matrix, and everything that decides who may see it. */
export interface Cell {
  readonly id: string
  readonly space: SpaceKind
  /** From the root down. */
  readonly above: readonly string[]
  kind: RestrictionKind
}

export interface Matrix {
  readonly world: World
  readonly cells: ReadonlyMap<string, Cell>
  /** Changes what a page's restriction names, in the wiki and in what decides. */
  restrict(id: string, kind: RestrictionKind): void
  maySee(reader: ReaderOfMatrix, id: string): boolean
}

/** Between the first commit of a test's repository and the second: pages say what code once had. */
const written = '2024-01-01T23:00:00.000Z'

/** A word that stands on one page alone. */
export const canaryOf = (id: string): string =>
  `canary${[...id].map((digit) => 'bcdfghjklm'[Number(digit)]).join('')}`

/** Every kind of space × every chain of so many ancestors × every restriction of a page. */
export const permissionMatrix = (
  deepest: 1 | 2,
  bodyOf: (id: string) => string,
  only: (id: string) => boolean = () => true,
): Matrix => {
  const world = new World()
  const cells = new Map<string, Cell>()
  for (const user of ['gita', 'noor', 'bo', 'nils']) world.user(user)
  world.group('crew', ['gita', 'bo'])
  world.group('confluence-users', ['gita', 'noor', 'bo', 'nils'])
  let number = 1000
  const add = (space: SpaceKind, above: readonly string[], kind: RestrictionKind): string => {
    const id = String(++number)
    cells.set(id, { id, space, above, kind })
    // The parent is there wherever its child is: who may see a page may see what stands above it.
    if (only(id))
      world.page(id, space.toUpperCase(), {
        title: `Berth ${canaryOf(id)}`,
        parent: above.at(-1) ?? null,
        versions: [{ when: written, body: bodyOf(id) }],
        restriction: restrictionOf[kind],
      })
    return id
  }
  for (const space of spaceKinds) {
    world.space(space.toUpperCase(), grantsOf(space), { unreadable: space === 'unreadable' })
    const leaves = (above: readonly string[]) => {
      for (const kind of pageKinds) add(space, above, kind)
    }
    leaves([])
    for (const first of aboveKinds) {
      const root = add(space, [], first)
      leaves([root])
      for (const second of deepest === 2 ? aboveKinds : []) {
        const parent = add(space, [root], second)
        leaves([root, parent])
      }
    }
  }
  return {
    world,
    cells,
    restrict: (id, kind) => {
      world.of(id).restriction = restrictionOf[kind]
      const cell = cells.get(id)
      if (cell) cell.kind = kind
    },
    maySee: (reader, id) => maySee(reader, id, cells, world.groups.get('crew')?.members),
  }
}

const grantsOf = (space: SpaceKind) =>
  ({
    anonymous: { anonymous: true },
    'signed-in': { signedIn: true },
    group: { groups: ['crew'] },
    user: { users: ['noor', 'bo'] },
    nobody: {},
    unreadable: { groups: ['crew'], users: ['noor', 'bo'] },
  })[space]

/**
 * Who may see a page, from Atlassian's own words and from nothing of ours. "Users can only view page or space content for which they (or a
 * group they are in) have 'View' permission." "If a page has its 'View' restriction set, that restriction will be inherited by all its
 * children (and their children, and so on). If a 'View' restriction is added to a page that has already inherited page restrictions
 * from its parent, users must satisfy both restrictions in order to see the page." "If you restrict viewing to a person or group, only
 * they will be able to see that page" (confluence.atlassian.com, Page Restrictions). What nobody can tell us is a no.
 */
const maySee = (
  { account }: ReaderOfMatrix,
  id: string,
  cells: ReadonlyMap<string, Cell>,
  crew: ReadonlySet<string> | undefined,
): boolean => {
  const cell = cells.get(id)
  if (!cell) return false
  const isInGroup = account !== null && crew?.has(account) === true
  const isNamed = account === 'noor' || account === 'bo'
  const isKnown = account !== null && account !== 'ghost'
  const bySpace = {
    anonymous: true,
    'signed-in': isKnown,
    group: isInGroup,
    user: isNamed,
    nobody: false,
    unreadable: false,
  }
  const byRestriction = {
    none: true,
    empty: true,
    group: isInGroup,
    user: isNamed,
    both: isInGroup || isNamed,
    unreadable: false,
  }
  const kinds = [...cell.above, id].map((one) => cells.get(one)?.kind ?? 'unreadable')
  return bySpace[cell.space] && kinds.every((kind) => byRestriction[kind])
}
