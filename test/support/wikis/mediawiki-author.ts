import type { MediaWikiUser } from './mediawiki.ts'

export interface EditOptions {
  readonly summary?: string
  readonly minor?: boolean
  readonly bot?: boolean
}

/** One revision of a history that is taken over from elsewhere. */
export interface ImportedRevision {
  /** ISO 8601 in UTC, seconds. */
  readonly at: string
  readonly by: string
  readonly text: string
  readonly summary?: string
}

/** A person at a MediaWiki, by its own `api.php`. Whatever MediaWiki refuses throws with its code and words. */
export interface MediaWikiAuthor {
  /** Writes the page whole, new or not; gives the id of the new revision (of the old one if nothing changed). */
  edit(title: string, text: string, options?: EditOptions): Promise<number>
  /** Leaves a redirect behind, unless told otherwise. */
  move(title: string, to: string, options?: { readonly leaveRedirect?: boolean }): Promise<void>
  delete(title: string, reason?: string): Promise<void>
  undelete(title: string): Promise<void>
  /** Who may edit and move it, `sysop` for example; an empty text takes the protection away. */
  protect(title: string, level: string): Promise<void>
  /** Hides an old revision's text from everybody but administrators. */
  hideRevision(revision: number): Promise<void>
  /** A page with a history of its own dates, oldest first, as `Special:Import` takes it. */
  importHistory(title: string, revisions: readonly ImportedRevision[]): Promise<void>
  /** Many pages at once, each with its history. */
  importPages(pages: Readonly<Record<string, readonly ImportedRevision[]>>): Promise<void>
  /** Any other request; a POST with a token where `token` names its kind, else a GET. */
  ask(parameters: Readonly<Record<string, string>>, token?: string): Promise<unknown>
}

type Parameters = Readonly<Record<string, string>>

