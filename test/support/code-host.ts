import { json, type Sent, type StubReply, type StubServer, stubServer } from './stub-server.ts'

/** A comment as a code host keeps it. */
export interface KeptComment {
  readonly author: string
  readonly body: string
}

/** What a token is: who it speaks for, and whether it may write. */
interface Token {
  readonly author: string
  readonly mayWrite: boolean
}

/** How a host is set up for one test. */
export interface HostSetup {
  readonly comments?: readonly KeptComment[]
  /** Others are refused. */
  readonly tokens: Readonly<Record<string, Token>>
  /** Answers before the host does, where it gives an answer. */
  readonly before?: (request: Sent, count: number) => StubReply | null
}

/** A comment on a line of a pull request. */
interface LineComment {
  readonly path: string
  readonly line: number
  readonly body: string
}

/** A host that runs, and what it keeps. */
export interface CodeHost extends StubServer {
  readonly comments: readonly KeptComment[]
  /** `POST /graphql`, without those that only read. */
  readonly changes: readonly string[]
}

interface Kept {
  id: number
  author: string
  body: string
}

/** GitHub, and the comments on lines that reviews brought. */
export interface GitHubHost extends CodeHost {
  readonly reviewed: readonly LineComment[]
}

/** GitHub's API for the comments of pull request 7 of `shop/web`, as its documentation has it: pages by `Link`, bots by GraphQL alone. */
export async function gitHub(
  setup: HostSetup & { readonly reviewed?: readonly (LineComment & { readonly author: string })[] },
): Promise<GitHubHost> {
  const reviewed = [...(setup.reviewed ?? [])]
  const pull = '/repos/shop/web/pulls/7'
  const started = await host(setup, {
    list: '/repos/shop/web/issues/7/comments',
    one: /^\/repos\/shop\/web\/issues\/comments\/(\d+)$/,
    edits: 'PATCH',
    tokenOf: ({ headers }) => /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '',
    shown: ({ id, author, body }) => ({
      id,
      body,
      user: { login: author, type: author.endsWith('[bot]') ? 'Bot' : 'User' },
      html_url: `https://github.example/shop/web/pull/7#issuecomment-${id}`,
    }),
    refusals: {
      unknown: json({ message: 'Bad credentials', status: '401' }, 401),
      forbidden: json({ message: 'Resource not accessible by integration', status: '403' }, 403),
      missing: json({ message: 'Not Found', status: '404' }, 404),
    },
    beside: ({ method, path, body }, { author, mayWrite }) => {
      if (method === 'GET' && path.startsWith(`${pull}/comments?`))
        return json(
          reviewed.map(({ author: login, ...one }, id) => ({ id, ...one, user: { login } })),
        )
      if (method === 'POST' && path === `${pull}/reviews` && mayWrite) {
        const { comments } = JSON.parse(body)
        for (const one of comments) reviewed.push({ ...one, author })
        return json({ id: 1 })
      }
      if (method === 'POST' && path === '/graphql')
        return json({ data: { viewer: { login: author } } })
      if (path !== '/user') return null
      // A workflow's token is an installation of an app, and no user.
      return author.endsWith('[bot]')
        ? json({ message: 'Resource not accessible by integration', status: '403' }, 403)
        : json({ login: author, type: 'User' })
    },
  })
  return Object.assign(started, { reviewed })
}

/** GitLab's API for the notes of merge request 7 of project 42. Authors are numbers. */
export const gitLab = (setup: HostSetup): Promise<CodeHost> =>
  host(setup, {
    list: '/api/v4/projects/42/merge_requests/7/notes',
    one: /^\/api\/v4\/projects\/42\/merge_requests\/7\/notes\/(\d+)$/,
    edits: 'PUT',
    tokenOf: ({ headers }) => String(headers['private-token'] ?? ''),
    shown: ({ id, author, body }) => ({
      id,
      body,
      author: { id: Number(author), username: `user-${author}` },
      system: false,
    }),
    refusals: {
      unknown: json({ message: '401 Unauthorized' }, 401),
      forbidden: json({ message: '403 Forbidden' }, 403),
      missing: json({ message: '404 Not found' }, 404),
    },
    beside: ({ path }, { author }) =>
      path === '/api/v4/user' ? json({ id: Number(author), username: `user-${author}` }) : null,
  })

/** What is different from host to host. */
interface Manner {
  readonly list: string
  readonly one: RegExp
  readonly edits: string
  readonly tokenOf: (request: Sent) => string
  readonly shown: (comment: Kept) => object
  readonly refusals: Readonly<Record<'unknown' | 'forbidden' | 'missing', StubReply>>
  /** What stands beside comments, as what tells a token who it is; null for what is asked otherwise. */
  readonly beside: (request: Sent, token: Token) => StubReply | null
}

async function host(setup: HostSetup, manner: Manner): Promise<CodeHost> {
  const { comments = [], tokens, before } = setup
  const kept: Kept[] = comments.map((one, index) => ({ id: index + 1, ...one }))
  const changes: string[] = []
  const server = await stubServer((request, count) => {
    const early = before?.(request, count) ?? null
    if (early !== null) return early
    const token = tokens[manner.tokenOf(request)]
    if (token === undefined) return manner.refusals.unknown
    const beside = manner.beside(request, token)
    if (beside !== null) return beside
    const url = new URL(request.path, `http://${request.headers.host}`)
    if (request.method === 'GET')
      return url.pathname === manner.list ? pageOf(kept, url, manner) : manner.refusals.missing
    if (!token.mayWrite) return manner.refusals.forbidden
    changes.push(`${request.method} ${url.pathname}`)
    const { body } = JSON.parse(request.body)
    if (request.method === 'POST' && url.pathname === manner.list) {
      const made = { id: kept.length + 1, author: token.author, body }
      kept.push(made)
      return json(manner.shown(made), 201)
    }
    const id = manner.one.exec(url.pathname)?.[1]
    const found = kept.find((one) => String(one.id) === id)
    if (request.method !== manner.edits || found === undefined) return manner.refusals.missing
    found.body = body
    return json(manner.shown(found))
  })
  return {
    ...server,
    get comments() {
      return kept.map(({ author, body }) => ({ author, body }))
    },
    changes,
  }
}

/** A page of comments, thirty unless the request says how many, and a link to the next. */
function pageOf(kept: readonly Kept[], url: URL, { shown }: Manner): StubReply {
  const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 30))
  const page = Number(url.searchParams.get('page') ?? 1)
  const here = kept.slice((page - 1) * size, page * size)
  const hasMore = page * size < kept.length
  const at = (number: number) => {
    const target = new URL(url)
    target.searchParams.set('page', String(number))
    return target.href
  }
  const links = [
    ...(page > 1 ? [`<${at(page - 1)}>; rel="prev"`] : []),
    ...(hasMore
      ? [`<${at(page + 1)}>; rel="next"`, `<${at(Math.ceil(kept.length / size))}>; rel="last"`]
      : []),
  ]
  return {
    headers: {
      'content-type': 'application/json',
      ...(links.length > 0 ? { link: links.join(', ') } : {}),
    },
    body: JSON.stringify(here.map(shown)),
  }
}
