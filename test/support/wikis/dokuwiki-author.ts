import { setTimeout as sleep } from 'node:timers/promises'
import { load } from 'cheerio'
import type { DokuWikiUser } from './dokuwiki.ts'

/** What XML-RPC can say, as far as DokuWiki says it; dates stay the texts that they are on the wire. */
export type RpcValue =
  | string
  | number
  | boolean
  | readonly RpcValue[]
  | { readonly [name: string]: RpcValue }

export interface PutOptions {
  readonly summary?: string
  readonly minor?: boolean
}

/** A person at a DokuWiki, by its own XML-RPC. */
export interface DokuWikiAuthor {
  /** Writes a page whole, new or not. An empty text deletes it. */
  put(id: string, text: string, options?: PutOptions): Promise<void>
  delete(id: string, summary?: string): Promise<void>
  /** DokuWiki knows no moves: the text is put under the new name, and the old page is deleted. */
  move(id: string, to: string): Promise<void>
  /** Any other call. A fault throws a `RpcFault`. */
  call(method: string, ...parameters: readonly RpcValue[]): Promise<RpcValue>
}

/** A refusal; its code is 0 where the wiki kept it to itself. */
export class RpcFault extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** Goes straight to the wiki's own port: nothing of this shows in the request log. */
export function dokuWikiAuthor(port: number, { name, password }: DokuWikiUser): DokuWikiAuthor {
  const basic = Buffer.from(`${name}:${password}`).toString('base64')
  const call: DokuWikiAuthor['call'] = async (method, ...parameters) => {
    const response = await fetch(`http://127.0.0.1:${port}/lib/exe/xmlrpc.php`, {
      method: 'POST',
      body: methodCall(method, parameters),
      headers: { 'Content-Type': 'text/xml', Authorization: `Basic ${basic}` },
    })
    return methodResponse(method, response.status, await response.text())
  }
  const put: DokuWikiAuthor['put'] = async (id, text, { summary = '', minor = false } = {}) => {
    await untilNextVersion(id, call)
    await call('wiki.putPage', id, text, { sum: summary, minor })
  }
  return {
    call,
    put,
    delete: (id, summary = 'no longer true') => put(id, '', { summary }),
    move: async (id, to) => {
      await put(to, String(await call('wiki.getPage', id)), { summary: `moved from ${id}` })
      await put(id, '', { summary: `moved to ${to}` })
    },
  }
}

/** A version is named by its second: of two in the same one, DokuWiki forgets the first. */
async function untilNextVersion(id: string, call: DokuWikiAuthor['call']): Promise<void> {
  const [latest] = Object(await call('wiki.getPageVersions', id, 0))
  const version = Number(Object(latest).version)
  const now = Date.now()
  if (version >= Math.floor(now / 1000)) await sleep((version + 1) * 1000 - now + 5)
}

/** A request of XML-RPC (xmlrpc.com/spec.md). */
export const methodCall = (method: string, parameters: readonly RpcValue[]): string => {
  const params = parameters.map((value) => `<param>${written(value)}</param>`).join('')
  return `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${params}</params></methodCall>`
}

function written(value: RpcValue): string {
  if (typeof value === 'string') return `<value><string>${escaped(value)}</string></value>`
  if (typeof value === 'number') return `<value><int>${value}</int></value>`
  if (typeof value === 'boolean') return `<value><boolean>${value ? 1 : 0}</boolean></value>`
  if (isList(value))
    return `<value><array><data>${value.map(written).join('')}</data></array></value>`
  const members = Object.entries(value).map(
    ([name, member]) => `<member><name>${escaped(name)}</name>${written(member)}</member>`,
  )
  return `<value><struct>${members.join('')}</struct></value>`
}

const isList = (value: RpcValue): value is readonly RpcValue[] => Array.isArray(value)

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function methodResponse(method: string, status: number, xml: string): RpcValue {
  const $ = load(xml, { xml: true })
  const read = (element: ReturnType<typeof $>): RpcValue => {
    const kind = element.children().first()
    const text = kind.length === 0 ? element.text() : kind.text()
    switch (kind.prop('tagName')?.toLowerCase()) {
      case 'int':
      case 'i4':
      case 'double':
        return Number(text)
      case 'boolean':
        return text.trim() === '1'
      case 'array':
        return kind
          .children('data')
          .children('value')
          .toArray()
          .map((value) => read($(value)))
      case 'struct':
        return Object.fromEntries(
          kind
            .children('member')
            .toArray()
            .map((member) => [
              $(member).children('name').text(),
              read($(member).children('value')),
            ]),
        )
      default:
        return text
    }
  }
  const fault = $('methodResponse > fault > value')
  if (fault.length > 0) {
    const { faultCode, faultString } = Object(read(fault))
    throw new RpcFault(Number(faultCode), `DokuWiki: ${method}: ${faultCode}: ${faultString}`)
  }
  const value = $('methodResponse > params > param > value')
  if (value.length === 0) throw new Error(`DokuWiki: ${method}: no XML-RPC: ${xml.slice(0, 500)}`)
  const answer = read(value)
  // What the release of 2022 means by a fault is an empty struct: it gives an exception back that its library takes for a value.
  if (typeof answer === 'object' && !isList(answer) && Object.keys(answer).length === 0)
    throw new RpcFault(0, `DokuWiki: ${method}: refused, without saying why (HTTP ${status})`)
  return answer
}
