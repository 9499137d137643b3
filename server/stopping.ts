import { Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** How a server stops. */
export interface Stopping {
  /**
   * Answers what has come, and what still comes within `farewell` milliseconds over open connections, then closes; after
   * `patience` milliseconds it ends what is not done.
   */
  stop(how: { readonly farewell: number; readonly patience: number }): Promise<void>
  /** Ends all that goes on, now. */
  force(): void
}

/**
 * Stops a server so that no request is lost. Closing an idle connection loses the request that is on its way over it; so
 * whoever comes once more is answered, and told with `Connection: close` to come elsewhere next.
 */
export function stopsWhole(app: FastifyInstance): Stopping {
  let isStopping = false
  app.addHook('onRequest', async (_, reply) => {
    if (isStopping) reply.header('connection', 'close')
  })
  app.addHook('onSend', async (_, reply) => {
    if (isStopping) reply.header('connection', 'close')
  })
  const force = (): void => app.server.closeAllConnections()
  return {
    force,
    async stop({ farewell, patience }) {
      isStopping = true
      const enough = setTimeout(force, patience)
      await closeDoor(app)
      await lastRequests(app, farewell)
      // A connection that was busy when closing began would be kept alive after its reply.
      const idle = setInterval(() => app.server.closeIdleConnections(), 50)
      await app.close().finally(() => {
        clearInterval(idle)
        clearTimeout(enough)
      })
    },
  }
}

/**
 * Stops listening, and leaves connections as they are: `http.Server.close` would end the idle ones. Whoever waits in the queue
 * of the system is let in first; who comes between the last look and the end is reset by the system before anything was read.
 */
async function closeDoor({ server }: FastifyInstance): Promise<void> {
  let came = true
  const note = (): void => {
    came = true
  }
  server.on('connection', note)
  for (let looks = 0; came && looks < mostLooks; looks += 1) {
    came = false
    await new Promise((resolve) => setImmediate(resolve))
  }
  server.off('connection', note)
  if (server.listening) Server.prototype.close.call(server)
}

const mostLooks = 1_000

async function lastRequests({ server }: FastifyInstance, farewell: number): Promise<void> {
  const until = performance.now() + farewell
  while (performance.now() < until && (await connections(server)) > 0) await sleep(10)
}

const connections = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.getConnections((fault, count) => resolve(fault ? 0 : count))
  })
