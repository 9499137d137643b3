import { type AuditEntry, type AuditKind, auditKinds } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import type { DeliveryTally } from '../domain/requests.ts'
import type { Delivery, Taken, Webhook, WebhookEvent } from '../domain/webhook.ts'
import type { Store } from '../store/store.ts'
import type { Leased, Outcome } from '../store/webhooks.ts'
import { eventOf, messageFor } from '../webhooks/messages.ts'
import { pauseAfter, takenBy } from '../webhooks/retries.ts'
import { signedHeaders } from '../webhooks/signature.ts'

/** Sends one message; the addresses of webhooks obey the rules of crawls, and no redirect is followed. */
export type PostMessage = (
  to: Pick<Webhook, 'id' | 'url' | 'privateNetwork'>,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<{ readonly status: number } | { readonly fault: string }>

/** Another way than a webhook by which somebody is told: what it makes of an audit entry, and how it sends that. */
export interface Channel {
  /** With a colon in it, so that no webhook is called the same. */
  readonly id: string
  readonly events: readonly WebhookEvent[]
  messageFor(entry: AuditEntry): { readonly type: WebhookEvent; readonly payload: string } | null
  send(delivery: Delivery): Promise<Taken>
}

/** What telling subscribers needs. */
export interface DeliveringDesk {
  readonly store: Pick<Store, 'webhooks'>
  readonly webhooks: readonly Webhook[]
  readonly channels: readonly Channel[]
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
  const { store } = desk
  const channels = [...desk.webhooks.map((webhook) => channelOf(webhook, desk)), ...desk.channels]
  for (const { id, events, messageFor: tell } of channels) {
    const isWanted = (kind: AuditKind) => events.some((event) => event === eventOf[kind])
    await store.webhooks.queue(id, auditKinds.filter(isWanted), tell, desk.now())
  }
  const tally = { delivered: 0, failed: 0, dead: 0 }
  for (;;) {
    const now = desk.now()
    const leased = await store.webhooks.lease(now, later(now, leaseSeconds * 1_000), atOnce)
    if (leased.length === 0) return tally
    const outcomes = await Promise.all(leased.map((one) => attempt(one, channels, desk)))
    for (const came of outcomes) if (came !== null) tally[came] += 1
  }
}

async function attempt(
  leased: Leased,
  channels: readonly Channel[],
  desk: DeliveringDesk,
): Promise<keyof DeliveryTally | null> {
  const channel = channels.find(({ id }) => id === leased.webhook)
  const taken = await send(leased, channel)
  const outcome = outcomeOf(taken, leased, desk)
  await desk.store.webhooks.settle(leased, outcome)
  if (taken.is === 'moot') return null
  return outcome.is === 'waiting' ? 'failed' : outcome.is
}

async function send(delivery: Delivery, channel: Channel | undefined): Promise<Taken> {
  if (channel === undefined) return { is: 'unwanted', because: 'it is not configured any more' }
  try {
    return await channel.send(delivery)
  } catch {
    // Whatever went wrong may not be told to those who look on: it may hold the secret.
    return { is: 'refused', because: 'a fault of ours kept it from being sent' }
  }
}

const channelOf = (webhook: Webhook, { post, now }: DeliveringDesk): Channel => ({
  id: webhook.id,
  events: webhook.events,
  messageFor,
  async send(delivery) {
    const seconds = Math.floor(Date.parse(now()) / 1_000)
    const headers = signedHeaders(delivery, webhook.secrets, seconds)
    const reply = await post(webhook, headers, delivery.payload)
    return 'fault' in reply ? { is: 'refused', because: reply.fault } : takenBy(reply.status)
  },
})

function outcomeOf(taken: Taken, { attempts }: Delivery, { now, random }: DeliveringDesk): Outcome {
  const at = now()
  if (taken.is === 'taken' || taken.is === 'moot') return { is: 'delivered', at }
  const { because } = taken
  const pause = taken.is === 'unwanted' ? null : pauseAfter(attempts, random())
  return pause === null
    ? { is: 'dead', at, because }
    : { is: 'waiting', nextAt: later(at, pause), because }
}

const later = (at: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(at) + milliseconds).toISOString()
