import type { Instant } from './instant.ts'
import type { Principal } from './principal.ts'

/** How people may sign in, as configured. */
export interface SignInSettings {
  /** Where people reach Plumbline (`https://plumbline.acme.example`); null: on this machine alone, over plain HTTP. */
  readonly url: string | null
  /** Whether people may have a password here. */
  readonly local: boolean
  readonly openId: OpenIdSettings | null
}

/** A provider that people sign in at (OpenID Connect). */
export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | null
  /** The claim that tells who it is. */
  readonly claim: string
  readonly scopes: readonly string[]
  /** What the sign-in page calls it. */
  readonly name: string
}

/** A person who signed in, until the session ends. */
export interface Session {
  readonly person: Principal
  readonly how: SignInWay
  /** What every form of this session must carry. */
  readonly csrf: string
  readonly beganAt: Instant
  readonly endsAt: Instant
}

export type SignInWay = 'password' | 'openid'

/** What an attempt to sign in came to. Why it was refused is not told, so that nobody learns who has an account. */
export type SignInOutcome =
  | { readonly is: 'in'; readonly token: string; readonly session: Session }
  | { readonly is: 'refused' }
  | { readonly is: 'throttled'; readonly retryAfterSeconds: number }
  /** The new password is too weak, in words. */
  | { readonly is: 'weak'; readonly because: string }

/** Where an attempt comes from, and the session it would replace. */
export interface Attempt {
  /** The address of whoever connects. */
  readonly address: string
  /** The token of a session that this browser still holds. */
  readonly replaces?: string
}

/** A configured person, as operators see them. */
export interface PersonSummary {
  readonly id: string
  readonly passwordSetAt: Instant | null
  /** Until when a one-time code is good; null where none is out. */
  readonly invitedUntil: Instant | null
  readonly sessions: number
}
