import type { FactKind } from './fact.ts'
import type { Instant } from './instant.ts'
import type { Decision } from './verdict.ts'

/** A DSSE envelope: https://github.com/secure-systems-lab/dsse */
export interface Envelope {
  readonly payloadType: string
  /** Base64 of the payload's bytes. */
  readonly payload: string
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

/** A fact a receipt rests on, named so that line numbers do not matter. */
export interface RestsOnFact {
  readonly repository: string
  readonly kind: FactKind | 'file-path'
  readonly owner: string | null
  readonly subject: string
  readonly value: string | null
}

export const receiptModes = ['enforce', 'report'] as const
export type ReceiptMode = (typeof receiptModes)[number]

/** One person's approval that a receipt rests on. */
export interface ReceiptApproval {
  /** The request that was approved. */
  readonly id: string
  readonly by: string
  readonly at: Instant
}

/** What was decided, on what, under which policy, until when: the content of a receipt before it is signed. */
export interface ReceiptContent {
  readonly id: string
  readonly about: 'answer' | 'verification'
  readonly aboutId: string
  readonly principal: string
  readonly issuedAt: Instant
  readonly expiresAt: Instant
  readonly decision: Decision
  readonly reasons: readonly string[]
  /** `report`: it was only to be told what would have been decided, so no executor may rest on it. */
  readonly mode: ReceiptMode
  /** Who the action runs as, in which role; null where no action was judged. */
  readonly executor: { readonly principal: string; readonly role: string | null } | null
  readonly environment: string | null
  /** What people approved of this very action. */
  readonly approvals: readonly ReceiptApproval[]
  readonly policy: { readonly name: string; readonly sha256: string }
  /** Digests of what was asked and of what was given: `query`, `answer`, `action`, … to SHA-256 in hex. */
  readonly subjects: Readonly<Record<string, string>>
  readonly passages: readonly {
    readonly id: string
    readonly revision: string
    readonly sha256: string
  }[]
  readonly facts: readonly RestsOnFact[]
  readonly surveys: readonly { readonly repository: string; readonly commit: string }[]
  readonly nonce: string
}

export interface Receipt {
  readonly content: ReceiptContent
  readonly envelope: Envelope
}

/** A key that receipts are or were signed with, without its secret. */
export interface SigningKeySummary {
  /** Thumbprint of the public half (RFC 7638): the `kid` under which it is published. */
  readonly id: string
  readonly madeAt: Instant
  /** When another took over; null for the one that signs. */
  readonly retiredAt: Instant | null
  /** Until when the public half is published; null for the one that signs. */
  readonly publishedUntil: Instant | null
  readonly revokedAt: Instant | null
  readonly is: 'signing' | 'published' | 'past' | 'revoked'
}

/** A fact whose value was one thing when a receipt was signed, and is another now. */
export interface TurnedFact {
  readonly repository: string
  readonly kind: string
  readonly owner: string | null
  readonly subject: string
  readonly was: string | null
  readonly is: string | null
}

/** One thing that a receipt rested on, and what became of it. Values are for those who may read the code alone. */
export type Turned =
  | {
      readonly what: 'passage'
      readonly passage: string
      readonly page: string
      readonly became: 'changed' | 'gone' | 'superseded'
    }
  | {
      readonly what: 'finding'
      readonly finding: string
      readonly page: string
      readonly repositories: readonly string[]
      readonly kind: string
      readonly subject: string
      readonly from: string
      /** Its status now; null where nothing is found about it any more. */
      readonly to: string | null
      readonly was: string | null
      readonly is: string | null
    }
  | (TurnedFact & { readonly what: 'fact' })
  /** The key that signed it was revoked. */
  | { readonly what: 'key'; readonly key: string }

/** Why a receipt may no longer be relied on, though it has not expired. */
export interface Recall {
  readonly receipt: string
  readonly at: Instant
  /** In words that anybody may read who may see the receipt. */
  readonly because: string
  /** What exactly; nothing where it was not the ground that turned. */
  readonly turned?: readonly Turned[]
}

/** Something that a receipt rests on, in the form in which it is compared later: never by line. */
export type Ground =
  | { readonly what: 'passage'; readonly key: string; readonly state: string }
  | { readonly what: 'finding'; readonly key: string; readonly state: string }
  | { readonly what: 'fact'; readonly key: string; readonly state: string }
