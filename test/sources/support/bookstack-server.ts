import type { Question, Said } from './contract-server.ts'
import { type ContractServer, startContractServer } from './contract-server.ts'

// Behaves as BookStack's API documentation says (its dev/api/responses, ListingResponseBuilder, ContentPermissionApiController,
// RoleApiController, and the getting-started page of /api/docs): lists by count (at most 500), offset, sort and filter; 404 for what lies in
// the recycle bin; 403 for what the token's holder may not manage; 429 with Retry-After over 180 requests a minute.

export interface StoredPage {
  id: number
  book: number
  chapter: number
  name: string
  slug: string
  html: string
  markdown: string
  updated: string
  revisions: number
  owner: number
  draft: boolean
  template: boolean
  tags: { name: string; value: string }[]
  deleted: boolean
}

export interface StoredRules {
  /** View or not, by role. */
  readonly roles: Readonly<Record<number, boolean>>
  /** Null where it inherits. */
  readonly others: boolean | null
}

export interface StoredRole {
  readonly id: number
  readonly name: string
  readonly system: string
  readonly permissions: readonly string[]
  readonly users: readonly number[]
}

export interface BookStackServer extends ContractServer {
  readonly pages: StoredPage[]
  readonly books: { id: number; name: string; slug: string }[]
  readonly shelves: { id: number; name: string; slug: string; books: number[] }[]
  roles: StoredRole[]
  /** By `page/1`, `chapter/1`, `book/1`. */
  readonly rules: Map<string, StoredRules>
  /** What the token's holder may do beside reading. */
  holder: { managesRoles: boolean; managesPermissions: boolean; usesApi: boolean }
  isPublic: boolean
  /** Lists that hold this page break. */
  badPage: number | null
  /** At most so many are listed at once, whatever is asked. */
  most: number
  page(page: Partial<StoredPage> & Pick<StoredPage, 'id' | 'name'>): StoredPage
}

export const bookStackToken = { user: 'C6mdvEQT', token: 'harbour-secret' } as const

const users = new Map([
  [1, 'Admin'],
  [11, 'Ana Berg'],
  [12, 'Ben Holm'],
  [13, 'Caro Lind'],
])

const error = (status: number, message: string): Said => ({
  status,
  body: { error: { code: status, message } },
})

export async function startBookStack(): Promise<BookStackServer> {
  const state: State = {
    pages: [],
    books: [{ id: 1, name: 'Payments', slug: 'payments' }],
    shelves: [],
    roles: [
      { id: 1, name: 'Admin', system: 'admin', permissions: ['page-view-all'], users: [1] },
      { id: 2, name: 'Viewer', system: '', permissions: ['page-view-all'], users: [11, 12] },
      { id: 3, name: 'Public', system: 'public', permissions: ['page-view-all'], users: [9] },
    ],
    rules: new Map(),
    holder: { managesRoles: true, managesPermissions: true, usesApi: true },
    isPublic: false,
    badPage: null,
    most: 500,
  }
  const server = await startContractServer((question) => answered(question, state), {
    error: { code: 429, message: 'Too Many Attempts.' },
  })
  return Object.assign(state, server, {
    page: (page: Partial<StoredPage> & Pick<StoredPage, 'id' | 'name'>): StoredPage => {
      const whole: StoredPage = {
        book: 1,
        chapter: 0,
        slug: page.name.toLowerCase().replaceAll(' ', '-'),
        html: `<p>${page.name}</p>`,
        markdown: '',
        updated: '2025-03-01T10:00:00.000000Z',
        revisions: 1,
        owner: 1,
        draft: false,
        template: false,
        tags: [],
        deleted: false,
        ...page,
      }
      state.pages.push(whole)
      return whole
    },
  })
}

type State = Pick<
  BookStackServer,
  'pages' | 'books' | 'shelves' | 'roles' | 'rules' | 'holder' | 'isPublic' | 'badPage' | 'most'
>

function answered(question: Question, state: State): Said {
  const { path, authorization } = question
  if (path === '/')
    return state.isPublic
      ? { status: 200, body: '<h1>Wiki</h1>' }
      : { status: 302, body: '', headers: { location: '/login' } }
  if (path === '/login') return { status: 200, body: '<form></form>' }
  if (!path.startsWith('/api/')) return error(404, 'Not found')
  if (authorization !== `Token ${bookStackToken.user}:${bookStackToken.token}`)
    return error(401, 'No matching API token was found for the provided authorization token')
  if (!state.holder.usesApi)
    return error(403, 'The owner of the used API token does not have permission to make API calls')
  const [, , kind = '', one, two] = path.split('/')
  if (kind === 'pages') return one ? readPage(Number(one), state) : listPages(question, state)
  if (kind === 'books') return listed(question, state.books, state)
  if (kind === 'shelves')
    return one ? readShelf(Number(one), state) : listed(question, state.shelves, state)
  if (kind === 'roles') {
    if (!state.holder.managesRoles) return error(403, 'You do not have permission')
    return one
      ? readRole(Number(one), state)
      : listed(
          question,
          state.roles.map(({ id, name }) => ({ id, display_name: name })),
          state,
        )
  }
  if (kind === 'content-permissions') return readRules(`${one}/${two}`, state)
  return error(404, 'Not found')
}

