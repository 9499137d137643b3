import { listedRestriction, restrictionReply } from './confluence-restrictions.ts'
import { byCursor, byOffset, type Question, type Said } from './confluence-server.ts'
import type { WikiPage, WikiSpace, World } from './confluence-world.ts'

const userOf = (world: World, id: string) => {
  const user = world.users.get(id)
  return { type: 'known', accountId: id, publicName: user?.name, displayName: user?.name }
}

/** Confluence Cloud as developer.atlassian.com/cloud/confluence/rest/v2 and /v1 document it. */
export const cloudReply = (question: Question): Said | null => {
  const { world, path, query, isAnonymous } = question
  if (isAnonymous && !world.anonymousSite) return { status: 403 }
  const spaces = [...world.spaces.values()].filter(
    ({ grants }) => !isAnonymous || grants.anonymous === true,
  )
  if (path === '/api/v2/spaces') return byCursor(spaces.map(spaceOf), question)
  if (isAnonymous) return { status: 403 }
  const [, spaceId, of] = /^\/api\/v2\/spaces\/([^/]+)\/([\w-]+)$/.exec(path) ?? []
  const space = spaces.find(({ id }) => id === spaceId)
  if (space) return space.unreadable ? { status: 403 } : ofSpace(space, of ?? '', question)
  if (path === '/api/v2/space-roles')
    return byCursor([{ id: 'viewer', name: 'Viewer', spacePermissions: ['read/space'] }], question)
  if (path === '/api/v2/pages') {
    const key = spaces.find(({ id }) => id === query.get('space-id'))?.key ?? ''
    const pages = world.inSpace(key, query.get('status') ?? 'current')
    return byCursor(
      pages.map((page) => pageOf(world, page)),
      question,
    )
  }
  const [, kind, id, more] =
    /^\/api\/v2\/(pages|folders)\/([^/]+?)(?:\/(versions|labels))?$/.exec(path) ?? []
  const page = world.pages.get(id ?? '')
  if (page && kind) return ofPage(page, more, question)
  return restrictionReply(question, userOf) ?? v1(question)
}

const v1 = (question: Question): Said | null => {
  const { world, path, query } = question
  if (path === '/rest/api/content/search') return search(question)
  const state = /^\/rest\/api\/content\/([^/]+)\/state$/.exec(path)?.[1]
  if (state) {
    const { state: set } = world.of(state)
    const contentState = set && { id: 1, name: set.name, color: '#ffab00' }
    return { json: { contentState, ...(set ? { lastUpdated: set.at } : {}) } }
  }
  if (path === '/rest/api/user') {
    const user = world.users.get(query.get('accountId') ?? '')
    return user ? { json: userOf(world, user.id) } : { status: 404 }
  }
  if (path === '/rest/api/group') {
    const all = [...world.groups].map(([name, { id }]) => ({ type: 'group', name, id }))
    const { results, rest } = byOffset(all, question, 200)
    return { json: { results, ...rest } }
  }
  const members = /^\/rest\/api\/group\/([^/]+)\/membersByGroupId$/.exec(path)?.[1]
  const group = [...world.groups.values()].find(({ id }) => id === members)
  if (!group) return null
  const { results, rest } = byOffset([...group.members], question, 200)
  return { json: { results: results.map((id) => userOf(world, id)), ...rest } }
}

const spaceOf = ({ id, key, archived }: WikiSpace) => ({
  id,
  key,
  name: key,
  type: key.startsWith('~') ? 'personal' : 'global',
  status: archived ? 'archived' : 'current',
})

const ofSpace = ({ grants }: WikiSpace, of: string, question: Question): Said | null => {
  const { users = [], groups = [], signedIn } = grants
  if (of === 'role-assignments') {
    const principal = { principalType: 'ACCESS_CLASS', principalId: 'authenticated-users' }
    return byCursor(signedIn ? [{ principal, roleId: 'viewer' }] : [], question)
  }
  if (of !== 'permissions') return null
  const principals = [
    ...users.map((id) => ({ type: 'user', id })),
    ...groups.map((name) => ({ type: 'group', id: question.world.groups.get(name)?.id ?? name })),
  ]
  const given = principals.map((principal, index) => ({
    id: String(index),
    principal,
    operation: { key: 'read', targetType: 'space' },
  }))
  // Who may do something else there may not view it by that.
  const other = { key: 'create', targetType: 'comment' }
  const writer = { id: 'w', principal: { type: 'group', id: 'gid-writers' }, operation: other }
  return byCursor([...given, writer], question)
}

const versionOf = ({ versions }: WikiPage, number = versions.length) => ({
  number,
  createdAt: versions[number - 1]?.when,
  message: '',
  minorEdit: versions[number - 1]?.minor ?? false,
  authorId: 'somebody',
})

const pageOf = (world: World, page: WikiPage) => ({
  id: page.id,
  status: page.status,
  title: page.title,
  spaceId: world.spaces.get(page.space)?.id,
  parentId: page.parent,
  parentType: page.parent === null ? null : (world.pages.get(page.parent)?.kind ?? 'page'),
  ownerId: page.owner,
  createdAt: page.versions[0]?.when,
  version: versionOf(page),
  body: {},
  _links: { webui: `/spaces/${page.space}/pages/${page.id}` },
})

const ofPage = (page: WikiPage, more: string | undefined, question: Question): Said | null => {
  const { world, query } = question
  const format = query.get('body-format')
  const body = (number: number) => page.versions[number - 1]?.body ?? ''
  if (more === 'labels')
    return byCursor(
      page.labels.map((name) => ({ name })),
      question,
    )
  if (more === 'versions') {
    const numbers = page.versions.map((_, index) => page.versions.length - index)
    const versions = numbers.map((number) => ({
      ...versionOf(page, number),
      page: { id: page.id, title: page.title, body: { storage: { value: body(number) } } },
    }))
    return byCursor(versions, question)
  }
  const wanted = query.get('status')
  if (page.status === 'draft' || page.status === 'trashed') return { status: 404 }
  if (wanted !== null && wanted !== page.status) return { status: 404 }
  if (page.storageFails && format === 'storage') return { status: 500 }
  const value = body(page.versions.length)
  return {
    json: {
      ...pageOf(world, page),
      body: format === null ? {} : { [format]: { representation: format, value } },
    },
  }
}

/** v1, search: all or nothing of a batch, and what the index has come to. */
const search = ({ world, query }: Question): Said => {
  const ids = /id in \(([^)]*)\)/.exec(query.get('cql') ?? '')?.[1]?.split(',') ?? []
  const found = ids.flatMap((id) => world.pages.get(id) ?? [])
  if (found.some(({ failsBatch }) => failsBatch)) return { status: 404 }
  const { contentStatuses = ['current'] } = JSON.parse(query.get('cqlcontext') ?? '{}')
  const results = found
    .filter(({ status, notInIndex }) => contentStatuses.includes(status) && !notInIndex)
    .map((page) => ({
      id: page.id,
      type: 'page',
      status: page.status,
      title: page.title,
      metadata: { labels: { results: page.labels.map((name) => ({ prefix: 'global', name })) } },
      ...listedRestriction(world, page.restriction, userOf),
    }))
  return { json: { results, size: results.length, _links: {} } }
}
