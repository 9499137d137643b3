import {
  type ContractServer,
  type Question,
  type Said,
  startContractServer,
} from './contract-server.ts'

// Behaves as Outline's OpenAPI description says (github.com/outline/openapi, spec3.yml) and, where that is silent, as its server does
// (github.com/outline/outline, server/routes/api and server/policies): RPC by POST; lists by offset and limit, of 100 at most; archived
// documents and drafts in no tree and no list; members of a document told to those who may edit it; 429 with Retry-After.

export interface StoredDocument {
  id: string
  title: string
  text: string
  collection: string
  parent: string | null
  updated: string
  revision: number
  published: boolean
  archived: boolean
  deleted: boolean
  users: string[]
  groups: string[]
}

export interface StoredCollection {
  id: string
  name: string
  permission: 'read' | 'read_write' | null
  users: string[]
  groups: string[]
}

export interface StoredUser {
  readonly id: string
  readonly name: string
  readonly role: 'admin' | 'member' | 'viewer' | 'guest'
  isSuspended: boolean
}

interface State {
  readonly documents: StoredDocument[]
  readonly collections: StoredCollection[]
  readonly users: StoredUser[]
  readonly teams: { readonly id: string; readonly name: string; members: string[] }[]
  /** Whether the server knows filters. */
  filters: boolean
  /** A list that holds this document breaks. */
  badDocument: string | null
  /** It is listed in another form than is documented. */
  oddDocument: string | null
}

export interface OutlineServer extends ContractServer, State {
  document(given: Partial<StoredDocument> & Pick<StoredDocument, 'id' | 'title'>): StoredDocument
}

export const outlineToken = { token: 'ol_api_lantern' } as const

const error = (status: number, name: string): Said => ({
  status,
  body: { ok: false, error: name, status, message: name },
})

export async function startOutline(): Promise<OutlineServer> {
  const state: State = {
    documents: [],
    collections: [
      { id: 'c-ops', name: 'Operations', permission: 'read_write', users: [], groups: [] },
    ],
    users: [
      { id: 'u-ana', name: 'Ana Berg', role: 'admin', isSuspended: false },
      { id: 'u-ben', name: 'Ben Holm', role: 'member', isSuspended: false },
      { id: 'u-caro', name: 'Caro Lind', role: 'viewer', isSuspended: false },
      { id: 'u-guest', name: 'Dan Visitor', role: 'guest', isSuspended: false },
      { id: 'u-gone', name: 'Eva Left', role: 'member', isSuspended: true },
    ],
    teams: [{ id: 'g-sre', name: 'sre', members: ['u-ben', 'u-gone'] }],
    filters: true,
    badDocument: null,
    oddDocument: null,
  }
  const server = await startContractServer((question) => answered(question, state), {
    ok: false,
    error: 'rate_limit_exceeded',
    status: 429,
  })
  return Object.assign(state, server, {
    document: (given: Partial<StoredDocument> & Pick<StoredDocument, 'id' | 'title'>) => {
      const whole: StoredDocument = {
        text: `About ${given.title}.`,
        collection: 'c-ops',
        parent: null,
        updated: '2025-03-01T10:00:00.000Z',
        revision: 1,
        published: true,
        archived: false,
        deleted: false,
        users: [],
        groups: [],
        ...given,
      }
      state.documents.push(whole)
      return whole
    },
  })
}

const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined

function answered({ method, path, authorization, body }: Question, state: State): Said {
  if (method !== 'POST' || !path.startsWith('/api/')) return error(404, 'not_found')
  if (authorization !== `Bearer ${outlineToken.token}`) return error(401, 'authentication_required')
  const id = String(field(body, 'id'))
  switch (path.slice('/api/'.length)) {
    case 'collections.list':
      return part(body, state.collections.map(presentedCollection))
    case 'collections.documents':
      return tree(id, state)
    case 'collections.memberships':
      return members(
        body,
        state.collections.find((one) => one.id === id),
        state,
      )
    case 'collections.group_memberships':
      return teams(
        body,
        state.collections.find((one) => one.id === id),
        state,
      )
    case 'documents.memberships':
      return members(
        body,
        state.documents.find((one) => one.id === id),
        state,
      )
    case 'documents.group_memberships':
      return teams(
        body,
        state.documents.find((one) => one.id === id),
        state,
      )
    case 'groups.memberships':
      return teamMembers(body, id, state)
    case 'users.list':
      return part(
        body,
        state.users.filter(({ isSuspended }) => !isSuspended),
      )
    case 'documents.list':
      return documentsList(body, state)
    case 'documents.info': {
      const found = state.documents.find((one) => one.id === id && !one.deleted)
      return found ? { status: 200, body: { data: presented(found) } } : error(404, 'not_found')
    }
    default:
      return error(404, 'not_found')
  }
}

