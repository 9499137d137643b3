import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import type { Instant } from '../domain/instant.ts'
import type { Envelope } from '../domain/receipt.ts'
import { payloadType, statementType } from './receipt-statement.ts'
import { fromBase64, preAuthenticationEncoding } from './receipts.ts'

/** Somebody whose signed statements count. */
export interface Attestor {
  readonly id: string
  readonly keys: readonly KeyObject[]
}

/** What a trusted attestor states. */
export type Attested =
  | {
      readonly is: 'test-result'
      readonly by: string
      readonly result: 'PASSED' | 'WARNED' | 'FAILED'
      readonly commits: readonly string[]
    }
  | {
      readonly is: 'rehearsal'
      readonly by: string
      /** `RESTORED`: what the action did was undone, and everything was as before; `NOT_RESTORED`: that was tried, and failed. */
      readonly result: 'RESTORED' | 'NOT_RESTORED'
      readonly rehearsedAt: Instant
      /** SHA-256 in hex of the canonical actions that were rehearsed. */
      readonly actions: readonly string[]
    }

/** An envelope that was read: what it states, or why it counts for nothing. */
export type ReadAttestation = Attested | { readonly is: 'refused'; readonly because: string }

/** https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md */
export const testResultType = 'https://in-toto.io/attestation/test-result/v0.1'
/** Ours: docs/receipts.md says what it states. */
export const rehearsalType = 'https://plumbline.dev/rehearsal/v1'

const commit = z.string().regex(/^[\da-f]{40}(?:[\da-f]{24})?$/)
const sha256 = z.string().regex(/^[\da-f]{64}$/)

// What in-toto adds to a statement does not concern us, so unknown fields are passed over.
const subjects = z
  .array(z.object({ digest: z.record(z.string(), z.string()) }))
  .min(1)
  .max(1_000)

const testResult = z.object({
  _type: z.literal(statementType),
  subject: subjects,
  predicateType: z.literal(testResultType),
  predicate: z.object({ result: z.enum(['PASSED', 'WARNED', 'FAILED']) }),
})

const rehearsal = z.object({
  _type: z.literal(statementType),
  subject: subjects,
  predicateType: z.literal(rehearsalType),
  predicate: z.object({
    result: z.enum(['RESTORED', 'NOT_RESTORED']),
    rehearsedAt: z.iso.datetime(),
  }),
})

/** Bytes of one statement. */
const mostBytes = 1_000_000
/** Signatures that are tried. */
const mostSignatures = 16

/** Reads an envelope: the signature is checked, by the keys of attestors alone, before anything inside is looked at. */
export function readAttestation(
  envelope: Envelope,
  attestors: readonly Attestor[],
): ReadAttestation {
  if (envelope.payloadType !== payloadType) return refused('it is no in-toto statement')
  const body = envelope.payload.length > mostBytes * 2 ? null : fromBase64(envelope.payload)
  if (body === null || body.length === 0 || body.length > mostBytes)
    return refused('its payload cannot be read')
  const by = signerOf(envelope, body, attestors)
  if (by === null) return refused('no configured attestor signed it')
  return statedIn(body.toString('utf8'), by)
}

function signerOf(
  { signatures }: Envelope,
  body: Buffer,
  attestors: readonly Attestor[],
): string | null {
  const signed = preAuthenticationEncoding(payloadType, body)
  const given = signatures.slice(0, mostSignatures).flatMap(({ sig }) => fromBase64(sig) ?? [])
  const signer = attestors.find(({ keys }) =>
    keys.some((key) => given.some((signature) => fits(signed, key, signature))),
  )
  return signer?.id ?? null
}

const fits = (signed: Buffer, key: KeyObject, signature: Buffer): boolean => {
  try {
    return verify(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', signed, key, signature)
  } catch {
    return false
  }
}

function statedIn(json: string, by: string): ReadAttestation {
  const value = parseJson(json)
  const test = testResult.safeParse(value)
  if (test.success) {
    const { subject, predicate } = test.data
    const commits = subject.flatMap(({ digest }) => commit.safeParse(digest.gitCommit).data ?? [])
    return commits.length === 0
      ? refused(`the test result of ${by} names no commit (gitCommit)`)
      : { is: 'test-result', by, result: predicate.result, commits }
  }
  const rehearsed = rehearsal.safeParse(value)
  if (!rehearsed.success)
    return refused(`what ${by} states is neither a test result nor a rehearsal`)
  const { subject, predicate } = rehearsed.data
  const actions = subject.flatMap(({ digest }) => sha256.safeParse(digest.sha256).data ?? [])
  return actions.length === 0
    ? refused(`the rehearsal of ${by} names no action (sha256)`)
    : { is: 'rehearsal', by, ...predicate, actions }
}

const refused = (because: string): ReadAttestation => ({ is: 'refused', because })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const jwkSet = z.object({
  keys: z
    .array(z.looseObject({ kty: z.string() }))
    .min(1)
    .max(20),
})
const jwk = z.looseObject({ kty: z.string() })

/** The public keys in a file: PEM, a JWK or a set of them; Ed25519 or ECDSA. Throws where there is none. */
export function attestorKeys(text: string): readonly KeyObject[] {
  const value = parseJson(text)
  const jwks = jwkSet.safeParse(value).data?.keys ?? (value === null ? [] : [jwk.parse(value)])
  const keys =
    value === null
      ? [createPublicKey(text)]
      : jwks.map((key) => createPublicKey({ key: { ...key }, format: 'jwk' }))
  const kinds = ['ed25519', 'ec']
  const odd = keys.find(({ asymmetricKeyType = '' }) => !kinds.includes(asymmetricKeyType))
  if (odd) throw new TypeError(`it is ${odd.asymmetricKeyType ?? odd.type}, not Ed25519 or ECDSA`)
  return keys
}