/** Logs in straight at the wiki's own port: nothing of this shows in the request log. */
export async function mediaWikiAuthor(port: number, user: MediaWikiUser): Promise<MediaWikiAuthor> {
  const cookies = new Map<string, string>()
  const send = async (parameters: Parameters, body?: FormData): Promise<unknown> => {
    const query = new URLSearchParams({ format: 'json', formatversion: '2', ...parameters })
    const path = body === undefined ? `?${query}` : ''
    for (const [name, value] of query) body?.append(name, value)
    const response = await fetch(`http://127.0.0.1:${port}/api.php${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      body: body ?? null,
      headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';', 1)[0]?.split('=') ?? []
      cookies.set(name, value)
    }
    const answer: unknown = await response.json()
    const { error } = Object(answer)
    if (error === undefined) return answer
    throw new Error(`MediaWiki: ${parameters.action}: ${error.code}: ${error.info}`)
  }
  const tokens = new Map<string, string>()
  const newToken = async (kind: string): Promise<string> => {
    const answer = await send({ action: 'query', meta: 'tokens', type: kind })
    const token = String(Object(answer).query.tokens[`${kind}token`])
    tokens.set(kind, token)
    return token
  }
  const settled = (): Promise<void> => untilSettled(port, send)
  const ask: MediaWikiAuthor['ask'] = async (parameters, kind) => {
    if (kind === undefined) return await send(parameters)
    const token = tokens.get(kind) ?? (await newToken(kind))
    const name = parameters.action === 'clientlogin' ? 'logintoken' : 'token'
    const answer = await send({ ...parameters, [name]: token }, new FormData())
    if (kind !== 'login') await settled()
    return answer
  }
  const { name, password } = user
  const login = {
    action: 'clientlogin',
    username: name,
    password,
    loginreturnurl: 'http://localhost',
  }
  const { clientlogin } = Object(await ask(login, 'login'))
  if (clientlogin.status !== 'PASS') throw new Error(`MediaWiki: login: ${clientlogin.message}`)
  const importPages = importing(send, ask, settled)
  return {
    ...actions(ask),
    ask,
    importPages,
    importHistory: (title, revisions) => importPages({ [title]: revisions }),
  }
}

/**
 * What an edit of a template means for the pages that use it is a job. Jobs are run at the end of requests to `index.php`, whatever
 * they ask for; those to `api.php` only leave some behind.
 */
async function untilSettled(
  port: number,
  send: (parameters: Parameters) => Promise<unknown>,
): Promise<void> {
  for (let request = 0; request < 50; request++) {
    await (await fetch(`http://127.0.0.1:${port}/index.php?action=raw&title=Main_Page`)).text()
    const asked = { action: 'query', meta: 'siteinfo', siprop: 'statistics' }
    if (Object(await send(asked)).query.statistics.jobs === 0) return
  }
  throw new Error('MediaWiki: jobs are left that do not come to an end')
}

function actions(
  ask: MediaWikiAuthor['ask'],
): Omit<MediaWikiAuthor, 'ask' | 'importHistory' | 'importPages'> {
  const act = (parameters: Parameters): Promise<unknown> => ask(parameters, 'csrf')
  return {
    edit: async (title, text, { summary = '', minor = false, bot = false } = {}) => {
      const flags = { ...(minor && { minor: '1' }), ...(bot && { bot: '1' }) }
      const { edit } = Object(await act({ action: 'edit', title, text, summary, ...flags }))
      if (edit.result !== 'Success') throw new Error(`MediaWiki: edit: ${JSON.stringify(edit)}`)
      return edit.newrevid ?? edit.oldrevid ?? (await latestRevision(ask, title))
    },
    move: async (from, to, { leaveRedirect = true } = {}) => {
      const quiet: Parameters = leaveRedirect ? {} : { noredirect: '1' }
      await act({ action: 'move', from, to, movetalk: '1', reason: 'renamed', ...quiet })
    },
    delete: async (title, reason = 'no longer true') => {
      await act({ action: 'delete', title, reason })
    },
    undelete: async (title) => {
      await act({ action: 'undelete', title, reason: 'true after all' })
    },
    protect: async (title, level) => {
      const wanted = level === '' ? 'all' : level
      await act({ action: 'protect', title, protections: `edit=${wanted}|move=${wanted}` })
    },
    hideRevision: async (revision) => {
      const what = { action: 'revisiondelete', type: 'revision', hide: 'content' }
      await act({ ...what, ids: String(revision) })
    },
  }
}

async function latestRevision(ask: MediaWikiAuthor['ask'], titles: string): Promise<number> {
  const answer = Object(await ask({ action: 'query', prop: 'info', titles }))
  return answer.query.pages[0].lastrevid
}

function importing(
  send: (parameters: Parameters, body?: FormData) => Promise<unknown>,
  ask: MediaWikiAuthor['ask'],
  settled: () => Promise<void>,
): MediaWikiAuthor['importPages'] {
  return async (pages) => {
    const answer = Object(await ask({ action: 'query', meta: 'tokens' }))
    const body = new FormData()
    body.append('xml', new Blob([dump(pages)]), 'history.xml')
    const token = answer.query.tokens.csrftoken
    await send({ action: 'import', token, interwikiprefix: 'old', assignknownusers: '1' }, body)
    await settled()
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const dump = (pages: Readonly<Record<string, readonly ImportedRevision[]>>): string =>
  `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">${Object.entries(
    pages,
  )
    .map(([title, revisions]) => pageOf(title, revisions))
    .join('')}</mediawiki>`

const pageOf = (title: string, revisions: readonly ImportedRevision[]): string =>
  `<page><title>${escaped(title)}</title>${revisions
    .map(
      ({ at, by, text, summary = '' }) => `<revision><timestamp>${at}</timestamp>
<contributor><username>${escaped(by)}</username></contributor><comment>${escaped(summary)}</comment>
<model>wikitext</model><format>text/x-wiki</format><text xml:space="preserve">${escaped(text)}</text></revision>`,
    )
    .join('')}</page>`
