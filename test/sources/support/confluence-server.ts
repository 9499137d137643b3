import { createServer, type IncomingMessage } from 'node:http'
import { cloudReply } from './confluence-cloud.ts'
import { dataCenterReply } from './confluence-data-center.ts'
import { World } from './confluence-world.ts'

/** What a route says; `undefined` where there is no such route. */
export interface Said {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
}

/** One question, as routes see it. */
export interface Question {
  readonly world: World
  /** Below the context path. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
  readonly isAnonymous: boolean
  readonly origin: string
  readonly context: string
}

/** What a test puts in the way of some questions: a reply, or a cut connection; null lets them through. */
export type Fault = (path: string, isAnonymous: boolean) => Said | 'cut' | null

/** A Confluence that behaves as documented, as far as it is asked. */
export interface ConfluenceServer {
  readonly url: string
  readonly world: World
  /** What was asked, with its query, below the context path; questions of the nameless apart. */
  readonly asked: string[]
  readonly askedByNobody: string[]
  fault: Fault
  stop(): Promise<void>
}

export const account = { user: 'plumbline@company.example', secret: 'not-a-real-token' } as const

/** Starts a Confluence of either kind on a free port. */
export const startConfluence = async (
  flavour: 'cloud' | 'data-center',
  world = new World(),
): Promise<ConfluenceServer> => {
  const context = flavour === 'cloud' ? '/wiki' : '/confluence'
  const reply = flavour === 'cloud' ? cloudReply : dataCenterReply
  const asked: string[] = []
  const askedByNobody: string[] = []
  const started: { fault: Fault; origin: string } = { fault: () => null, origin: '' }
  const say = (incoming: IncomingMessage, body: string): Said | 'cut' => {
    const { authorization } = incoming.headers
    const whole = (incoming.url ?? '').slice(context.length)
    const isAnonymous = authorization === undefined
    ;(isAnonymous ? askedByNobody : asked).push(whole)
    if (!isAnonymous && !isKnown(authorization)) return { status: 401, json: {} }
    const url = new URL(whole, 'http://wiki.example')
    const { fault, origin } = started
    return (
      fault(whole, isAnonymous) ??
      reply({
        world,
        path: decodeURI(url.pathname),
        query: url.searchParams,
        body,
        isAnonymous,
        origin,
        context,
      }) ?? { status: 404, json: { statusCode: 404, message: 'no such thing' } }
    )
  }
  const server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (chunk) => {
      body += chunk
    })
    incoming.on('end', () => {
      const said = say(incoming, body)
      if (said === 'cut') {
        outgoing.destroy()
        return
      }
      const { status = 200, headers = {}, json } = said
      outgoing.writeHead(status, { 'content-type': 'application/json', ...headers })
      outgoing.end(JSON.stringify(json ?? {}))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  started.origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return {
    url: `${started.origin}${context}`,
    world,
    asked,
    askedByNobody,
    get fault() {
      return started.fault
    },
    set fault(fault) {
      started.fault = fault
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const isKnown = (authorization: string): boolean => {
  const basic = Buffer.from(`${account.user}:${account.secret}`).toString('base64')
  return authorization === `Basic ${basic}` || authorization === `Bearer ${account.secret}`
}

/** One part of a list by offset, with the link that v1 gives. */
export const byOffset = <T>(
  all: readonly T[],
  { query, path, origin, context }: Question,
  most: number,
): { readonly results: readonly T[]; readonly rest: object } => {
  const start = Number(query.get('start') ?? 0)
  const limit = Math.min(Number(query.get('limit') ?? 25), most)
  const results = all.slice(start, start + limit)
  const next = new URLSearchParams(query)
  next.set('start', String(start + limit))
  next.set('limit', String(limit))
  const links = { base: `${origin}${context}`, context }
  const isLast = start + limit >= all.length
  return {
    results,
    rest: {
      start,
      limit,
      size: results.length,
      _links: isLast ? links : { ...links, next: `${path}?${next}` },
    },
  }
}

/** One part of a list by cursor, with the link that v2 gives: context path and all. */
export const byCursor = <T>(all: readonly T[], { query, path, context }: Question) => {
  const start = Number(Buffer.from(query.get('cursor') ?? 'MA==', 'base64').toString())
  const limit = Math.min(Number(query.get('limit') ?? 25), 250)
  const next = new URLSearchParams(query)
  next.set('cursor', Buffer.from(String(start + limit)).toString('base64'))
  const isLast = start + limit >= all.length
  return {
    json: {
      results: all.slice(start, start + limit),
      _links: isLast ? {} : { next: `${context}${path}?${next}` },
    },
  }
}
