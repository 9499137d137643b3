import { sign, verify } from 'node:crypto'
import type { Instant } from '../domain/instant.ts'
import type { Envelope, Receipt, ReceiptContent } from '../domain/receipt.ts'
import type { PublicKey, SigningKey } from './keys.ts'
import { fromStatement, payloadType, toStatement } from './receipt-statement.ts'

/** DSSE's pre-authentication encoding: what is signed, with both lengths in it so that nothing can be shifted. */
export function preAuthenticationEncoding(type: string, body: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.byteLength} `
  return Buffer.concat([Buffer.from(head), body])
}

/** Signs a receipt: a DSSE envelope over an in-toto statement, Ed25519. */
export function signReceipt(content: ReceiptContent, key: SigningKey): Receipt {
  const body = Buffer.from(JSON.stringify(toStatement(content)))
  const signature = sign(null, preAuthenticationEncoding(payloadType, body), key.privateKey)
  const signatures = [{ keyid: key.id, sig: signature.toString('base64') }]
  return { content, envelope: { payloadType, payload: body.toString('base64'), signatures } }
}

/** Whether a receipt may be relied on, and why not; its content only when it may. */
export type Checked =
  | { readonly valid: true; readonly because: string; readonly content: ReceiptContent }
  | { readonly valid: false; readonly because: string }

/** Milliseconds by which the clock that signed may be ahead of the one that checks. */
const clockSkew = 60_000

const refused = (because: string): Checked => ({ valid: false, because })

/**
 * Checks a receipt offline. The signature is checked before anything inside is read; key ids are only hints and
 * decide nothing. A valid receipt says that Plumbline decided this, not that it decided to allow: read its decision.
 */
export function verifyReceipt(
  envelope: Envelope,
  publicKeys: readonly PublicKey[],
  now: Instant,
): Checked {
  if (envelope.payloadType !== payloadType) return refused(`not a receipt: ${envelope.payloadType}`)
  const body = fromBase64(envelope.payload)
  if (body === null || body.length === 0) return refused('the payload is not base64')
  const signer = signerOf(envelope, body, publicKeys)
  if (signer === null) return refused('no signature by a known key fits the payload')
  const content = fromStatement(body.toString('utf8'))
  if (content === null) return refused('the payload is not a receipt of Plumbline')
  const { issuedAt, expiresAt } = content
  const at = Date.parse(now)
  // Written so that an unreadable moment refuses.
  if (!(at < Date.parse(expiresAt))) return refused(`expired at ${expiresAt}`)
  if (!(Date.parse(issuedAt) <= at + clockSkew))
    return refused(
      `signed in the future, at ${issuedAt}: here it is ${now}, and clocks may differ by a minute`,
    )
  return { valid: true, because: `signed by ${signer.id}`, content }
}

function signerOf(
  { signatures }: Envelope,
  body: Buffer,
  publicKeys: readonly PublicKey[],
): PublicKey | null {
  const signed = preAuthenticationEncoding(payloadType, body)
  for (const { sig } of signatures.slice(0, 16)) {
    const signature = fromBase64(sig)
    const signer = publicKeys.find(
      ({ key }) => signature !== null && verify(null, signed, key, signature),
    )
    if (signer) return signer
  }
  return null
}

/** Either alphabet, as DSSE asks, but only the one spelling of the bytes: stray bits are refused. */
export function fromBase64(text: string): Buffer | null {
  const usual = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/(?<!=)=+$/, '')
  const bytes = Buffer.from(usual, 'base64')
  return bytes.toString('base64').replace(/(?<!=)=+$/, '') === usual ? bytes : null
}
