import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Fields beside title and text; `created` and `modified` are `YYYYMMDDHHmmssSSS` in UTC, `tags` are `one [[two words]]`. */
export type Fields = Readonly<Record<string, string>>

/** A person at a TiddlyWiki, by the requests that its own page in a browser makes. */
export interface TiddlyWikiAuthor {
  /** Writes a tiddler whole; gives its new revision, which is counted from the server's start. */
  put(title: string, text: string, fields?: Fields): Promise<number>
  /** As the page in a browser does: the new title is written, the old one deleted. */
  rename(title: string, to: string): Promise<void>
  delete(title: string): Promise<void>
}

export interface TiddlyWikiAccess {
  readonly port: () => number
  /** What the server was told, but may not yet have written to its files: title to text, or to nothing if it was deleted. */
  readonly pending: Map<string, string | undefined>
  readonly user: string
  readonly password: string | undefined
}

export function tiddlyWikiAuthor(access: TiddlyWikiAccess): TiddlyWikiAuthor {
  const { pending, user } = access
  const put: TiddlyWikiAuthor['put'] = async (title, text, fields = {}) => {
    const now = new Date().toISOString().replace(/\D/g, '')
    const whole = { created: now, modified: now, modifier: user, ...fields, title, text }
    const { headers } = await ask(access, 'PUT', tiddler(title), JSON.stringify(whole))
    pending.set(title, text)
    return Number(/\/(\d+):"$/.exec(headers.get('etag') ?? '')?.[1])
  }
  const remove = async (title: string): Promise<void> => {
    await ask(access, 'DELETE', `/bags/default/tiddlers/${encodeURIComponent(title)}`)
    pending.set(title, undefined)
  }
  return {
    put,
    delete: remove,
    rename: async (title, to) => {
      const { fields, text, ...rest } = JSON.parse((await ask(access, 'GET', tiddler(title))).text)
      const { revision: _, bag: __, title: ___, modified: ____, modifier: _____, ...kept } = rest
      await put(to, text, { ...kept, ...fields })
      await remove(title)
    },
  }
}

const tiddler = (title: string): string => `/recipes/default/tiddlers/${encodeURIComponent(title)}`

async function ask(
  { port, user, password }: TiddlyWikiAccess,
  method: string,
  path: string,
  body?: string,
): Promise<{ readonly headers: Headers; readonly text: string }> {
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  const response = await fetch(`http://127.0.0.1:${port()}${path}`, {
    method,
    body: body ?? null,
    headers: {
      // Without it the server takes a write for a forged one.
      'X-Requested-With': 'TiddlyWiki',
      'Content-Type': 'application/json',
      ...(password === undefined ? {} : { Authorization: `Basic ${basic}` }),
    },
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`TiddlyWiki: ${method} ${path}: ${response.status} ${text}`)
  return { headers: response.headers, text }
}

/** The server answers first and writes its files later: one that ended in between would have forgotten. */
export async function untilWritten(
  folder: string,
  pending: Map<string, string | undefined>,
): Promise<void> {
  const deadline = Date.now() + 20_000
  for (const [title, text] of pending) {
    const isWritten = (): boolean => {
      const kept = keptText(folder, title)
      return text === undefined ? kept === undefined : kept?.endsWith(text) === true
    }
    while (!isWritten()) {
      if (Date.now() > deadline) throw new Error(`TiddlyWiki has not written ${title} to a file`)
      await sleep(20)
    }
  }
  pending.clear()
}

/** Text that is TiddlyWiki's own lies in a `.tid` below its fields; any other has its fields in a `.meta` beside it. */
function keptText(folder: string, title: string): string | undefined {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.tid') && !name.endsWith('.meta')) continue
    const text = readFileSync(join(folder, name), 'utf8')
    if (text.split('\n\n', 1)[0]?.split('\n').includes(`title: ${title}`) !== true) continue
    const file = join(folder, name.replace(/\.meta$/, ''))
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }
  return undefined
}
