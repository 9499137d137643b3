import { z } from 'zod'
import { type BoundAction, canonicalAction } from './domain/canonical-action.ts'
import { PlumblineError } from './domain/errors.ts'
import type { Instant } from './domain/instant.ts'
import type { Envelope, ReceiptContent } from './domain/receipt.ts'
import { sha256Of } from './values/digests.ts'
import { type PublicKey, publicKeyFromJwk } from './verdicts/keys.ts'
import { verifyReceipt } from './verdicts/receipts.ts'

// What a program that runs actions needs of Plumbline: no store, no configuration, no network. The package exports it as `plumbline/receipts`.

export { type BoundAction, canonicalAction, commandOf } from './domain/canonical-action.ts'
export type { Envelope, ReceiptContent } from './domain/receipt.ts'
export { type PublicKey, publicKeyFromJwk } from './verdicts/keys.ts'
export { verifyReceipt } from './verdicts/receipts.ts'

/** SHA-256 in hex by which receipts and approvals name an action. */
export const actionDigest = (action: BoundAction): string => sha256Of(canonicalAction(action))

/** What is about to be run, by whom and where. */
export interface Wanted extends BoundAction {
  /** Who runs it; any unless given. */
  readonly principal?: string | undefined
}

/** Whether a receipt lets an action be run, and why not. */
export interface Permission {
  readonly allowed: boolean
  /** Everything that speaks against it, in words. */
  readonly because: readonly string[]
  /** What the receipt says; null where it does not verify. */
  readonly content: ReceiptContent | null
}

/**
 * Whether a receipt lets this very action be run now, as far as that can be told offline: not whether it was recalled, nor whether its
 * nonce was used before.
 */
export function mayRun(
  envelope: Envelope,
  wanted: Wanted,
  { keys, now }: { readonly keys: readonly PublicKey[]; readonly now: Instant },
): Permission {
  const checked = verifyReceipt(envelope, keys, now)
  if (!checked.valid) return { allowed: false, because: [checked.because], content: null }
  const because = objections(checked.content, wanted)
  return { allowed: because.length === 0, because, content: checked.content }
}

function objections(content: ReceiptContent, wanted: Wanted): readonly string[] {
  const environment = environmentOf(wanted)
  const { executor } = content
  return [
    content.about === 'verification' ? null : 'it is about an answer, not about an action',
    content.decision === 'allow' ? null : `it says ${content.decision}, not allow`,
    content.mode === 'enforce' ? null : 'it was given in report mode, which allows nothing',
    content.subjects.action === actionDigest(wanted) ? null : 'it is about another action',
    executor !== null && executor.role === (wanted.role ?? null)
      ? null
      : `it is for the role ${executor?.role ?? '(none)'}, not ${wanted.role ?? '(none)'}`,
    content.environment === environment
      ? null
      : `it is for the environment ${content.environment ?? '(none)'}, not ${environment ?? '(none)'}`,
    wanted.principal === undefined || executor?.principal === wanted.principal
      ? null
      : `it is for ${executor?.principal ?? 'nobody'}, not for ${wanted.principal}`,
  ].filter((objection) => objection !== null)
}

const target = z.looseObject({ environment: z.string().optional() })

const environmentOf = ({ environment, target: given }: BoundAction): string | null =>
  environment ?? target.safeParse(given).data?.environment ?? null

const envelope = z.object({
  payloadType: z.string(),
  payload: z.string(),
  signatures: z.array(z.object({ keyid: z.string().default(''), sig: z.string() })),
})
const receiptFile = z.union([envelope, z.object({ envelope }).transform((file) => file.envelope)])

/** Reads a receipt's envelope, alone or in what `GET /v1/receipts/{id}` answers. Fault: `input.invalid`. */
export const envelopeIn = (text: string, name: string): Envelope =>
  read(
    receiptFile,
    text,
    `${name} is no receipt: neither a DSSE envelope nor what /v1/receipts/{id} answers`,
  )

const keySet = z.object({
  keys: z.array(
    z.looseObject({ kty: z.string(), crv: z.string().optional(), x: z.string().optional() }),
  ),
})

/** Reads the keys of a published key set; keys of other kinds are passed over. Fault: `input.invalid`. */
export function keysIn(text: string, name: string): readonly PublicKey[] {
  const words = `${name} is no key set as /.well-known/jwks.json has it`
  const { keys } = read(keySet, text, words)
  try {
    return keys.flatMap(({ kty, crv, x }) =>
      kty === 'OKP' && crv === 'Ed25519' && x !== undefined ? [publicKeyFromJwk({ x })] : [],
    )
  } catch (cause) {
    throw new PlumblineError('input.invalid', `${words}: one of its keys cannot be read`, { cause })
  }
}

function read<Value>(schema: z.ZodType<Value>, text: string, message: string): Value {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new PlumblineError('input.invalid', message, { cause })
  }
}
