import {
  type ContractServer,
  type Question,
  type Said,
  startContractServer,
} from './contract-server.ts'

// Behaves as developers.notion.com/reference says (post-search, query-a-data-source, get-block-children, retrieve-a-block, request-limits,
// status-codes, versioning): cursors; 100 entries at most; 404 for what is not shared; 429 with Retry-After in whole seconds; dates rounded
// down to the minute (changelog, 1 July 2022).

export interface StoredPage {
  id: string
  title: string
  /** To the second; told to the minute. */
  edited: string
  parent: Readonly<Record<string, unknown>>
  properties: Record<string, unknown>
  trashed: boolean
  archived: boolean
  /** Whether the integration sees it, and whether the search finds it. */
  shared: boolean
  indexed: boolean
  blocks: readonly StoredBlock[]
}

export interface StoredBlock {
  readonly id?: string
  readonly type: string
  readonly content: Readonly<Record<string, unknown>>
  readonly children?: readonly StoredBlock[]
}

interface State {
  readonly pages: StoredPage[]
  readonly databases: { id: string; title: string; parent: Readonly<Record<string, unknown>> }[]
  /** Lists that hold this page break. */
  badPage: string | null
  /** Whether the search ends before its end, as it may. */
  incomplete: boolean
}

export interface NotionServer extends ContractServer, State {
  page(given: Partial<StoredPage> & Pick<StoredPage, 'id' | 'title'>): StoredPage
}

export const notionToken = { token: 'ntn_lantern' } as const

export const words = (...all: readonly string[]) =>
  all.map((plain_text) => ({
    type: 'text',
    plain_text,
    href: null,
    annotations: {
      bold: false,
      italic: false,
      strikethrough: false,
      underline: false,
      code: false,
      color: 'default',
    },
  }))

export const paragraph = (text: string, ...children: readonly StoredBlock[]): StoredBlock => ({
  type: 'paragraph',
  content: { rich_text: words(text), color: 'default' },
  children,
})

const error = (status: number, code: string): Said => ({
  status,
  body: { object: 'error', status, code, message: code },
})

export async function startNotion(): Promise<NotionServer> {
  const state: State = { pages: [], databases: [], badPage: null, incomplete: false }
  const server = await startContractServer((question) => answered(question, state), {
    object: 'error',
    status: 429,
    code: 'rate_limited',
  })
  return Object.assign(state, server, {
    page: (given: Partial<StoredPage> & Pick<StoredPage, 'id' | 'title'>) => {
      const whole: StoredPage = {
        edited: '2025-03-01T10:00:00.000Z',
        parent: { type: 'workspace', workspace: true },
        properties: {},
        trashed: false,
        archived: false,
        shared: true,
        indexed: true,
        blocks: [paragraph(`About ${given.title}.`)],
        ...given,
      }
      state.pages.push(whole)
      return whole
    },
  })
}

function answered(
  { method, path, authorization, headers, body, query }: Question,
  state: State,
): Said {
  if (authorization !== `Bearer ${notionToken.token}`) return error(401, 'unauthorized')
  if (headers['notion-version'] !== '2025-09-03') return error(400, 'missing_version')
  const [, , kind = '', id = '', what = ''] = path.split('/')
  if (method === 'POST' && path === '/v1/search') return search(body, state)
  if (method === 'POST' && kind === 'data_sources' && what === 'query') return rows(id, body, state)
  if (method === 'GET' && kind === 'blocks' && what === 'children')
    return children(id, query, state)
  if (method === 'GET' && kind === 'blocks') return blockParent(id, state)
  return error(400, 'invalid_request_url')
}

const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined

/** Cursors name the entry that comes next. */
function part(
  all: readonly { readonly id: string }[],
  size: number,
  cursor: string | null,
  type: string,
): Said {
  if (!(size >= 1 && size <= 100)) return error(400, 'validation_error')
  const from = cursor === null ? 0 : all.findIndex(({ id }) => id === cursor)
  if (from < 0) return error(400, 'validation_error')
  const next = all[from + size]
  return {
    status: 200,
    body: {
      object: 'list',
      type,
      results: all.slice(from, from + size),
      has_more: next !== undefined,
      next_cursor: next?.id ?? null,
    },
  }
}

