import type { Instant } from './instant.ts'

/** What subscribers can be told of. */
export const webhookEvents = [
  'receipt.recalled',
  'approval.requested',
  'approval.decided',
  'policy.changed',
  'report.digest',
  'report.alert',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** A subscriber: where it listens, what it wants to hear, and the secrets that messages to it are signed with. */
export interface Webhook {
  readonly id: string
  readonly url: string
  readonly events: readonly WebhookEvent[]
  /** `whsec_…`, the newest first: while one replaces the other, messages carry a signature by each. */
  readonly secrets: readonly string[]
  /** Whether it may stand in a private network. */
  readonly privateNetwork: boolean
}

/** What a receiver made of a message. */
export type Taken =
  | { readonly is: 'taken' }
  /** There was nothing to send any more. */
  | { readonly is: 'moot' }
  /** Another try may help. */
  | { readonly is: 'refused'; readonly because: string }
  /** It wants to hear no more of this. */
  | { readonly is: 'unwanted'; readonly because: string }

/** A message on its way to one subscriber. */
export interface Delivery {
  /** The same at every try, so that a receiver knows what it has seen. */
  readonly id: string
  /** Which webhook, or which other way. */
  readonly webhook: string
  readonly type: WebhookEvent
  /** The body, as it is signed and sent. */
  readonly payload: string
  readonly createdAt: Instant
  /** Tries, this one among them. */
  readonly attempts: number
}
