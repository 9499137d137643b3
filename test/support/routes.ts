import type { FastifyContextConfig, FastifyInstance } from 'fastify'
import { buildApp } from '../../server/app.ts'
import type { ServedPlumbline } from '../../server/served-plumbline.ts'

/** One route of the server, as it was registered. */
export interface ServedRoute {
  /** `GET /v1/answers/:id` */
  readonly name: string
  readonly method: string
  readonly url: string
  readonly access: FastifyContextConfig['access']
  readonly isPage: boolean
}

/** Every route that a server of this Plumbline has, the HEAD of each GET among them: whoever adds one cannot keep it from this list. */
export async function routesOf(plumbline: ServedPlumbline): Promise<readonly ServedRoute[]> {
  const app = buildApp(plumbline)
  const routes = listOf(app)
  await app.ready()
  await app.close()
  return routes
}

function listOf(app: FastifyInstance): readonly ServedRoute[] {
  const routes: ServedRoute[] = []
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const one of [method].flat())
      routes.push({
        name: `${one} ${url}`,
        method: one,
        url,
        access: config?.access,
        isPage: config?.page === true,
      })
  })
  return routes
}
