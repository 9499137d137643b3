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

/** Why a receipt may no longer be relied on, though it has not expired. */
export interface Recall {
  readonly receipt: string
  readonly at: Instant
  readonly because: string
}
