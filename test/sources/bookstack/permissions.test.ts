import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OwnRules, type Role, readersOf } from '../../../src/sources/bookstack/permissions.ts'

const role = (id: number, more: Partial<Role> = {}): Role => ({
  id,
  isAdmin: false,
  isPublic: false,
  viewsAll: false,
  viewsOwn: false,
  users: [],
  ...more,
})
const rules = (roles: Readonly<Record<number, boolean>>, others: boolean | null): OwnRules => ({
  roles: new Map(Object.entries(roles).map(([id, view]) => [Number(id), view])),
  others,
})
const silent = rules({}, null)

/** Users let in, by the groups and users that the lists name. */
const letIn = (roles: readonly Role[], chain: readonly OwnRules[], owner: number | null = null) => {
  const found = readersOf({ chain, owner, roles, isPublic: false })
  if (found.is === 'everybody') throw new Error('there are no visitors')
  const groups = new Map<string, readonly string[]>([
    ...roles.map(({ id, users }) => [`group:${id}`, users.map((user) => `user:${user}`)] as const),
    ...found.reduced.map(({ name, members }) => [`group:${name}`, members] as const),
  ])
  return new Set(found.readers.flatMap((reader) => groups.get(reader) ?? [reader]))
}

// The scenarios of BookStack's dev/docs/permission-scenario-testing.md by their numbers; user 7 has roles 1 (A) and, where it is there, 2 (B).
const scenarios: readonly (readonly [
  string,
  boolean,
  {
    readonly a?: Partial<Role>
    readonly b?: Partial<Role>
    readonly page?: OwnRules
    readonly chapter?: OwnRules
    readonly book?: OwnRules
    readonly owns?: boolean
  },
])[] = [
  ['content 01 allow', true, { a: { viewsAll: true } }],
  ['content 02 deny', false, { a: {} }],
  ['content 10 own page', true, { a: { viewsOwn: true }, owns: true }],
  ['content 11 another’s page', false, { a: { viewsOwn: true } }],
  ['content 20 conflicting all', true, { a: { viewsAll: true }, b: {} }],
  ['content 21 conflicting own', true, { a: { viewsOwn: true }, b: {}, owns: true }],
  ['entity 01 explicit allow', true, { page: rules({ 1: true }, false) }],
  ['entity 02 explicit deny', false, { page: rules({ 1: false }, true) }],
  ['entity 03 same level', true, { b: {}, page: rules({ 1: true, 2: false }, false) }],
  ['entity 20 inherited allow', true, { chapter: rules({ 1: true }, false) }],
  ['entity 21 inherited deny', false, { chapter: rules({ 1: false }, true) }],
  ['entity 22 inherited conflict', true, { b: {}, chapter: rules({ 1: false, 2: true }, false) }],
  [
    'entity 30 child allows',
    true,
    { chapter: rules({ 1: false }, true), page: rules({ 1: true }, null) },
  ],
  [
    'entity 31 child denies',
    false,
    { chapter: rules({ 1: true }, true), page: rules({ 1: false }, null) },
  ],
  [
    'entity 40 child denies one of two',
    true,
    { b: {}, chapter: rules({ 2: true }, false), page: rules({ 1: false }, null) },
  ],
  [
    'entity 41 child allows one of two',
    true,
    { b: {}, chapter: rules({ 2: false }, false), page: rules({ 1: true }, null) },
  ],
  ['entity 50 role override allow', true, { page: rules({ 1: true }, null) }],
  [
    'entity 51 role override deny',
    false,
    { a: { viewsAll: true }, page: rules({ 1: false }, null) },
  ],
  ['entity 60 inherited override allow', true, { chapter: rules({ 1: true }, null) }],
  [
    'entity 61 inherited override deny',
    false,
    { a: { viewsAll: true }, chapter: rules({ 1: false }, null) },
  ],
  [
    'entity 62 inherited deny on own',
    false,
    { a: { viewsOwn: true }, chapter: rules({ 1: false }, null), owns: true },
  ],
  [
    'entity 70 one role denied',
    false,
    { a: { viewsAll: true }, b: {}, page: rules({ 2: false }, null) },
  ],
  [
    'entity 71 one role denied on own',
    false,
    { a: { viewsOwn: true }, b: {}, page: rules({ 2: false }, null), owns: true },
  ],
  [
    'entity 75 one role denied above',
    false,
    { a: { viewsAll: true }, b: {}, chapter: rules({ 2: false }, null) },
  ],
  [
    'entity 76 one role denied above on own',
    false,
    { a: { viewsOwn: true }, b: {}, chapter: rules({ 2: false }, null), owns: true },
  ],
  ['entity 80 fallback denies, role allows', true, { page: rules({ 1: true }, false) }],
  ['entity 81 fallback allows, role denies', false, { page: rules({ 1: false }, true) }],
  ['entity 84 fallback denies, one role allows', true, { b: {}, page: rules({ 1: true }, false) }],
  ['entity 85 fallback allows, one role denies', false, { b: {}, page: rules({ 1: false }, true) }],
  ['entity 86 inherited, role allows', true, { chapter: rules({ 1: true }, false) }],
  ['entity 87 inherited, role denies', false, { chapter: rules({ 1: false }, true) }],
  ['entity 88 inherited, one role allows', true, { b: {}, chapter: rules({ 1: true }, false) }],
  ['entity 89 inherited, one role denies', false, { b: {}, chapter: rules({ 1: false }, true) }],
  [
    'entity 90 the page’s fallback goes before the chapter’s role',
    false,
    { chapter: rules({ 1: true }, false), page: rules({}, false) },
  ],
  [
    'entity 91 the chapter’s fallback goes before the book’s role',
    false,
    { book: rules({ 1: true }, false), chapter: rules({}, false) },
  ],
]

