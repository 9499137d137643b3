import { PlumblineError } from '../../domain/errors.ts'
import type { JsonApi } from '../json-api.ts'
import type { SourceGroup } from '../source.ts'
import { wholeList } from './listing.ts'
import { type Collection, groupsIn, identified, listOf, user, usersIn } from './shapes.ts'

/** Who may read the documents of a collection: these, or nobody, and why. */
export type CollectionReaders =
  | { readonly is: 'only'; readonly readers: readonly string[]; readonly isPrivate: boolean }
  | { readonly is: 'closed'; readonly because: string }

/** What a wiki tells of its readers. */
export interface Readers {
  of(collection: Collection): Promise<CollectionReaders>
  /** Whom a document of a private collection is shared with beside the collection's own readers. */
  sharedWith(document: string): Promise<readonly string[]>
  /** Every group that an access list named so far. */
  groups(): Promise<readonly SourceGroup[]>
}

/** The reader that stands for every member of the workspace who is no guest; no group's id is such a word. */
const members = '<members>'

/** What a collection may say of all members (server/policies/collection.ts): any of these lets them read; anything else lets nobody in. */
const open = new Set(['read', 'read_write', 'admin'])

/** Asks who the members of collections, documents and groups are. Readers are named by their ids: names change hands. */
export const openReaders = (api: JsonApi): Readers => {
  const named = new Set<string>()
  const usersOf = async (method: string, id: string): Promise<string[]> => {
    const list = { method, body: { id }, reply: usersIn, shape: user }
    const all = await wholeList(api, { ...list, entries: ({ data }) => data.users })
    return all.filter(({ isSuspended }) => isSuspended !== true).map((one) => `user:${one.id}`)
  }
  const groupsOf = async (method: string, id: string): Promise<string[]> => {
    const list = { method, body: { id }, reply: groupsIn, shape: identified }
    const all = await wholeList(api, { ...list, entries: ({ data }) => data.groups })
    for (const one of all) named.add(one.id)
    return all.map((one) => `group:${one.id}`)
  }
  const membersOf = async (what: 'collections' | 'documents', id: string): Promise<string[]> => [
    ...(await usersOf(`${what}.memberships`, id)),
    ...(await groupsOf(`${what}.group_memberships`, id)),
  ]
  return {
    of: async ({ id, permission }) => {
      const isPrivate = !open.has(permission ?? '')
      try {
        const readers = await membersOf('collections', id)
        if (!isPrivate) named.add(members)
        return {
          is: 'only',
          isPrivate,
          readers: isPrivate ? readers : [`group:${members}`, ...readers],
        }
      } catch (error) {
        if (!isRefusal(error)) throw error
        return {
          is: 'closed',
          because: `the collection's members cannot be read: ${error.message}`,
        }
      }
    },
    // Whoever may not ask sees fewer readers, never more.
    sharedWith: (document) => ifTold(() => membersOf('documents', document)),
    groups: async () => {
      const groups: SourceGroup[] = []
      for (const name of named)
        groups.push({
          name,
          members: await ifTold(() =>
            name === members ? everyMember(api) : usersOf('groups.memberships', name),
          ),
        })
      return groups
    },
  }
}

const everyMember = async (api: JsonApi): Promise<string[]> => {
  const list = { method: 'users.list', reply: listOf, shape: user }
  const all = await wholeList(api, { ...list, entries: ({ data }) => data })
  return all
    .filter(({ role, isSuspended }) => isMember(role) && isSuspended !== true)
    .map(({ id }) => `user:${id}`)
}

const isMember = (role: string | null | undefined): boolean =>
  role === 'admin' || role === 'member' || role === 'viewer'

const ifTold = async (asked: () => Promise<string[]>): Promise<string[]> => {
  try {
    return await asked()
  } catch (error) {
    if (isRefusal(error)) return []
    throw error
  }
}

/** Not to be told, or told in a way that nobody understands. A server that does not answer is another matter. */
const isRefusal = (error: unknown): error is PlumblineError =>
  error instanceof PlumblineError &&
  ((error.code === 'source.refused' && !error.message.includes('does not know who asks')) ||
    error.code === 'source.malformed' ||
    (error.code === 'source.unreachable' && error.message.includes('a fault of its own')))
