import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Audit } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { recallSignedBy } from '../flows/recall-receipts.ts'
import { receiptLifetime } from '../flows/seal.ts'
import type { Store } from '../store/store.ts'
import { jwks } from '../verdicts/keys.ts'
import { type SigningKeys, signingKeysIn } from './signing-keys.ts'

/** What signing needs of an opened Plumbline. */
export interface SigningParts {
  readonly config: Config
  readonly store: Store
  readonly audit: Audit
  now(): Instant
}

interface Signing extends Pick<Plumbline, 'jwks' | 'signingKeys' | 'rotateSigningKey'> {
  readonly keys: SigningKeys
  /** Lets nobody trust a key that signed before, and recalls its receipts; false where there is none. */
  revoke(id: string): Promise<boolean>
}

/** Receipts live an hour; the clocks of those who check them, and copies of the key set, may be a day off. */
const published = (receiptLifetime + 24 * 60 * 60) * 1_000

/** The keys that receipts are signed with, and what operators do with them. */
export async function signing({ config, store, audit, now }: SigningParts): Promise<Signing> {
  const keys = signingKeysIn(join(config.dataFolder, 'keys'), { published })
  const changed = (subject: string, details: Readonly<Record<string, string>>) =>
    audit({ at: now(), kind: 'signing-key-changed', principal: null, subject, details })
  // A key that is gone is told of where something is to be signed: the command that makes another must get this far.
  if ((await keys.list(now())).length === 0)
    await changed((await keys.signing(now())).id, { change: 'made' })
  const revoke = async (key: string): Promise<boolean> => {
    if (!(await keys.revoke(key, now()))) return false
    await changed(key, { change: 'revoked' })
    await recallSignedBy(key, { store, audit, now: now() })
    return true
  }
  return {
    keys,
    revoke,
    jwks: async () => ({
      keys: jwks(await keys.trusted(now())).keys.map((jwk) => ({ ...jwk })),
    }),
    signingKeys: () => keys.list(now()),
    async rotateSigningKey({ compromised = false } = {}) {
      const [old] = await keys.list(now())
      const made = await keys.rotate(now())
      await changed(made.id, { change: 'rotated', ...(old ? { before: old.id } : {}) })
      if (compromised && old) await revoke(old.id)
      return made
    },
  }
}
