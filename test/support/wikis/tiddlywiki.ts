import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../../src/package-root.ts'
import { newFolder, removeFolder } from '../temporary-folder.ts'
import { type RequestLog, startRequestLog } from './request-log.ts'
import { type ServedProgram, serve } from './served-program.ts'
import { type TiddlyWikiAuthor, tiddlyWikiAuthor, untilWritten } from './tiddlywiki-author.ts'

export interface TiddlyWiki extends TiddlyWikiAuthor {
  /** Of the request log, without a slash at its end. */
  readonly url: string
  readonly log: RequestLog
  /** Another person. */
  as(user: string): TiddlyWikiAuthor
  /** The server ends and starts again over the same files, with other rights if need be. Revisions are counted anew. */
  restart(change?: Partial<TiddlyWikiOptions>): Promise<void>
  stop(): Promise<void>
}

export interface TiddlyWikiOptions {
  /** Name to password. None: everybody may do everything, and no password is asked for. */
  readonly users: Readonly<Record<string, string>>
  /** `(anon)`, `(authenticated)` or names. A TiddlyWiki is read whole or not at all: single tiddlers cannot be locked. */
  readonly readers: readonly string[]
  readonly writers: readonly string[]
}

const program = join(packageRoot, 'node_modules', 'tiddlywiki', 'tiddlywiki.js')

/** A real TiddlyWiki 5 on its Node server, empty. Who writes by the wiki itself is the first user. */
export async function startTiddlyWiki(given: Partial<TiddlyWikiOptions> = {}): Promise<TiddlyWiki> {
  let options = { users: {}, readers: ['(anon)'], writers: ['(anon)'], ...given }
  const home = newFolder()
  const log = await startRequestLog()
  const clean = async (): Promise<void> => {
    await log.stop()
    removeFolder(home)
  }
  const start = async (): Promise<ServedProgram> => {
    const served = await serveFolder(home, options)
    log.forwardTo(served.port)
    return served
  }
  const pending = new Map<string, string | undefined>()
  let served: ServedProgram
  try {
    makeWiki(home)
    served = await start()
  } catch (error) {
    await clean()
    throw error
  }
  const as = (user: string): TiddlyWikiAuthor =>
    tiddlyWikiAuthor({
      port: () => served.port,
      pending,
      user,
      password: new Map(Object.entries(options.users)).get(user),
    })
  return {
    ...as(Object.keys(options.users)[0] ?? 'author'),
    url: log.url,
    log,
    as,
    restart: async (change = {}) => {
      await untilWritten(join(wikiIn(home), 'tiddlers'), pending)
      await served.stop()
      options = { ...options, ...change }
      served = await start()
    },
    stop: async () => {
      await served.stop()
      await clean()
    },
  }
}

const wikiIn = (home: string): string => join(home, 'wiki')

function makeWiki(home: string): void {
  const args = [program, wikiIn(home), '--init', 'server']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`TiddlyWiki made no wiki: ${stdout}${stderr}`)
}

function serveFolder(home: string, options: TiddlyWikiOptions): Promise<ServedProgram> {
  const credentials = join(home, 'users.csv')
  const rows = Object.entries(options.users).map((row) => row.join(','))
  writeFileSync(credentials, `${['username,password', ...rows].join('\n')}\n`)
  const access = [`readers=${options.readers.join()}`, `writers=${options.writers.join()}`]
  const known = rows.length > 0 ? [`credentials=${credentials}`] : []
  return serve({
    name: 'TiddlyWiki',
    command: process.execPath,
    args: (port) => [program, wikiIn(home), '--listen', `port=${port}`, ...access, ...known],
    cwd: home,
    ready: '/status',
  })
}
