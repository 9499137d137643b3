import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../../server/app.ts'
import { parseConfig } from '../../../src/config/config.ts'
import { defaultLimits } from '../../../src/domain/limits.ts'
import { openPlumbline, type Plumbline } from '../../../src/plumbline.ts'
import { newFolder, removeFolder } from '../../support/temporary-folder.ts'
import { account } from './confluence-server.ts'

/** A Plumbline over one wiki, with its door. */
export interface Served {
  readonly plumbline: Plumbline
  readonly app: FastifyInstance
  call(principal: string, url: string, payload?: object): Promise<{ status: number; text: string }>
  close(): Promise<void>
}

export interface Serving {
  readonly url: string
  readonly principals: readonly {
    readonly id: string
    readonly account: string | null
    readonly scopes: readonly string[]
  }[]
  /** A repository that the pages speak of. */
  readonly repository?: string
}

/** Opens a Plumbline whose one source is a Confluence, and indexes it. */
export const serve = async ({ url, principals, repository }: Serving): Promise<Served> => {
  process.env.CONFLUENCE_TOKEN_OF_TESTS = account.secret
  const folder = newFolder()
  const about = repository === undefined ? '' : ', about: [harbour]'
  const yaml = `
clock: 2026-11-01T09:00:00Z
sources:
  - { id: wiki, type: confluence, url: '${url}', user: ${account.user}, tokenFrom: CONFLUENCE_TOKEN_OF_TESTS,
      privateNetwork: true, requestsAtOnce: 8${about} }
${repository === undefined ? '' : `repositories:\n  - { id: harbour, path: ${JSON.stringify(repository)} }`}
principals:
${principals
  .map(
    (one) =>
      `  - { id: ${one.id}, kind: person, scopes: [${one.scopes.join()}]${one.account === null ? '' : `, accounts: ['wiki/user:${one.account}']`} }`,
  )
  .join('\n')}
`
  const environment = { config: null, data: join(folder, 'data'), port: null, color: null }
  const plumbline = await openPlumbline(
    parseConfig(yaml, join(folder, 'plumbline.yaml'), environment),
  )
  await plumbline.crawl([], undefined, { everything: false })
  const keys = new Map<string, string>()
  for (const { id } of principals) keys.set(id, await plumbline.createKey(id))
  // The wiki and the test share this thread: that it stands still on a busy machine says nothing of the server.
  const app = buildApp(plumbline, { limits: { ...defaultLimits, lagMilliseconds: 600_000 } })
  return {
    plumbline,
    app,
    call: async (principal, path, payload) => {
      const reply = await app.inject({
        method: payload === undefined ? 'GET' : 'POST',
        url: path,
        ...(payload === undefined ? {} : { payload }),
        headers: { authorization: `Bearer ${keys.get(principal)}` },
      })
      return { status: reply.statusCode, text: reply.body }
    },
    close: async () => {
      await app.close()
      await plumbline.close()
      removeFolder(folder)
    },
  }
}

/** The paths of all pages that a reader is shown. */
export const pathsSeenBy = async ({ plumbline }: Served, reader: string): Promise<string[]> => {
  const principal = await plumbline.principal(reader)
  const paths: string[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await plumbline.pages(
      { limit: 200, ...(cursor === undefined ? {} : { cursor }) },
      principal,
    )
    paths.push(...items.map(({ path }) => path))
    cursor = next ?? undefined
  } while (cursor !== undefined)
  return paths
}
