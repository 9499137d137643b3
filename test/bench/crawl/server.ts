import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pageOf } from './pages.ts'

// Serves the generated site, and says where. What it answers was made before the first question; it can think for some
// milliseconds before each answer, as wikis do.
const [total = 10_000, pause = 0] = process.argv.slice(2).map(Number)
const modified = new Date(Date.UTC(2026, 2, 4, 12)).toUTCString()

interface Served {
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string | number>>
  readonly etag: string
}

const served = (text: string, type: string): Served => {
  const body = Buffer.from(text)
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`
  return {
    body,
    etag,
    headers: {
      'content-type': type,
      'content-length': body.length,
      etag,
      'last-modified': modified,
    },
  }
}

const files = new Map<string, Served>()
const paths: string[] = []
for (let number = 0; number < total; number += 1) {
  const { path, html } = pageOf(number, total)
  const page = served(html, 'text/html; charset=utf-8')
  files.set(path, page)
  paths.push(path)
}
files.set(
  '/robots.txt',
  served('User-agent: *\nDisallow: /assets/\n\nSitemap: /sitemap.xml\n', 'text/plain'),
)

let origin = ''
let asked = 0
let unchanged = 0
let bytes = 0

const server = createServer((request, response) => {
  if (request.url === '/counts') {
    response.end(JSON.stringify({ asked, unchanged, megabytes: bytes / 1024 / 1024 }))
    asked = 0
    unchanged = 0
    bytes = 0
  } else if (pause === 0) answer(request, response)
  else setTimeout(() => answer(request, response), pause)
})

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  asked += 1
  const file = files.get((request.url ?? '/').split('?', 1)[0] ?? '/')
  if (file === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain', 'content-length': 9 }).end('not found')
    return
  }
  const { 'if-none-match': match, 'if-modified-since': since } = request.headers
  if (match === undefined ? since === modified : match === file.etag) {
    unchanged += 1
    response.writeHead(304, { etag: file.etag, 'last-modified': modified }).end()
    return
  }
  const isHead = request.method === 'HEAD'
  if (!isHead) bytes += file.body.length
  response.writeHead(200, { ...file.headers }).end(isHead ? undefined : file.body)
}

server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`
  const urls = paths.map(
    (path) => `<url><loc>${origin}${path}</loc><lastmod>2026-03-04</lastmod></url>`,
  )
  files.set(
    '/sitemap.xml',
    served(
      `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`,
      'application/xml',
    ),
  )
  console.log(origin)
})