function part(
  body: unknown,
  all: readonly unknown[],
  wrapped = (data: readonly unknown[]): unknown => data,
): Said {
  const limit = Number(field(body, 'limit') ?? 25)
  const offset = Number(field(body, 'offset') ?? 0)
  if (limit > 100 || limit <= 0) return error(400, 'validation_error')
  return {
    status: 200,
    body: {
      pagination: { limit, offset, total: all.length },
      data: wrapped(all.slice(offset, offset + limit)),
    },
  }
}

const presentedCollection = ({ id, name, permission }: StoredCollection) => ({
  id,
  urlId: id.slice(2),
  name,
  permission,
  url: `/collection/${id}`,
})

const presented = (one: StoredDocument) => ({
  id: one.id,
  url: `/doc/${one.title.toLowerCase().replaceAll(' ', '-')}-${one.id}`,
  urlId: one.id,
  title: one.title,
  text: one.text,
  collectionId: one.collection,
  parentDocumentId: one.parent,
  revision: one.revision,
  createdAt: '2024-01-02T08:00:00.000Z',
  updatedAt: one.updated,
  publishedAt: one.published ? '2024-01-02T09:00:00.000Z' : null,
  archivedAt: one.archived ? one.updated : null,
  deletedAt: null,
})

const isShown = ({ published, archived, deleted }: StoredDocument): boolean =>
  published && !archived && !deleted

function tree(collection: string, { documents, collections }: State): Said {
  if (!collections.some(({ id }) => id === collection)) return error(404, 'not_found')
  const below = (parent: string | null): unknown[] =>
    documents
      .filter((one) => one.collection === collection && one.parent === parent && isShown(one))
      .map((one) => ({
        id: one.id,
        title: one.title,
        url: `/doc/${one.id}`,
        children: below(one.id),
      }))
  return { status: 200, body: { data: below(null) } }
}

type Shared = Pick<StoredCollection, 'id' | 'users' | 'groups'> | undefined

function members(body: unknown, shared: Shared, { users }: State): Said {
  if (shared === undefined) return error(404, 'not_found')
  const found = users.filter(({ id }) => shared.users.includes(id))
  return part(body, found, (data) => ({ users: data, memberships: [] }))
}

function teams(body: unknown, shared: Shared, state: State): Said {
  if (shared === undefined) return error(404, 'not_found')
  const found = state.teams.filter(({ id }) => shared.groups.includes(id))
  return part(body, found, (data) => ({ groups: data, groupMemberships: [] }))
}

function teamMembers(body: unknown, id: string, { teams: all, users }: State): Said {
  const team = all.find((one) => one.id === id)
  if (team === undefined) return error(404, 'not_found')
  const found = users.filter((user) => team.members.includes(user.id))
  return part(body, found, (data) => ({ users: data, groupMemberships: [] }))
}

function documentsList(
  body: unknown,
  { documents, filters, badDocument, oddDocument }: State,
): Said {
  const since = filters
    ? /"field":"updatedAt","operator":"gte","value":"([^"]+)"/.exec(JSON.stringify(body))?.[1]
    : undefined
  const shown = documents
    .filter((one) => isShown(one) && (since === undefined || one.updated >= since))
    .toSorted((a, b) => (a.updated < b.updated ? 1 : a.updated > b.updated ? -1 : 0))
  const reply = part(
    body,
    shown.map((one) => ({ ...presented(one), ...(one.id === oddDocument ? { title: 5 } : {}) })),
  )
  return JSON.stringify(reply.body).includes(`"id":"${badDocument}"`)
    ? error(500, 'internal_error')
    : reply
}
