import * as openid from 'openid-client'
import { z } from 'zod'
import { PlumblineError } from '../../src/domain/errors.ts'
import type { OpenIdSettings } from '../../src/domain/sign-in.ts'

/** A sign-in at a provider that has begun. */
export interface BegunSignIn {
  /** Where to send the browser. */
  readonly url: string
  /** What the browser must bring back, beside what the provider sends. */
  readonly kept: string
}

/** Signs people in at a provider: OpenID Connect, authorization code with PKCE, state and nonce. */
export interface OpenIdSignIn {
  begin(redirectUri: string): Promise<BegunSignIn>
  /** The claim that names whoever signed in; null where the provider does not vouch for it. */
  finish(returned: URL, kept: string): Promise<string | null>
}

const seconds = 10
const checks = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() })

export function openIdSignIn(settings: OpenIdSettings): OpenIdSignIn {
  let known: Promise<openid.Configuration> | null = null
  const provider = (): Promise<openid.Configuration> => {
    known ??= discover(settings).catch((cause: unknown) => {
      known = null
      throw failed('cannot be reached', cause)
    })
    return known
  }
  return {
    async begin(redirectUri) {
      const at = await provider()
      const verifier = openid.randomPKCECodeVerifier()
      const state = openid.randomState()
      const nonce = openid.randomNonce()
      const url = openid.buildAuthorizationUrl(at, {
        redirect_uri: redirectUri,
        scope: settings.scopes.join(' '),
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      const kept = Buffer.from(JSON.stringify({ state, nonce, verifier })).toString('base64url')
      return { url: url.href, kept }
    },

    async finish(returned, kept) {
      const expected = checksOf(kept)
      if (expected === null) return null
      const at = await provider()
      const tokens = await openid
        .authorizationCodeGrant(at, returned, {
          pkceCodeVerifier: expected.verifier,
          expectedState: expected.state,
          expectedNonce: expected.nonce,
          idTokenExpected: true,
        })
        .catch((cause: unknown) => {
          throw failed('did not sign anybody in', cause)
        })
      const claims = tokens.claims()
      if (claims === undefined) return null
      if (settings.claim in claims) return vouchedFor(claims, settings.claim)
      const told = await openid
        .fetchUserInfo(at, tokens.access_token, claims.sub)
        .catch((cause: unknown) => {
          throw failed('does not tell who signed in', cause)
        })
      return vouchedFor(told, settings.claim)
    },
  }
}

async function discover(settings: OpenIdSettings): Promise<openid.Configuration> {
  const { issuer, clientId, clientSecret } = settings
  const authentication =
    clientSecret === null ? openid.None() : openid.ClientSecretBasic(clientSecret)
  const isLocal = issuer.startsWith('http:')
  const found = await openid.discovery(new URL(issuer), clientId, undefined, authentication, {
    timeout: seconds,
    // Only an address of this machine may be plain, by the schema of the configuration.
    execute: [
      ...(isLocal ? [openid.allowInsecureRequests] : []),
      openid.enableNonRepudiationChecks,
    ],
  })
  return found
}

/** An address of mail that nobody has verified names whoever typed it in. */
function vouchedFor(claims: Readonly<Record<string, unknown>>, claim: string): string | null {
  if (claim === 'email' && claims.email_verified !== true) return null
  const value = claims[claim]
  return typeof value === 'string' && value !== '' ? value : null
}

function checksOf(kept: string): z.infer<typeof checks> | null {
  try {
    return checks.parse(JSON.parse(Buffer.from(kept, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}

/** What the provider says in its own words stays in the log. */
const failed = (what: string, cause: unknown): PlumblineError =>
  new PlumblineError('auth.provider-failed', `the sign-in provider ${what}`, { cause })
