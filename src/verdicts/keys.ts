import type { KeyObject } from 'node:crypto'
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'

/** A key that receipts are signed with; its id is the thumbprint of the public half. */
export interface SigningKey {
  readonly id: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** A key that receipts are checked with. */
export interface PublicKey {
  readonly id: string
  readonly key: KeyObject
}

/** A public key as published (RFC 8037). */
export interface Jwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

/** A new Ed25519 key pair as PEM texts; the caller decides where they are kept. */
export function createKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

/** Reads a private key's PEM; anything but Ed25519 is refused. */
export function signingKeyFrom(privatePem: string): SigningKey {
  const privateKey = onlyEd25519(createPrivateKey(privatePem))
  const publicKey = createPublicKey(privateKey)
  return { id: thumbprint(publicKey), privateKey, publicKey }
}

/** Reads a public key's PEM, or takes the public half of a private one. */
export function publicKeyFrom(pem: string): PublicKey {
  const key = onlyEd25519(createPublicKey(pem))
  return { id: thumbprint(key), key }
}

/** Reads a published key. */
export function publicKeyFromJwk(jwk: { readonly x: string }): PublicKey {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: jwk.x },
    format: 'jwk',
  })
  return { id: thumbprint(key), key }
}

/** The public halves as a JSON Web Key Set, for `/.well-known/jwks.json`. */
export const jwks = (keys: readonly PublicKey[]): { readonly keys: readonly Jwk[] } => ({
  keys: keys.map(({ id, key }) => ({
    kty: 'OKP',
    crv: 'Ed25519',
    x: coordinate(key),
    kid: id,
    alg: 'EdDSA',
    use: 'sig',
  })),
})

/** RFC 7638: SHA-256 of the required members in this very order. */
const thumbprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(`{"crv":"Ed25519","kty":"OKP","x":"${coordinate(key)}"}`)
    .digest('base64url')

const coordinate = (key: KeyObject): string => key.export({ format: 'jwk' }).x ?? ''

/** The public coordinate of an Ed25519 key, as JSON Web Keys have it. */
export const xOf = coordinate

function onlyEd25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType === 'ed25519') return key
  throw new TypeError(`receipts are signed with Ed25519, not ${key.asymmetricKeyType ?? key.type}`)
}
