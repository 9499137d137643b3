import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import { type PublicKey, publicKeyFrom, publicKeyFromJwk } from '../verdicts/keys.ts'

const jwk = z.looseObject({ x: z.string() })
const published = z.union([z.looseObject({ keys: z.array(jwk) }), jwk])

/**
 * Public keys in a file, or in all files of a folder that hold any: PEM (of a private key, its public half), a JWK, or a JWK set
 * as `/.well-known/jwks.json` serves it. Nothing is made or changed.
 */
export function publicKeysIn(path: string): readonly PublicKey[] {
  try {
    if (!statSync(path).isDirectory()) return keysOf(readFileSync(path, 'utf8'))
    return readdirSync(path)
      .filter((name) => /\.(?:pem|json)$/.test(name))
      .flatMap((name) => keysOrNone(readFileSync(join(path, name), 'utf8')))
  } catch (cause) {
    throw new PlumblineError('receipt.key-missing', `no public key can be read from ${path}`, {
      cause,
    })
  }
}

function keysOf(text: string): readonly PublicKey[] {
  if (text.includes('-----BEGIN ')) return [publicKeyFrom(text)]
  const parsed = published.parse(JSON.parse(text))
  const keys = 'keys' in parsed ? z.array(jwk).parse(parsed.keys) : [jwk.parse(parsed)]
  return keys.map(publicKeyFromJwk)
}

/** Other files lie beside keys, too. */
function keysOrNone(text: string): readonly PublicKey[] {
  try {
    return keysOf(text)
  } catch {
    return []
  }
}
