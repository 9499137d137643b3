import { z } from 'zod'
import { PlumblineError } from '../../domain/errors.ts'
import type { PoliteFetch, Reply } from '../fetching/contract.ts'
import type { SourceEntry, SourceTools } from '../source.ts'
import { authorizationOf, wikiRoot } from '../wiki-root.ts'
import { readTiddler, type Tiddler } from './tiddler.ts'

/** A TiddlyWiki on its own Node server, by the routes that its page in a browser uses. */
export interface TiddlyWikiServer {
  /** The wiki's address, without a slash at its end. */
  readonly base: string
  /** All tiddlers but the wiki's own, in one request: the only filter that the server allows unless told otherwise. */
  list(withTexts: boolean): Promise<readonly Tiddler[]>
  /** The text as it is kept; null where there is no such tiddler. */
  text(title: string): Promise<string | null>
  /** The tiddler as a static page; null where there is none. */
  page(title: string): Promise<string | null>
}

const status = z.object({ tiddlywiki_version: z.string() })
const tiddler = z.object({ text: z.string().default('') })

/** Finds the server and signs in. Faults: those of fetching, and `source.malformed` where there is no TiddlyWiki. */
export async function openServer(
  entry: SourceEntry,
  tools: SourceTools,
): Promise<TiddlyWikiServer> {
  const { origin, base } = wikiRoot(entry)
  const authorization = authorizationOf(entry.credentials)
  const fetching = tools.fetching(
    authorization === undefined ? { origin } : { origin, authorization },
  )
  const ask = (path: string): Promise<Reply> => asked(fetching, `${base}${path}`, entry)
  const json = <Form>(reply: Reply, form: z.ZodType<Form>): Form =>
    readJson(fetching.text(reply), form, reply)
  const found = async (path: string): Promise<Reply | null> => {
    const reply = await ask(path)
    return reply.status === 404 || reply.status === 410 ? null : successful(reply)
  }
  json(successful(await ask('/status')), status)
  return {
    base,
    list: async (withTexts) => {
      // Texts are left out unless some other field is; an empty list of fields counts as none given.
      const query = withTexts ? '?exclude=draft.title' : ''
      const reply = successful(await ask(`/recipes/default/tiddlers.json${query}`))
      return readListing(json(reply, z.array(z.unknown())))
    },
    text: async (title) => {
      const reply = await found(`/recipes/default/tiddlers/${encodeURIComponent(title)}`)
      return reply && json(reply, tiddler).text
    },
    page: async (title) => {
      const reply = await found(`/${encodeURIComponent(title)}`)
      return reply && fetching.text(reply)
    },
  }
}

const asked = async (fetching: PoliteFetch, url: string, entry: SourceEntry): Promise<Reply> => {
  const reply = await fetching.ask({ url })
  if (reply.status !== 401 && reply.status !== 403) return reply
  const whatToSet =
    entry.credentials?.password === undefined
      ? 'set user and passwordFrom to an account among its readers'
      : 'check user and passwordFrom, and that the account is among its readers'
  throw new PlumblineError(
    'source.refused',
    `source ${entry.id}: the TiddlyWiki does not let us read it (${reply.status}); ${whatToSet}`,
  )
}

const successful = (reply: Reply): Reply => {
  if (reply.status === 200) return reply
  throw malformed(reply, `it answers ${reply.status}`)
}

const malformed = ({ url }: Reply, what: string): PlumblineError => {
  const { origin, pathname } = new URL(url)
  return new PlumblineError(
    'source.malformed',
    `${origin}${pathname} is not what the Node server of a TiddlyWiki says: ${what}`,
  )
}

const readJson = <Form>(text: string, form: z.ZodType<Form>, reply: Reply): Form => {
  try {
    const parsed = form.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
  } catch {
    throw malformed(reply, 'it is no JSON')
  }
  throw malformed(reply, 'it has another form')
}

/** A listing with an entry that has not the form of one is not to be trusted with what is gone. */
export const readListing = (entries: readonly unknown[]): readonly Tiddler[] =>
  entries.map((entry) => {
    const tiddler = readTiddler(entry)
    if (tiddler !== null) return tiddler
    throw new PlumblineError(
      'source.malformed',
      'an entry of the TiddlyWiki’s list has no title, type or revision that can be read',
    )
  })
