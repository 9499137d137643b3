import { z } from 'zod'
import { PlumblineError } from '../../domain/errors.ts'
import type { PoliteFetch, Reply } from '../fetching/contract.ts'
import type { SourceEntry, SourceTools } from '../source.ts'
import { authorizationOf, type WikiRoot, wikiRoot } from '../wiki-root.ts'
import { readResponse } from '../xml-rpc/decode.ts'
import { methodCall } from '../xml-rpc/encode.ts'
import type { RpcResponse, RpcValue } from '../xml-rpc/value.ts'

/** Calls of one wiki's XML-RPC, by whoever the door stands for. */
export interface WikiRpc extends WikiRoot {
  /**
   * What a method gives, in the form that is expected. Faults: those of fetching; `source.refused` where the wiki does not
   * let us ask; `source.malformed` where the answer is another than was documented.
   */
  call<Form>(method: string, parameters: readonly RpcValue[], form: z.ZodType<Form>): Promise<Form>
  /** What browsers get at a path, whatever its status. */
  get(path: string): Promise<string>
}

/** The account that asks; null for nobody. */
export const accountOf = ({ credentials }: SourceEntry): string | null =>
  authorizationOf(credentials) === undefined ? null : (credentials?.user ?? null)

/** Opens the wiki as nobody: to see what everybody may read. */
export const openAnonymously = (entry: SourceEntry, tools: SourceTools): WikiRpc =>
  rpcOver(entry, tools.fetching({ origin: wikiRoot(entry).origin }), {})

/** Opens the wiki as the entry says, and makes sure that it believes us: to a wrong password it answers as to nobody. */
export async function openRpc(entry: SourceEntry, tools: SourceTools): Promise<WikiRpc> {
  const { user, password, token } = entry.credentials ?? {}
  const authorization = authorizationOf(entry.credentials)
  if (user === undefined && authorization === undefined) return openAnonymously(entry, tools)
  // To a token that it does not know, or knows nothing of, it would answer as to nobody, and nothing would tell.
  if (token !== undefined || user === undefined || password === undefined || !authorization)
    throw new PlumblineError(
      'source.refused',
      `source ${entry.id}: a DokuWiki is asked by user and passwordFrom; set both and no tokenFrom, or none to ask as nobody`,
    )
  const fetching = tools.fetching({ origin: wikiRoot(entry).origin, authorization })
  const login = await asked(entry, fetching, 'dokuwiki.login', [user, password], {})
  const { success, data } = z.union([z.boolean(), z.int()]).safeParse(resultOf(login, entry))
  if (success && data) return rpcOver(entry, fetching, cookiesOf(login.reply))
  throw new PlumblineError(
    'source.refused',
    `source ${entry.id}: the DokuWiki does not let ${user} in with that password; check user and passwordFrom, or leave both out where the wiki keeps no accounts`,
  )
}

type Headers = Readonly<Record<string, string>>

const rpcOver = (entry: SourceEntry, fetching: PoliteFetch, headers: Headers): WikiRpc => ({
  ...wikiRoot(entry),
  call: async (method, parameters, form) => {
    const value = resultOf(await asked(entry, fetching, method, parameters, headers), entry)
    const parsed = form.safeParse(value)
    if (parsed.success) return parsed.data
    // What this program refuses, or does not know, it answers with a struct of nothing.
    throw new PlumblineError(
      'source.malformed',
      `source ${entry.id}: the DokuWiki answers ${method} otherwise than is documented`,
    )
  },
  get: async (path) =>
    fetching.text(await fetching.ask({ url: `${wikiRoot(entry).base}${path}`, headers })),
})

interface Answered {
  readonly method: string
  readonly reply: Reply
  readonly response: RpcResponse
}

const asked = async (
  entry: SourceEntry,
  fetching: PoliteFetch,
  method: string,
  parameters: readonly RpcValue[],
  headers: Headers,
): Promise<Answered> => {
  const reply = await fetching.ask({
    url: `${wikiRoot(entry).base}/lib/exe/xmlrpc.php`,
    method: 'POST',
    headers: { 'content-type': 'text/xml', ...headers },
    body: methodCall(method, parameters),
  })
  const { status } = reply
  if (status === 401 || status === 403)
    throw new PlumblineError(
      'source.refused',
      `source ${entry.id}: the DokuWiki does not let ${accountOf(entry) ?? 'nobody in particular'} call ${method} (${status}); set user and passwordFrom to an account that may, and name it in the wiki's remoteuser setting`,
    )
  if (status !== 200)
    throw new PlumblineError(
      'source.malformed',
      `source ${entry.id}: ${wikiRoot(entry).base}/lib/exe/xmlrpc.php answers ${status}; url is to be the address under which the DokuWiki's doku.php lies`,
    )
  return { method, reply, response: readResponse(fetching.text(reply)) }
}

const resultOf = ({ method, response }: Answered, entry: SourceEntry): RpcValue => {
  if (response.is === 'value') return response.value
  const isOff = response.code === -32605
  const message = response.message.slice(0, 300)
  throw new PlumblineError(
    isOff ? 'source.refused' : 'source.malformed',
    isOff
      ? `source ${entry.id}: the DokuWiki's XML-RPC is off; set remote to 1 and remoteuser to the account that asks`
      : `source ${entry.id}: the DokuWiki answers ${method} with fault ${response.code}: ${message}`,
  )
}

/** For a web server that keeps the password's header from the wiki, as CGI does, the session of the login stands in. */
const cookiesOf = ({ headers }: Reply): Headers => {
  const cookies = (headers['set-cookie'] ?? '')
    .split('\n')
    .map((line) => /^([\w-]{1,100})=([^;\s]{1,2000})/.exec(line.trim()))
    .flatMap((found) => (found !== null && found[2] !== 'deleted' ? [found[0]] : []))
  return cookies.length === 0 ? {} : { cookie: cookies.join('; ') }
}