/** ListingResponseBuilder: `total` counts what the filter leaves, whatever the offset. */
function listed(
  { query }: Question,
  all: readonly { readonly id: number }[],
  { most }: State,
): Said {
  const count = Math.max(1, Math.min(most, 500, Number(query.get('count') ?? 100)))
  const offset = Math.max(0, Number(query.get('offset') ?? 0))
  const after = query.get('filter[id:gt]')
  const filtered = all.filter(({ id }) => after === null || id > Number(after))
  const sorted = query.get('sort') === 'id' ? filtered.toSorted((a, b) => a.id - b.id) : filtered
  return {
    status: 200,
    body: { data: sorted.slice(offset, offset + count), total: filtered.length },
  }
}

function listPages(question: Question, state: State): Said {
  const visible = state.pages.filter(({ deleted }) => !deleted)
  const reply = listed(
    question,
    visible.map((page) => entryOf(page, state)),
    state,
  )
  return JSON.stringify(reply.body).includes(`"id":${state.badPage},`) ? error(500, 'Oops') : reply
}

const entryOf = (page: StoredPage, { books }: State) => ({
  id: page.id,
  book_id: page.book,
  chapter_id: page.chapter,
  name: page.name,
  slug: page.slug,
  priority: 0,
  draft: page.draft,
  template: page.template,
  created_at: '2024-01-02T08:00:00.000000Z',
  updated_at: page.updated,
  created_by: 1,
  updated_by: 1,
  owned_by: page.owner,
  revision_count: page.revisions,
  editor: page.markdown === '' ? 'wysiwyg' : 'markdown',
  book_slug: books.find(({ id }) => id === page.book)?.slug,
})

function readPage(id: number, state: State): Said {
  const page = state.pages.find((one) => one.id === id && !one.deleted)
  if (page === undefined) return error(404, 'Page not found')
  const person = (user: number) => ({ id: user, name: users.get(user) ?? '?', slug: `u${user}` })
  return {
    status: 200,
    body: {
      ...entryOf(page, state),
      // Rendered for the token's holder, with what is included.
      html: page.html.replaceAll(
        /\{\{@(\d+)\}\}/g,
        (_, other) => state.pages.find((one) => one.id === Number(other))?.html ?? '',
      ),
      raw_html: page.html,
      markdown: page.markdown,
      created_by: person(1),
      updated_by: person(1),
      owned_by: person(page.owner),
      tags: page.tags.map((tag, order) => ({ ...tag, order })),
    },
  }
}

function readShelf(id: number, { shelves, books }: State): Said {
  const shelf = shelves.find((one) => one.id === id)
  if (shelf === undefined) return error(404, 'Bookshelf not found')
  return {
    status: 200,
    body: { ...shelf, books: books.filter((one) => shelf.books.includes(one.id)) },
  }
}

function readRole(id: number, { roles }: State): Said {
  const role = roles.find((one) => one.id === id)
  if (role === undefined) return error(404, 'Role not found')
  return {
    status: 200,
    body: {
      id,
      display_name: role.name,
      system_name: role.system,
      permissions: role.permissions,
      users: role.users.map((user) => ({
        id: user,
        name: users.get(user) ?? '?',
        slug: `u${user}`,
      })),
    },
  }
}

function readRules(item: string, { holder, rules, pages }: State): Said {
  if (!holder.managesPermissions) return error(403, 'You do not have permission')
  const id = Number(item.split('/')[1])
  if (item.startsWith('page/') && pages.find((one) => one.id === id)?.deleted !== false)
    return error(404, 'Not found')
  const { roles = {}, others = null } = rules.get(item) ?? {}
  return {
    status: 200,
    body: {
      owner: null,
      role_permissions: Object.entries(roles).map(([role, view]) => ({
        role_id: Number(role),
        view,
        create: false,
        update: false,
        delete: false,
        role: { id: Number(role), display_name: '?' },
      })),
      fallback_permissions: {
        inheriting: others === null,
        view: others,
        create: others,
        update: others,
        delete: others,
      },
    },
  }
}
