import type { Question, Said } from './confluence-server.ts'
import type { Named, World } from './confluence-world.ts'

/** Users and groups of a restriction come in parts of at most so many. */
const atOnce = 200

/** How a flavour writes its users. */
export type UserOf = (world: World, id: string) => object

/** A view restriction, expanded: the first part of its users and groups. */
export const expandedRestriction = (
  world: World,
  { users = [], groups = [] }: Named,
  userOf: UserOf,
  start = 0,
  asked = atOnce,
) => {
  const limit = Math.min(asked, atOnce)
  const part = <T>(all: readonly T[]) => {
    const results = all.slice(start, start + limit)
    return { results, start, limit, size: results.length }
  }
  return {
    operation: 'read',
    restrictions: {
      user: part(users.map((id) => userOf(world, id))),
      group: part(
        groups.map((name) => ({ type: 'group', name, id: world.groups.get(name)?.id ?? name })),
      ),
    },
    _expandable: { content: '' },
  }
}

/** `GET /rest/api/content/{id}/restriction/byOperation/read`. */
export const restrictionReply = ({ world, path, query }: Question, userOf: UserOf): Said | null => {
  const id = /^\/rest\/api\/content\/([^/]+)\/restriction\/byOperation\/read$/.exec(path)?.[1]
  if (id === undefined) return null
  const page = world.pages.get(id)
  // Somebody else's draft, and what lies in the bin, cannot be looked at.
  if (!page || page.status === 'draft' || page.status === 'trashed') return { status: 404 }
  if (page.restriction === 'unreadable') return { status: 403 }
  const start = Number(query.get('start') ?? 0)
  const limit = Number(query.get('limit') ?? 100)
  return { json: expandedRestriction(world, page.restriction ?? {}, userOf, start, limit) }
}

/** What a listing says of a page's restriction where that was expanded. */
export const listedRestriction = (
  world: World,
  restriction: Named | 'unreadable' | null,
  userOf: UserOf,
): object =>
  restriction === 'unreadable'
    ? { _expandable: { restrictions: '' } }
    : { restrictions: { read: expandedRestriction(world, restriction ?? {}, userOf) } }
