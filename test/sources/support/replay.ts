import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { politeFetch } from '../../../src/sources/fetching/polite-fetch.ts'
import { machineTools } from '../../../src/sources/fetching/tools.ts'
import type { SourceEntry, SourceTools } from '../../../src/sources/source.ts'
import { rulesFor } from './rules.ts'

/** What was asked of a server, and what it said. */
const exchanges = z.array(
  z.strictObject({
    request: z.strictObject({
      method: z.enum(['GET', 'POST', 'HEAD']),
      /** With its query, below the server's origin. */
      path: z.string().startsWith('/'),
      /** Text as it is sent; JSON may stand as such. Any body does where none is given. */
      body: z.json().optional(),
    }),
    reply: z.strictObject({
      status: z.int(),
      headers: z.record(z.string(), z.string()).default({}),
      /** Text, or JSON that stands as such. */
      body: z.json().default(''),
    }),
  }),
)
type Exchange = z.infer<typeof exchanges>[number]

/** A server that says again what another one said when it was recorded. */
export interface Replay {
  /** The recording's entry, with the replaying server in the place of the recorded one. */
  readonly entry: SourceEntry
  readonly fetching: SourceTools['fetching']
  /** With the recorded server's origin wherever the replaying one's stands. */
  restored(text: string): string
  /** What was asked that the recording does not have, and what it has that nobody asked for. */
  readonly unknown: readonly string[]
  unasked(): readonly string[]
  stop(): Promise<void>
}

/**
 * Replays `exchanges.json` to the source of an entry whose `url` is the recorded server's. Equal requests get their replies in turn, the
 * last one from then on.
 */
export async function startReplay(file: string, entry: SourceEntry): Promise<Replay> {
  const recorded = exchanges.parse(JSON.parse(readFileSync(file, 'utf8')))
  const origin = new URL(entry.url ?? '').origin
  const asked = new Set<Exchange>()
  const unknown: string[] = []
  const server = createServer((incoming, outgoing) => {
    textOf(incoming).then((body) => {
      const fitting = recorded.filter(({ request }) => fits(request, incoming, restored(body)))
      const found = fitting.find((one) => !asked.has(one)) ?? fitting.at(-1)
      if (found === undefined) unknown.push(`${incoming.method} ${incoming.url} ${body}`)
      else asked.add(found)
      answer(outgoing, found, (text) => text.replaceAll(origin, here))
    }, outgoing.destroy.bind(outgoing))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const here = `http://127.0.0.1:${port}`
  const restored = (text: string): string => text.replaceAll(here, origin)
  return {
    entry: { ...entry, url: entry.url?.replace(origin, here) },
    fetching: (door) =>
      politeFetch(rulesFor(door, { concurrency: 1, timeout: 10_000 }), machineTools('0.0.0')),
    restored,
    unknown,
    unasked: () =>
      recorded
        .filter((one) => !asked.has(one))
        .map(({ request }) => `${request.method} ${request.path}`),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const fits = (
  { method, path, body: wanted }: Exchange['request'],
  incoming: IncomingMessage,
  body: string,
): boolean =>
  method === incoming.method &&
  path === incoming.url &&
  (wanted === undefined || bodyOf(wanted) === body)

const answer = (
  outgoing: ServerResponse,
  found: Exchange | undefined,
  placed: (text: string) => string,
): void => {
  if (found === undefined) {
    outgoing.writeHead(501).end('the recording has no such exchange')
    return
  }
  const { status, headers, body } = found.reply
  const placedHeaders = Object.entries(headers).map(([name, value]) => [name, placed(value)])
  outgoing.writeHead(status, Object.fromEntries(placedHeaders)).end(placed(bodyOf(body)))
}

const bodyOf = (body: z.infer<ReturnType<typeof z.json>>): string =>
  typeof body === 'string' ? body : JSON.stringify(body)

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
