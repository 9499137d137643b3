import { execFile, spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { newFolder, removeFolder } from '../temporary-folder.ts'
import { listen } from './free-port.ts'
import { type RequestLog, startRequestLog } from './request-log.ts'

export interface CommitOptions {
  /** `Name <address>` */
  readonly author?: string
  /** ISO 8601, for author and committer alike. */
  readonly date?: string
  readonly message?: string
}

/** A wiki as GitHub, GitLab and Gitea keep theirs: a bare repository of pages, here over smart HTTP. */
export interface GitWiki {
  /** Of the request log. */
  readonly url: string
  /** What is cloned: `<url>/<name>.wiki.git`. */
  readonly repository: string
  readonly log: RequestLog
  /** Each commits one page in the authoring clone and pushes it; gives the commit's id. */
  write(path: string, text: string | Buffer, options?: CommitOptions): Promise<string>
  move(path: string, to: string, options?: CommitOptions): Promise<string>
  remove(path: string, options?: CommitOptions): Promise<string>
  /** Any git command in the authoring clone. */
  git(...args: readonly string[]): Promise<string>
  /** Pushes what `git` did, over what stood there if need be, as a rewritten history does. */
  push(): Promise<void>
  stop(): Promise<void>
}

export interface GitWikiOptions {
  readonly name?: string
  /** Who may clone, by basic authentication; none: everybody. */
  readonly user?: { readonly name: string; readonly password: string }
  /** Pages of the first commit. */
  readonly pages?: Readonly<Record<string, string>>
}

const execute = promisify(execFile)

/** A git wiki with `Home.md` and `_Sidebar.md`, on the branch `master` as those of GitHub are. Needs `git`. */
export async function startGitWiki(given: GitWikiOptions = {}): Promise<GitWiki> {
  const { name = 'payments', user, pages = {} } = given
  const home = newFolder()
  const bare = join(home, 'served', `${name}.wiki.git`)
  const work = join(home, 'work')
  const git = async (
    args: readonly string[],
    extra: Readonly<Record<string, string>> = {},
    cwd = work,
  ): Promise<string> => {
    const env = { ...environment(home), ...extra }
    return (await execute('git', [...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 })).stdout
  }
  mkdirSync(work)
  await git(['init', '--quiet', '--bare', '--initial-branch=master', bare], {}, home)
  await git(['config', 'uploadpack.allowFilter', 'true'], {}, bare)
  await git(['init', '--quiet', '--initial-branch=master', '.'])
  const push = async (): Promise<void> => {
    await git(['push', '--quiet', '--force', bare, 'HEAD:master'])
  }
  const commit = async (options: CommitOptions, message: string): Promise<string> => {
    const { author = 'Ada <ada@example.org>', date } = options
    const dates = date === undefined ? {} : { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    await git(['add', '--all', '.'])
    const args = ['commit', '--quiet', '--allow-empty', `--author=${author}`]
    await git([...args, '-m', options.message ?? message], dates)
    await push()
    return (await git(['rev-parse', 'HEAD'])).trim()
  }
  const put = (path: string, text: string | Buffer): void => {
    mkdirSync(dirname(join(work, path)), { recursive: true })
    writeFileSync(join(work, path), text)
  }
  const first = { 'Home.md': 'Welcome to the wiki.\n', '_Sidebar.md': '- [[Home]]\n', ...pages }
  for (const [path, text] of Object.entries(first)) put(path, text)
  await commit({ date: '2024-01-01T09:00:00Z' }, 'Initial Home page')

  const server = createServer((incoming, outgoing) => {
    const basic = `Basic ${Buffer.from(`${user?.name}:${user?.password}`).toString('base64')}`
    if (user !== undefined && incoming.headers.authorization !== basic)
      outgoing.writeHead(401, { 'WWW-Authenticate': 'Basic realm="wiki"' }).end()
    else backend(join(home, 'served'), environment(home), incoming, outgoing)
  })
  const log = await startRequestLog()
  log.forwardTo(await listen(server))
  return {
    url: log.url,
    repository: `${log.url}/${name}.wiki.git`,
    log,
    write: async (path, text, options = {}) => {
      put(path, text)
      return await commit(options, `Updated ${path} (markdown)`)
    },
    move: async (path, to, options = {}) => {
      mkdirSync(dirname(join(work, to)), { recursive: true })
      await git(['mv', '--', path, to])
      return await commit(options, `Renamed ${path} to ${to}`)
    },
    remove: async (path, options = {}) => {
      rmSync(join(work, path))
      return await commit(options, `Destroyed ${path} (markdown)`)
    },
    git: (...args) => git(args),
    push,
    stop: async () => {
      await log.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      removeFolder(home)
    },
  }
}

/** Nothing of the developer's own settings. */
const environment = (home: string): Readonly<Record<string, string>> => ({
  PATH: process.env.PATH ?? '',
  HOME: home,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
})

/** One request to `git http-backend`, a CGI program (RFC 3875). */
function backend(
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