function paged(all: readonly { readonly id: string }[], body: unknown, state: State): Said {
  const cursor = field(body, 'start_cursor')
  const size = Number(field(body, 'page_size') ?? 100)
  const reply = part(all, size, typeof cursor === 'string' ? cursor : null, 'page_or_data_source')
  const isBad =
    state.badPage !== null &&
    JSON.stringify(field(reply.body, 'results')).includes(`"id":"${state.badPage}"`)
  return isBad ? error(500, 'internal_server_error') : reply
}

function search(body: unknown, state: State): Said {
  if (!JSON.stringify(body).includes('"timestamp":"last_edited_time"'))
    return error(400, 'validation_error')
  const found = state.pages
    .filter(({ shared, indexed, trashed }) => shared && indexed && !trashed)
    .toSorted((a, b) => (a.edited < b.edited ? 1 : a.edited > b.edited ? -1 : 0))
    .map(presented)
  const all = [...found, ...state.databases.map(presentedSource)]
  const reply = paged(all, body, state)
  if (!state.incomplete || typeof reply.body !== 'object') return reply
  return {
    ...reply,
    body: {
      ...reply.body,
      request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
    },
  }
}

function rows(id: string, body: unknown, state: State): Said {
  if (!state.databases.some((one) => one.id === id)) return error(404, 'object_not_found')
  const found = state.pages.filter(
    ({ shared, trashed, parent }) => shared && !trashed && parent.data_source_id === id,
  )
  return paged(found.map(presented), body, state)
}

const minute = (at: string): string => `${at.slice(0, 16)}:00.000Z`

const presented = (page: StoredPage) => ({
  object: 'page',
  id: page.id,
  created_time: '2024-01-02T08:00:00.000Z',
  last_edited_time: minute(page.edited),
  in_trash: page.trashed,
  archived: page.trashed,
  is_archived: page.archived,
  is_locked: false,
  url: `https://www.notion.so/${page.title.replaceAll(' ', '-')}-${page.id.replaceAll('-', '')}`,
  public_url: null,
  parent: page.parent,
  properties: {
    Name: { id: 'title', type: 'title', title: words(page.title) },
    ...page.properties,
  },
  icon: null,
  cover: null,
  created_by: { object: 'user', id: 'u1' },
  last_edited_by: { object: 'user', id: 'u1' },
})

const presentedSource = ({ id, title, parent }: State['databases'][number]) => ({
  object: 'data_source',
  id,
  title: words(title),
  description: [],
  parent: { type: 'database_id', database_id: `db-${id}` },
  database_parent: parent,
  is_inline: false,
  in_trash: false,
  archived: false,
  properties: {},
})

interface Placed {
  readonly id: string
  readonly page: StoredPage
  readonly parent: Readonly<Record<string, unknown>>
  readonly block: StoredBlock
}

const idOf = (block: StoredBlock, above: string, at: number): string => block.id ?? `${above}.${at}`

function* placedIn(page: StoredPage, blocks = page.blocks, above = page.id): Iterable<Placed> {
  const parent =
    above === page.id ? { type: 'page_id', page_id: above } : { type: 'block_id', block_id: above }
  for (const [at, block] of blocks.entries()) {
    const id = idOf(block, above, at)
    yield { id, page, parent, block }
    yield* placedIn(page, block.children ?? [], id)
  }
}

const find = (id: string, { pages }: State): Placed | undefined =>
  pages
    .filter(({ shared, trashed }) => shared && !trashed)
    .flatMap((page) => [...placedIn(page)])
    .find((one) => one.id === id)

function children(id: string, query: URLSearchParams, state: State): Said {
  const page = state.pages.find((one) => one.id === id && one.shared && !one.trashed)
  const blocks = page?.blocks ?? find(id, state)?.block.children
  if (blocks === undefined) return error(404, 'object_not_found')
  const all = blocks.map((block, at) => ({
    object: 'block',
    id: idOf(block, id, at),
    type: block.type,
    [block.type]: block.content,
    has_children:
      (block.children ?? []).length > 0 ||
      block.type === 'child_page' ||
      // A copy says so whoever keeps what is in it.
      Boolean(block.content.synced_from),
    in_trash: false,
    archived: false,
  }))
  return part(all, Number(query.get('page_size') ?? 100), query.get('start_cursor'), 'block')
}

function blockParent(id: string, state: State): Said {
  const found = find(id, state)
  return found
    ? { status: 200, body: { object: 'block', id, type: found.block.type, parent: found.parent } }
    : error(404, 'object_not_found')
}
