import type { Deed } from '../../domain/deed.ts'
import { type Decision, decisions } from '../../domain/verdict.ts'
import { isObject, stringOf } from './call.ts'
import type { Outcome, Place } from './outcome.ts'

const patience = 2_000
const mostBytes = 1024 * 1024

/** The server that judges, too. */
export interface Server {
  readonly url: string
  readonly key: string
}

/** Has a command judged by the server (`POST /v1/verifications`). Throws when it cannot be reached, is slow, or says nothing sensible. */
export async function askServer(
  { url, key }: Server,
  deed: Extract<Deed, { is: 'command' }>,
  { workingDirectory, environment }: Place,
): Promise<Pick<Outcome, 'decision' | 'reasons'>> {
  const body = JSON.stringify({
    action: {
      command: deed.command,
      ...(workingDirectory ? { workingDirectory } : {}),
      ...(environment ? { target: { environment } } : {}),
    },
  })
  const target = new URL(`${url.replace(/\/+$/, '')}/v1/verifications`)
  const answer: unknown = JSON.parse(await post(target, key, body))
  const verdict = isObject(answer) ? answer.verdict : null
  const decision = isObject(verdict) ? decisionOf(verdict.decision) : null
  if (!isObject(verdict) || decision === null) throw new Error('it gave no verdict')
  const reasons = Array.isArray(verdict.reasons) ? verdict.reasons.filter(isObject) : []
  return {
    decision,
    reasons: reasons.map((reason) => ({
      code: stringOf(reason.code) ?? 'system.fault',
      decision: decisionOf(reason.decision) ?? decision,
      message: `the server: ${stringOf(reason.message) ?? ''}`,
      fix: '',
    })),
  }
}

const decisionOf = (value: unknown): Decision | null =>
  decisions.find((decision) => decision === value) ?? null

/** `fetch` would load more than all the gate does. */
async function post(target: URL, key: string, body: string): Promise<string> {
  const { request } = await (target.protocol === 'https:'
    ? import('node:https')
    : import('node:http'))
  return new Promise((resolve, reject) => {
    const sent = request(target, {
      method: 'POST',
      signal: AbortSignal.timeout(patience),
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
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
}
