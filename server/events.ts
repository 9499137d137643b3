import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** As much of a server as closes. */
interface Closing {
  addHook(name: 'preClose', hook: () => Promise<void>): unknown
}

/** Of each request the signal that nobody looks on any more: whoever does would keep a server that closes waiting. */
export function signalsOf(app: Closing): (request: FastifyRequest) => AbortSignal {
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())
  return (request) => {
    const gone = new AbortController()
    request.raw.on('close', () => gone.abort())
    return AbortSignal.any([gone.signal, closing.signal])
  }
}

/** Sends states as server-sent events, each under its status, until they end. */
export const sendEvents = <State extends { readonly status: string }>(
  reply: FastifyReply,
  states: AsyncIterable<State>,
  shaped: (state: State) => object,
): FastifyReply =>
  reply
    .headers({ 'content-type': 'text/event-stream; charset=utf-8' })
    .send(Readable.from(events(states, shaped)))

async function* events<State extends { readonly status: string }>(
  states: AsyncIterable<State>,
  shaped: (state: State) => object,
): AsyncIterable<string> {
  try {
    for await (const state of states)
      yield `event: ${state.status}\ndata: ${JSON.stringify(shaped(state))}\n\n`
  } catch (error) {
    // Whoever looked on has gone.
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
  }
}
