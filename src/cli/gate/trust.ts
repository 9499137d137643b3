import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { PublicKey } from '../../offline-receipts.ts'
import { publishedKeys, type Server } from './remote.ts'

/** Whose word lifts an escalation of the gate. */
export interface Trust {
  /** A file of the public keys that were pinned. */
  readonly keys: string
  /** Who a receipt must be for. */
  readonly principal: string
}

/** All that lifting takes, had before anything is asked: an approval must not be used up for a receipt that lifts nothing. */
export interface Ready {
  readonly keys: readonly PublicKey[]
  readonly principal: string
  /** Where receipts that let something through are remembered: a folder of the gate's own, which the guard keeps agents out of. */
  readonly remembered: string
}

/** What lifting takes. Throws where a part of it is missing: keys that cannot be read or are not those of the server, a folder that cannot be written. */
export async function readyToLift({ keys, principal }: Trust, server: Server): Promise<Ready> {
  const { keysIn } = await import('../../offline-receipts.ts')
  const pinned = keysIn(readFileSync(keys, 'utf8'), keys)
  const published = keysIn(await publishedKeys(server), `the key set of ${server.url}`)
  const isPinned = ({ id }: PublicKey): boolean => pinned.some((one) => one.id === id)
  if (published.length === 0 || !published.every(isPinned))
    throw new Error(
      `${keys} does not hold the keys that the server publishes; a person fetches them anew if they were rotated`,
    )
  const remembered = join(homedir(), '.plumbline', 'used-receipts')
  mkdirSync(remembered, { recursive: true, mode: 0o700 })
  accessSync(remembered, constants.W_OK)
  return { keys: pinned, principal, remembered }
}
