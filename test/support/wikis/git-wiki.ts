import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { newFolder, removeFolder } from '../temporary-folder.ts'
import { listen } from './free-port.ts'
import { answerByGit } from './git-http-backend.ts'
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

/**
 * A git wiki with `Home.md` and `_Sidebar.md`, on the branch `master` as those of GitHub are. Needs `git`. It answers from this very
 * process: whoever reads it by a synchronous call waits for ever.
 */
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
    else answerByGit(join(home, 'served'), environment(home), incoming, outgoing)
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
