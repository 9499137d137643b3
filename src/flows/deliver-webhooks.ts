import { type AuditKind, auditKinds } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import type { DeliveryTally } from '../domain/requests.ts'
import type { Delivery, Webhook } from '../domain/webhook.ts'
import type { Store } from '../store/store.ts'
import type { Leased, Outcome } from '../store/webhooks.ts'
import { eventOf, messageFor } from '../webhooks/messages.ts'
import { pauseAfter, type Taken, takenBy } from '../webhooks/retries.ts'
import { signedHeaders } from '../webhooks/signature.ts'

/** Sends one message; the addresses of webhooks obey the rules of crawls, and no redirect is followed. */
export type PostMessage = (
  webhook: Webhook,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<{ readonly status: number } | { readonly fault: string }>

/** What telling subscribers needs. */
export interface DeliveringDesk {
  readonly store: Pick<Store, 'webhooks'>
  readonly webhooks: readonly Webhook[]
  readonly post: PostMessage
  /** The time of the machine: receivers compare it with theirs. */
  now(): Instant
  /** From 0 to below 1. */
  random(): number
}

/** A lease outlives the longest try, so that no other process sends the same meanwhile. */
const leaseSeconds = 120
/** Messages under way at once, and taken at a time. */
const atOnce = 8

/** Makes messages of what happened and sends what is due, until nothing more is. */
export async function deliverWebhooks(desk: DeliveringDesk): Promise<DeliveryTally> {
  const { store, webhooks } = desk
  for (const { id, events } of webhooks) {
    const isWanted = (kind: AuditKind) => events.some((event) => event === eventOf[kind])
    await store.webhooks.queue(id, auditKinds.filter(isWanted), messageFor, desk.now())
  }
  const tally = { delivered: 0, failed: 0, dead: 0 }
  for (;;) {
    const now = desk.now()
    const leased = await store.webhooks.lease(now, later(now, leaseSeconds * 1_000), atOnce)
    if (leased.length === 0) return tally
    const outcomes = await Promise.all(leased.map((one) => attempt(one, desk)))
    for (const { is } of outcomes)
      tally[is === 'delivered' ? 'delivered' : is === 'dead' ? 'dead' : 'failed'] += 1
  }
}

async function attempt(leased: Leased, desk: DeliveringDesk): Promise<Outcome> {
  const outcome = outcomeOf(await send(leased, desk), leased, desk)
  await desk.store.webhooks.settle(leased, outcome)
  return outcome
}

async function send(delivery: Delivery, desk: DeliveringDesk): Promise<Taken> {
  const webhook = desk.webhooks.find(({ id }) => id === delivery.webhook)
  if (webhook === undefined) return { is: 'unwanted', because: 'it is not configured any more' }
  const seconds = Math.floor(Date.parse(desk.now()) / 1_000)
  try {
    const headers = signedHeaders(delivery, webhook.secrets, seconds)
    const reply = await desk.post(webhook, headers, delivery.payload)
    return 'fault' in reply ? { is: 'refused', because: reply.fault } : takenBy(reply.status)
  } catch {
    // Whatever went wrong may not be told to those who look on: it may hold the secret.
    return { is: 'refused', because: 'a fault of ours kept it from being sent' }
  }
}

function outcomeOf(taken: Taken, { attempts }: Delivery, { now, random }: DeliveringDesk): Outcome {
  const at = now()
  if (taken.is === 'taken') return { is: 'delivered', at }
  const { because } = taken
  const pause = taken.is === 'unwanted' ? null : pauseAfter(attempts, random())
  return pause === null
    ? { is: 'dead', at, because }
    : { is: 'waiting', nextAt: later(at, pause), because }
}

const later = (at: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(at) + milliseconds).toISOString()
