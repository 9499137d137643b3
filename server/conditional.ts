import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Its replies carry an `ETag`, and may be kept by whoever asked (`private`) or by anybody (`public`), who asks each time
     * whether they still hold. Without it nothing may be kept: verdicts hold for the moment they are given in.
     */
    readonly revalidated?: 'private' | 'public'
  }
}

/** Answers `If-None-Match` (RFC 9110, 13.1.2): who has a reply already is told that it still holds, once it is known that they may have it. */
export function answerConditionally(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { revalidated } = request.routeOptions.config
    if (revalidated === undefined || reply.statusCode !== 200 || typeof payload !== 'string')
      return payload
    const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`
    reply.headers({ etag, 'cache-control': `${revalidated}, no-cache` })
    if (revalidated === 'private') reply.header('vary', 'Authorization')
    if (!holds(request.headers['if-none-match'], etag)) return payload
    reply.status(304).removeHeader('content-type').removeHeader('content-length')
    return ''
  })
}

/** Compares weakly: a proxy that compressed a reply has made its tag a weak one. */
const holds = (given: string | undefined, etag: string): boolean =>
  given !== undefined &&
  (given.trim() === '*' || given.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