test.each(scenarios)('%s: %s', (_, expected, { a = {}, b, page, chapter, book, owns }) => {
  const roles = [role(1, { users: [7], ...a }), ...(b ? [role(2, { users: [7], ...b })] : [])]
  const chain = [page ?? silent, chapter ?? silent, book ?? silent]
  expect(letIn(roles, chain, owns ? 7 : null).has('user:7')).toBe(expected)
})

describe('whoever is let in', () => {
  test('an administrator, whatever is said', () => {
    const admin = role(1, { isAdmin: true, users: [7] })
    expect([...letIn([admin], [rules({ 1: false }, false)])]).toEqual(['user:7'])
  })

  test('everybody, where visitors have a role that may view it', () => {
    const visitors = role(3, { isPublic: true, viewsAll: true })
    const of = (chain: readonly OwnRules[], isPublic: boolean) =>
      readersOf({ chain, owner: null, roles: [visitors], isPublic }).is
    expect(of([silent], true)).toBe('everybody')
    expect(of([silent], false)).toBe('only')
    expect(of([rules({ 3: false }, true)], true)).toBe('only')
  })

  const flag = fc.boolean()
  const maybe = fc.option(flag, { nil: null })
  const ids = [1, 2, 3]
  const level = fc.record({
    roles: fc.dictionary(fc.constantFrom('1', '2', '3'), flag),
    others: maybe,
  })
  const generated = fc.record({
    chain: fc.array(level, { minLength: 1, maxLength: 3 }),
    roles: fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          isAdmin: fc.constant(false),
          isPublic: fc.constant(false),
          viewsAll: flag,
          viewsOwn: flag,
          users: fc.subarray([7, 8, 9]),
        }),
      ),
    ),
    owner: fc.constantFrom(7, 8, null),
  })

  test('is whom both of BookStack’s own ways to tell let in', () => {
    fc.assert(
      fc.property(generated, ({ chain, roles, owner }) => {
        const own = chain.map(({ roles: byRole, others }) => rules(byRole, others))
        const found = letIn(roles, own, owner)
        for (const user of [7, 8, 9]) {
          const held = roles.filter(({ users }) => users.includes(user))
          const isOwner = user === owner
          const expected = evaluated(held, own, isOwner) && joined(held, own, isOwner)
          expect([user, found.has(`user:${user}`)]).toEqual([user, expected])
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

/** EntityPermissionEvaluator::evaluateEntityForUser, then the permissions of roles. */
function evaluated(held: readonly Role[], chain: readonly OwnRules[], isOwner: boolean): boolean {
  const permits = new Map<number, boolean>()
  let fallback: boolean | undefined
  for (const { roles, others } of chain) {
    for (const { id } of held) {
      const said = roles.get(id)
      if (said !== undefined && !permits.has(id)) permits.set(id, said)
    }
    if (others !== null) {
      fallback = others
      break
    }
  }
  if (permits.size > 0) return [...permits.values()].some(Boolean)
  if (fallback !== undefined) return fallback && held.length > 0
  return held.some(({ viewsAll, viewsOwn }) => viewsAll || (isOwner && viewsOwn))
}

/** PermissionApplicator::restrictEntityQuery over JointPermissionBuilder's rows: `max(status)` in 1 and 3, or owned and not 2. */
function joined(held: readonly Role[], chain: readonly OwnRules[], isOwner: boolean): boolean {
  const rows = held.map((one) => {
    const alone = evaluatedAlone(one, chain)
    const status = alone ?? (one.viewsAll ? 1 : 0)
    return { status, owns: one.viewsOwn && status !== 2 && isOwner }
  })
  const most = Math.max(-1, ...rows.map(({ status }) => status))
  return most === 1 || most === 3 || (rows.some(({ owns }) => owns) && most !== 2)
}

function evaluatedAlone({ id }: Role, chain: readonly OwnRules[]): number | null {
  let own: boolean | undefined
  for (const { roles, others } of chain) {
    own ??= roles.get(id)
    if (others !== null) return own === undefined ? (others ? 1 : 0) : own ? 3 : 2
  }
  return own === undefined ? null : own ? 3 : 2
}
