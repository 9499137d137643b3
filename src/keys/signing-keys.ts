import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { SigningKeySummary } from '../domain/receipt.ts'
import type { PublicKey, SigningKey } from '../verdicts/keys.ts'
import { type KeyEntry, makeKey, missing, readKeys, retire, writeRevoked } from './key-files.ts'

/** The keys that receipts are signed with: the newest signs, older ones only bear out what they signed. */
export interface SigningKeys {
  /** The key that signs now; made at first use. Faults: `receipt.key-missing`, `receipt.key-exposed`. */
  signing(now: Instant): Promise<SigningKey>
  /** Keys whose receipts can still be unexpired, and that nobody revoked. */
  trusted(now: Instant): Promise<readonly PublicKey[]>
  list(now: Instant): Promise<readonly SigningKeySummary[]>
  /** Makes a new key that signs from now on; another process that does so at the same moment is joined. */
  rotate(now: Instant): Promise<SigningKeySummary>
  /** Lets nobody trust a key any more; false where there is none. The one that signs cannot be revoked: rotate first. */
  revoke(id: string, now: Instant): Promise<boolean>
}

/** How long the public half of a key is published after it signed last, in milliseconds. */
export interface KeyLife {
  readonly published: number
}

/** Opens the keys of a folder. */
export function signingKeysIn(folder: string, { published }: KeyLife): SigningKeys {
  const entries = readKeys(folder)
  const list = async (now: Instant) => summaries(await entries(), published, now)
  return {
    list,
    async signing(now) {
      if ((await entries()).length === 0) await makeKey(folder, 1, now)
      const [first] = await entries()
      // An older key never stands in for one that is lost: whoever took the newest away would choose who signs.
      if (first?.key && first.revokedAt === null) return first.key
      throw missing(
        `the key that signs receipts is gone from ${folder}; \`plumbline keys rotate\` makes another`,
      )
    },
    async trusted(now) {
      const usable = (await list(now)).filter(({ is }) => is === 'signing' || is === 'published')
      const ids = new Set(usable.map(({ id }) => id))
      return (await entries()).filter(({ id }) => ids.has(id)).map(({ publicKey }) => publicKey)
    },
    async rotate(now) {
      const [last] = await entries()
      await makeKey(folder, (last?.number ?? 0) + 1, now)
      const [, ...older] = await entries()
      for (const entry of older) await retire(folder, entry)
      const [made] = await list(now)
      if (made === undefined) throw missing(`the new key is not in ${folder}`)
      return made
    },
    async revoke(id, now) {
      const [signing, ...older] = await entries()
      if (signing?.id === id)
        throw new PlumblineError(
          'input.invalid',
          `key ${id} is the one that signs: \`plumbline keys rotate --compromised\` makes another and revokes it`,
        )
      const entry = older.find((one) => one.id === id)
      if (entry) await writeRevoked(folder, entry, now)
      return entry !== undefined
    },
  }
}

const summaries = (
  all: readonly KeyEntry[],
  published: number,
  now: Instant,
): readonly SigningKeySummary[] =>
  all.map(({ id, madeAt, revokedAt, key }, index) => {
    const retiredAt = all[index - 1]?.madeAt ?? null
    const until =
      retiredAt === null ? null : new Date(Date.parse(retiredAt) + published).toISOString()
    // Written so that an unreadable moment publishes nothing.
    const isCurrent = until !== null && Date.parse(now) < Date.parse(until)
    const is =
      revokedAt !== null
        ? 'revoked'
        : retiredAt === null
          ? // The one that should sign and cannot: nobody vouches for what comes before it.
            key === null
            ? 'past'
            : 'signing'
          : isCurrent
            ? 'published'
            : 'past'
    return { id, madeAt, retiredAt, publishedUntil: until, revokedAt, is }
  })
