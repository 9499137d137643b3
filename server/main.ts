import type { EventEmitter } from 'node:events'
import type { FastifyInstance } from 'fastify'
import { PlumblineError } from '../src/domain/errors.ts'
import type { Limits } from '../src/domain/limits.ts'
import type { Plumbline } from '../src/domain/plumbline.ts'
import { buildApp, type LogOptions } from './app.ts'
import type { ServedPlumbline } from './served-plumbline.ts'
import { stopsWhole } from './stopping.ts'

/** Where to listen, and what callers may choose beside it. */
export interface ServeOptions {
  readonly host?: string
  /** 4600 unless given; 0 for any free one. */
  readonly port?: number
  /** Principals with keys are configured: only then may other machines reach the server. */
  readonly principalsConfigured?: boolean
  /** How much it takes on; bounds that nobody meets who means well, unless given. */
  readonly limits?: Limits
  /** Warnings and faults go to standard error unless told otherwise. */
  readonly log?: LogOptions
  /** How long connections that are kept open may bring one more request once the server stops, in milliseconds; 500 unless given. */
  readonly farewell?: number
  /** Where SIGTERM and SIGINT come from. */
  readonly signals?: EventEmitter
}

/** A server that listens. */
export interface Served {
  /** `http://127.0.0.1:4600` */
  readonly address: string
  /** Answers the requests that have come, then closes Plumbline. */
  close(): Promise<void>
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i
const stopSignals = ['SIGTERM', 'SIGINT'] as const
/** How long requests that run may take to end once the server stops, in milliseconds. */
const patience = 15_000

/** Serves until a signal comes; on this machine alone unless principals and keys are configured. */
export async function serve(
  plumbline: ServedPlumbline & Pick<Plumbline, 'close' | 'poll'>,
  options: ServeOptions = {},
): Promise<Served> {
  const { host = '127.0.0.1', port = 4600, farewell = 500, signals = process } = options
  if (!loopback.test(host) && !options.principalsConfigured)
    throw new PlumblineError('server.not-loopback', `${host} is more than this machine`)
  const app = buildApp(plumbline, {
    log: options.log ?? { level: 'warn', stream: process.stderr },
    ...(options.limits ? { limits: options.limits } : {}),
  })
  const stopping = stopsWhole(app)
  const address = await listen(app, host, port)
  const stopPolling = plumbline.poll((message) => app.log.warn({}, message))
  const close = once(async () => {
    stopPolling()
    await stopping.stop({ farewell, patience })
    await plumbline.close()
    for (const signal of stopSignals) signals.off(signal, stop)
  })
  let stoppedAt: number | null = null
  const stop = (): void => {
    const now = performance.now()
    stoppedAt ??= now
    // Whoever asks again does not want to wait; a shell and npm may both pass on one and the same key press.
    if (now - stoppedAt > 1_000) stopping.force()
    close().catch((cause: unknown) => app.log.error({ err: cause }, 'closing failed'))
  }
  for (const signal of stopSignals) signals.on(signal, stop)
  return { address, close }
}

/** For `localhost` Fastify opens two servers, and waits for the requests of one of them when it closes. */
const bound = (host: string): string =>
  /^localhost$/i.test(host) ? '127.0.0.1' : host.replace(/^\[|\]$/g, '')

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host: bound(host), port })
  } catch (cause) {
    await app.close()
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')
      throw new PlumblineError('server.port-in-use', `something listens on ${host}:${port}`, {
        cause,
      })
    throw cause
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let begun: Promise<void> | null = null
  return () => {
    begun ??= work()
    return begun
  }
}
