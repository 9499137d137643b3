import { listedRestriction, restrictionReply } from './confluence-restrictions.ts'
import { byOffset, type Question, type Said } from './confluence-server.ts'
import type { WikiPage, WikiSpace, World } from './confluence-world.ts'

const userOf = (world: World, id: string) => ({
  type: 'known',
  username: id,
  userKey: `key-${id}`,
  displayName: world.users.get(id)?.name,
})

/** Confluence Data Center 9.1 and later, as developer.atlassian.com/server/confluence/rest/v1000 documents it. */
export const dataCenterReply = (question: Question): Said | null => {
  const { world, path, query, isAnonymous } = question
  if (isAnonymous && !(world.anonymousSite && world.anonymousApi)) return { status: 401 }
  const spaces = [...world.spaces.values()].filter(
    ({ grants }) => !isAnonymous || grants.anonymous === true,
  )
  if (path === '/rest/api/space') {
    const { results, rest } = byOffset(spaces, question, 100)
    return { json: { results: results.map(spaceOf), ...rest } }
  }
  if (isAnonymous) return { status: 401 }
  if (path === '/rest/api/permissions/anonymous')
    return {
      json: world.anonymousSite
        ? [{ operation: { targetType: 'application', operationKey: 'use' } }]
        : [],
    }
  const [, key, nameless] =
    /^\/rest\/api\/space\/([^/]+)\/permissions(\/anonymous)?$/.exec(path) ?? []
  const space = world.spaces.get(key ?? '')
  if (space) return permissionsOf(space, nameless !== undefined)
  if (path === '/rest/api/content') return contentList(question)
  const id = /^\/rest\/api\/content\/([^/]+)$/.exec(path)?.[1]
  if (id !== undefined) return contentById(question, world.pages.get(id))
  if (path === '/rest/api/user') {
    const name = query.get('key')?.replace(/^key-/, '') ?? ''
    return world.users.has(name) ? { json: userOf(world, name) } : { status: 404 }
  }
  const named = /^\/rest\/api\/group\/([^/]+)\/member$/.exec(path)?.[1]
  const group = world.groups.get(named ?? '')
  if (!group) return restrictionReply(question, userOf)
  const { results, rest } = byOffset([...group.members], question, 200)
  return { json: { results: results.map((one) => userOf(world, one)), ...rest } }
}

const spaceOf = ({ key, archived }: WikiSpace, index: number) => ({
  id: 1000 + index,
  key,
  name: key,
  type: key.startsWith('~') ? 'personal' : 'global',
  status: archived ? 'archived' : 'current',
})

/** CONFSERVER-99908: a 500 for who does not administer the space. */
const permissionsOf = ({ grants, key, unreadable }: WikiSpace, nameless: boolean): Said => {
  if (unreadable) return { status: 500 }
  const operation = { targetType: 'space', operationKey: 'read' }
  if (nameless)
    return { json: grants.anonymous ? [{ operation, subject: null, spaceKey: key }] : [] }
  const { users = [], groups = [], signedIn } = grants
  const subjects = [
    // Users by their key alone.
    ...users.map((id) => ({ type: 'known', userKey: `key-${id}`, displayName: id })),
    ...[...groups, ...(signedIn ? ['confluence-users'] : [])].map((name) => ({
      type: 'group',
      name,
      displayName: name,
    })),
  ]
  const other = { targetType: 'comment', operationKey: 'create' }
  return {
    json: [
      ...subjects.map((subject) => ({ operation, subject, spaceKey: key })),
      { operation: other, subject: { type: 'group', name: 'writers' }, spaceKey: key },
    ],
  }
}

const contentOf = (world: World, page: WikiPage, expand: string, number: number) => {
  const version = page.versions[number - 1]
  const body = { value: version?.body ?? '', representation: 'storage' }
  return {
    id: page.id,
    type: 'page',
    status: page.status,
    title: page.title,
    version: { number, when: version?.when.replace('Z', '+00:00'), minorEdit: version?.minor },
    history: { createdDate: page.versions[0]?.when },
    ...(expand.includes('ancestors')
      ? { ancestors: world.ancestors(page).map(({ id, title }) => ({ id, type: 'page', title })) }
      : {}),
    ...(expand.includes('restrictions.read')
      ? listedRestriction(world, page.restriction, userOf)
      : {}),
    ...(expand.includes('metadata.labels')
      ? { metadata: { labels: { results: page.labels.map((name) => ({ name })) } } }
      : {}),
    ...(expand.includes('body.storage') ? { body: { storage: body } } : {}),
    ...(expand.includes('body.view') ? { body: { view: body } } : {}),
    _links: { webui: `/pages/viewpage.action?pageId=${page.id}` },
  }
}

const contentList = (question: Question): Said => {
  const { world, query } = question
  const expand = query.get('expand') ?? ''
  const status = query.get('status') ?? 'current'
  const all = world.inSpace(query.get('spaceKey') ?? '', status)
  const { results, rest } = byOffset(all, question, expand === '' ? 1000 : 200)
  if (expand.includes('restrictions') && results.some(({ failsBatch }) => failsBatch))
    return { status: 404 }
  const shown = results.map((page) => contentOf(world, page, expand, page.versions.length))
  return { json: { results: shown, ...rest } }
}

const contentById = ({ world, query }: Question, page: WikiPage | undefined): Said => {
  if (!page || page.status === 'draft' || page.status === 'trashed') return { status: 404 }
  const status = query.get('status') ?? 'current'
  const expand = query.get('expand') ?? ''
  const number = Number(query.get('version') ?? page.versions.length)
  if (status !== 'historical' && query.has('status') && status !== page.status)
    return { status: 404 }
  if (page.storageFails && expand.includes('body.storage')) return { status: 500 }
  return { json: contentOf(world, page, expand, number) }
}
