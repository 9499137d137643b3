import { createHmac } from 'node:crypto'

const prefix = 'whsec_'

/**
 * The bytes of a secret as Standard Webhooks writes it: `whsec_` and base64 of 24 to 64 bytes; null for what is none.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function secretIn(text: string): Buffer | null {
  if (!text.startsWith(prefix)) return null
  const encoded = text.slice(prefix.length)
  const bytes = Buffer.from(encoded, 'base64')
  const isWhole =
    bytes.toString('base64').replace(/(?<!=)=+$/, '') === encoded.replace(/(?<!=)=+$/, '')
  return isWhole && bytes.length >= 24 && bytes.length <= 64 ? bytes : null
}

/** What goes along with a message so that its receiver can tell who sent it and when. `seconds`: since 1970. */
export function signedHeaders(
  { id, payload }: { readonly id: string; readonly payload: string },
  secrets: readonly string[],
  seconds: number,
): Readonly<Record<string, string>> {
  const signatures = secrets.map((text) => {
    const secret = secretIn(text)
    if (secret === null) throw new TypeError('a webhook is signed with a whsec_ secret')
    const digest = createHmac('sha256', secret).update(`${id}.${seconds}.${payload}`)
    return `v1,${digest.digest('base64')}`
  })
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}
