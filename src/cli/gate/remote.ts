import { isObject, stringOf } from './call.ts'
import { decisionIn, type Outcome } from './outcome.ts'

/** Milliseconds for a verdict, and as many for what is asked of it afterwards. */
const patience = 2_000
const mostBytes = 1024 * 1024

/** The server that judges, too. */
export interface Server {
  readonly url: string
  readonly key: string
}

/** A command as the server is told of it, and as its receipts are bound to it. */
export interface SentAction {
  readonly command: string
  readonly workingDirectory?: string
  readonly target?: { readonly environment: string }
}

/** What a server said: nothing in it is believed before a signature bears it out, but what makes the verdict stricter. */
export interface Answer extends Pick<Outcome, 'decision' | 'reasons'> {
  /** The receipt that it says it signed. */
  readonly receipt: string | null
}

/**
 * Has a command judged by the server (`POST /v1/verifications`). In `report` mode it uses up no approval and asks nobody. Throws when it
 * cannot be reached, is slow, or says nothing sensible.
 */
export async function askServer(
  server: Server,
  action: SentAction,
  mode: 'enforce' | 'report',
): Promise<Answer> {
  const asked = { action, ...(mode === 'report' ? { mode } : {}) }
  const answer = await exchange(server, '/v1/verifications', JSON.stringify(asked))
  const verdict = isObject(answer) ? answer.verdict : null
  const decision = isObject(verdict) ? decisionIn(verdict.decision) : null
  if (!isObject(answer) || !isObject(verdict) || decision === null)
    throw new Error('it gave no verdict')
  const reasons = Array.isArray(verdict.reasons) ? verdict.reasons.filter(isObject) : []
  const fix = whoDecides(server, answer.escalation)
  return {
    decision,
    reasons: reasons.map((reason) => ({
      code: stringOf(reason.code) ?? 'system.fault',
      decision: decisionIn(reason.decision) ?? decision,
      message: `the server: ${stringOf(reason.message) ?? ''}`,
      fix,
    })),
    receipt: idIn(answer.receipt, 'rcp'),
  }
}

/** A receipt as `GET /v1/receipts/{id}` answers it, if it still stands. Throws where it does not, or cannot be had. */
export async function standingReceipt(server: Server, id: string): Promise<string> {
  const [receipt, status] = await Promise.all([
    exchange(server, `/v1/receipts/${id}`),
    exchange(server, `/v1/receipts/${id}/status`),
  ])
  const stands = isObject(status) && status.id === id && status.status === 'valid'
  if (!stands) throw new Error('it does not stand')
  return JSON.stringify(receipt)
}

/** The public keys that the server says are its own, as it answers them. */
export const publishedKeys = async (server: Server): Promise<string> =>
  JSON.stringify(await exchange(server, '/.well-known/jwks.json'))

/** Where people were asked, for whoever waits for them. */
function whoDecides({ url }: Server, escalation: unknown): string {
  const id = isObject(escalation) ? idIn({ id: escalation.approval }, 'apr') : null
  return id === null
    ? ''
    : `people are asked at ${baseOf(url)}/approvals (${id}); once they have approved, exactly this command passes once`
}

const idIn = (value: unknown, prefix: 'apr' | 'rcp'): string | null => {
  const id = isObject(value) ? stringOf(value.id) : null
  return id !== null && new RegExp(`^${prefix}_[0-9a-f]{32}$`).test(id) ? id : null
}

const baseOf = (url: string): string => url.replace(/\/+$/, '')

/** `fetch` would load more than all the gate does. */
async function exchange({ url, key }: Server, path: string, body?: string): Promise<unknown> {
  const target = new URL(`${baseOf(url)}${path}`)
  const { request } = await (target.protocol === 'https:'
    ? import('node:https')
    : import('node:http'))
  const text = await new Promise<string>((resolve, reject) => {
    const sent = request(target, {
      method: body === undefined ? 'GET' : 'POST',
      signal: AbortSignal.timeout(patience),
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      },
    })
    sent.on('error', (error) =>
      reject(error.name === 'AbortError' ? new Error(`it said nothing for ${patience} ms`) : error),
    )
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('error', reject)
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > mostBytes)
          sent.destroy(new Error(`its answer is larger than ${mostBytes} bytes`))
        else chunks.push(chunk)
      })
      response.on('end', () => {
        const { statusCode } = response
        if (statusCode === 200 || statusCode === 201)
          resolve(Buffer.concat(chunks).toString('utf8'))
        else reject(new Error(`it answered with status ${statusCode}`))
      })
    })
    sent.end(body)
  })
  return JSON.parse(text)
}
