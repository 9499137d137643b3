import { isIP, type LookupFunction } from 'node:net'
import { addressKind } from './addresses.ts'
import type { FetchRules, FetchTools } from './contract.ts'
import { fault } from './faults.ts'

/** Looks at every address before anything connects to it. */
export interface CheckedLookup {
  /** Names are resolved once a connection: what was checked is what is connected to, and nothing is asked twice. */
  readonly lookup: LookupFunction
  /** Refuses a host that is an address itself, which nobody looks up. */
  checkLiteral(hostname: string): void
}

/** A lookup that hands over addresses only when all of a name's are within the rules. */
export const checkedLookup = (
  { privateNetwork }: Pick<FetchRules, 'privateNetwork'>,
  tools: Pick<FetchTools, 'lookup'>,
): CheckedLookup => {
  const check = (hostname: string, address: string): void => {
    const { reach, words } = addressKind(address)
    if (reach === 'public' || (reach === 'private' && privateNetwork)) return
    const which = hostname === address ? address : `${hostname} resolves to ${address}`
    const next =
      reach === 'private'
        ? 'set privateNetwork: true on the source if it is yours'
        : 'no source may ask it'
    throw fault('source.refused', `${which}, ${words}; ${next}`)
  }
  const resolve = async (hostname: string) => {
    const addresses = await tools.lookup(hostname)
    for (const { address } of addresses) check(hostname, address)
    return addresses.map(({ address }) => ({ address, family: isIP(address) }))
  }
  return {
    lookup: (hostname, { all }, done) => {
      resolve(hostname).then(
        (addresses) => {
          const [first] = addresses
          if (first === undefined) done(nothing(hostname), '')
          else if (all === true) done(null, addresses)
          else done(null, first.address, first.family)
        },
        (error: unknown) => done(error instanceof Error ? error : nothing(hostname), ''),
      )
    },
    checkLiteral: (hostname) => {
      const bare = hostname.replace(/^\[|\]$/g, '')
      if (isIP(bare) !== 0) check(bare, bare)
    },
  }
}

const nothing = (hostname: string): Error =>
  Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' })
