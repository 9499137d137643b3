import { z } from 'zod'
import type { Answered, JsonApi } from '../json-api.ts'
import type { SourceGroup } from '../source.ts'
import { wholeList } from './listing.ts'
import { type OwnRules, type Role, readersOf } from './permissions.ts'
import { contentPermissions, type ListedPage, listedRole, role as roleShape } from './shapes.ts'

/** Who may read a page: lists that must all let a reader in, or nobody, and why. */
export type PageAccess =
  | { readonly is: 'lists'; readonly lists: readonly (readonly string[])[] }
  | { readonly is: 'closed'; readonly because: string }

/** What a wiki tells of its readers. */
export interface Readers {
  accessOf(page: ListedPage): Promise<PageAccess>
  /** Every group that an access list named so far. */
  groups(): readonly SourceGroup[]
}

/** Asks for roles at once, and for what each page, chapter and book says itself when it is come upon. */
export const openReaders = async (api: JsonApi, isPublic: boolean): Promise<Readers> => {
  const told = await rolesOf(api)
  const roles = told.is === 'no' ? [] : told.value
  const reduced = new Map<string, readonly string[]>()
  const rules = new Map<string, Promise<Answered<OwnRules>>>()
  const rulesOf = (type: string, id: number) => {
    const key = `${type}/${id}`
    const known = rules.get(key) ?? ownRules(api, key)
    // Nobody asks twice for a page's.
    if (type !== 'page') rules.set(key, known)
    return known
  }
  return {
    accessOf: async (page) => {
      if (told.is === 'no') return { is: 'closed', because: told.because }
      const asked = [
        rulesOf('page', page.id),
        ...(page.chapter_id ? [rulesOf('chapter', page.chapter_id)] : []),
        rulesOf('book', page.book_id),
      ]
      const chain: OwnRules[] = []
      for (const answered of await Promise.all(asked)) {
        if (answered.is === 'no')
          return { is: 'closed', because: `its permissions cannot be read: ${answered.because}` }
        chain.push(answered.value)
      }
      const readers = readersOf({ chain, owner: page.owned_by ?? null, roles, isPublic })
      if (readers.is === 'everybody') return { is: 'lists', lists: [] }
      for (const { name, members } of readers.reduced) reduced.set(name, members)
      return { is: 'lists', lists: [readers.readers] }
    },
    groups: () => [
      ...roles.map(({ id, users }) => ({
        name: String(id),
        members: users.map((user) => `user:${user}`),
      })),
      ...Array.from(reduced, ([name, members]) => ({ name, members })),
    ],
  }
}

/** Without the roles nobody is known to be let in anywhere. */
const rolesOf = async (api: JsonApi): Promise<Answered<readonly Role[]>> => {
  const first = await api.answer({ path: '/api/roles?count=1' }, anything)
  if (first.is === 'no')
    return {
      ...first,
      because: `the wiki's roles cannot be read (${first.because}); give the token's user the permissions to manage roles and all content permissions`,
    }
  const roles: Role[] = []
  for (const { id } of await wholeList(api, '/api/roles', listedRole)) {
    const answered = await api.answer({ path: `/api/roles/${id}` }, roleShape)
    // A role that went meanwhile lets nobody in.
    if (answered.is === 'no' && answered.status === 404) continue
    if (answered.is === 'no') return answered
    const { system_name, permissions, users } = answered.value
    roles.push({
      id,
      isAdmin: system_name === 'admin',
      isPublic: system_name === 'public',
      viewsAll: permissions.includes('page-view-all'),
      viewsOwn: permissions.includes('page-view-own'),
      users: users.map((user) => user.id),
    })
  }
  return { is: 'reply', value: roles }
}

const anything = z.unknown()

const ownRules = async (api: JsonApi, item: string): Promise<Answered<OwnRules>> => {
  const answered = await api.answer(
    { path: `/api/content-permissions/${item}` },
    contentPermissions,
  )
  if (answered.is === 'no') return answered
  const { role_permissions, fallback_permissions } = answered.value
  const { inheriting, view } = fallback_permissions
  return {
    is: 'reply',
    value: {
      roles: new Map(role_permissions.map(({ role_id, view }) => [role_id, view])),
      others: inheriting ? null : (view ?? false),
    },
  }
}
