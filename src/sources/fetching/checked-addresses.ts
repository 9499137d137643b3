import { isIP } from 'node:net'
import type { FetchRules, FetchTools } from './contract.ts'
import { fault, shown } from './faults.ts'
import { checkedLookup } from './lookup.ts'

/** The addresses of a URL's host, for a program that connects by itself; all of them are within the rules. Faults: `source.refused`, `source.unreachable`. */
export async function checkedAddresses(
  url: string,
  rules: Pick<FetchRules, 'privateNetwork'>,
  tools: Pick<FetchTools, 'lookup'>,
): Promise<readonly string[]> {
  const { hostname } = new URL(url)
  const bare = hostname.replace(/^\[|\]$/g, '')
  const { lookup, checkLiteral } = checkedLookup(rules, tools)
  checkLiteral(hostname)
  if (isIP(bare) !== 0) return [bare]
  return new Promise((resolve, reject) => {
    lookup(bare, { all: true }, (error, found) => {
      if (error === null && typeof found !== 'string') resolve(found.map(({ address }) => address))
      else if (error?.name === 'PlumblineError') reject(error)
      else
        reject(
          fault(
            'source.unreachable',
            `cannot find ${shown(new URL(url))}: the name has no address`,
          ),
        )
    })
  })
}
