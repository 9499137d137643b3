import { readFile } from 'node:fs/promises'
import type { AttestorConfig } from './config/parties.ts'
import { PlumblineError } from './domain/errors.ts'
import { type Attestor, attestorKeys } from './verdicts/attestations.ts'

/** Reads the public keys of those whose statements count. A key that cannot be read is a fault: nobody would notice that nothing is proven. */
export const attestorsOf = (entries: readonly AttestorConfig[]): Promise<readonly Attestor[]> =>
  Promise.all(
    entries.map(async ({ id, key }): Promise<Attestor> => {
      try {
        return { id, keys: attestorKeys(await readFile(key, 'utf8')) }
      } catch (cause) {
        throw new PlumblineError(
          'config.unreadable',
          `attestor ${id}: ${key} holds no public key that can be read (PEM, a JWK or a JWK set; Ed25519 or ECDSA)`,
          { cause },
        )
      }
    }),
  )
