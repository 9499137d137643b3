import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { listen } from './wikis/free-port.ts'

/** What the site answers at one path. */
export interface SiteFile {
  readonly body: string | Buffer
  readonly type?: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** No ETag: whoever asks gets it whole. */
  readonly noTag?: boolean
}

/** A web server of static files with ETags, as documentation sites have; what it serves can change at any moment. */
export interface StaticSite {
  readonly origin: string
  /** By path with its query. */
  readonly files: Map<string, SiteFile>
  /** In the order in which they were asked: `GET /guide/ 304`. */
  readonly requests: readonly string[]
  clear(): void
  /** Serves a folder as it was built; what was served below its root is no more. */
  serve(folder: string): void
  /** What is answered where there is no file. */
  missing: (path: string) => SiteFile
  /** From then on every connection is cut. */
  isDown: boolean
  stop(): Promise<void>
}

export const html = (
  title: string,
  body: string,
  head = '',
): SiteFile & { readonly body: string } => ({
  body: `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><main><h1>${title}</h1>${body}</main></body></html>`,
})

export const redirect = (location: string, status = 301): SiteFile => ({
  body: '',
  status,
  headers: { location },
})

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  gz: 'application/gzip',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  md: 'text/markdown',
  txt: 'text/plain',
  xml: 'application/xml',
}

const typeOf = (path: string): string =>
  types[/\.([a-z]+)(?:\?|$)/.exec(path)?.[1] ?? 'html'] ?? 'application/octet-stream'

export async function startStaticSite(): Promise<StaticSite> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request
    if (site.isDown) {
      request.socket.destroy()
      return
    }
    const file = site.files.get(url) ?? site.missing(url)
    const { body, type = typeOf(url), status = 200, headers = {}, noTag = false } = file
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
    const isKnown = status === 200 && !noTag && request.headers['if-none-match'] === etag
    requests.push(`${method} ${url} ${isKnown ? 304 : status}`)
    const tag = noTag || status !== 200 ? {} : { etag }
    if (isKnown) response.writeHead(304, tag).end()
    else response.writeHead(status, { 'content-type': type, ...tag, ...headers }).end(body)
  })
  const port = await listen(server)
  const site: StaticSite = {
    origin: `http://127.0.0.1:${port}`,
    files: new Map(),
    requests,
    clear: () => requests.splice(0),
    serve: (folder) => {
      site.files.clear()
      for (const path of filesIn(folder)) {
        const served = `/${path}`.replace(/\/index\.html$/, '/')
        site.files.set(served, { body: readFileSync(join(folder, path)), type: typeOf(path) })
      }
    },
    missing: () => ({ body: '<h1>Not Found</h1>', status: 404 }),
    isDown: false,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return site
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  )
