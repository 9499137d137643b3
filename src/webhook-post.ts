import { Agent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import type { PostMessage } from './flows/deliver-webhooks.ts'
import type { FetchTools } from './sources/fetching/contract.ts'
import { exchange } from './sources/fetching/exchange.ts'
import { checkedLookup } from './sources/fetching/lookup.ts'

/** Milliseconds that a receiver has, and bytes of its answer that are read. */
const bounds = { timeout: 15_000, maxBytes: 64 * 1_024 }
/** No media type is this: of an answer nothing but its status is wanted. */
const nothing = 'application/x-plumbline-nothing'

/** Posts messages by the address rules of crawls: every address is checked before anything connects to it. */
export const webhookPost =
  (tools: Pick<FetchTools, 'version' | 'now' | 'lookup'>): PostMessage =>
  async ({ url: address, privateNetwork }, headers, body) => {
    const url = new URL(address)
    const { lookup, checkLiteral } = checkedLookup({ privateNetwork }, tools)
    try {
      checkLiteral(url.hostname)
    } catch (error) {
      return { fault: wordsOf(error) }
    }
    const length = String(Buffer.byteLength(body))
    const agent = url.protocol === 'https:' ? new SecureAgent() : new Agent()
    const sent = {
      url,
      method: 'POST' as const,
      headers: {
        ...headers,
        'content-length': length,
        'user-agent': `Plumbline/${tools.version} (webhooks)`,
      },
      body,
      accept: nothing,
    }
    const outcome = await exchange(sent, bounds, { agent, lookup, now: tools.now, open: new Set() })
    agent.destroy()
    return outcome.is === 'answer' ? { status: outcome.status } : { fault: outcome.fault.message }
  }

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'its address may not be asked'
