import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request to `git http-backend`, a CGI program (RFC 3875). */
export function answerByGit(
  root: string,
  environment: Readonly<Record<string, string>>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const [path = '', query = ''] = (incoming.url ?? '').split('?', 2)
  const { headers } = incoming
  const child = spawn('git', ['http-backend'], {
    env: {
      ...environment,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(path),
      QUERY_STRING: query,
      REQUEST_METHOD: incoming.method ?? 'GET',
      CONTENT_TYPE: headers['content-type'] ?? '',
      CONTENT_LENGTH: headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  // Whoever asks may go away in the middle.
  child.stdin.on('error', () => undefined)
  incoming.pipe(child.stdin)
  let head = Buffer.alloc(0)
  child.stdout.on('data', (chunk: Buffer) => {
    if (outgoing.headersSent) {
      outgoing.write(chunk)
      return
    }
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    const lines = head.subarray(0, end).toString().split('\r\n')
    const fields = lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    })
    const status = fields.find(([field]) => field === 'Status')?.[1] ?? '200'
    const others = fields.filter(([field]) => field !== 'Status')
    outgoing.writeHead(Number.parseInt(status, 10), Object.fromEntries(others))
    outgoing.write(head.subarray(end + 4))
  })
  child.stdout.on('close', () => {
    if (!outgoing.headersSent) outgoing.writeHead(500)
    outgoing.end()
  })
  child.on('error', () => outgoing.destroy())
}
