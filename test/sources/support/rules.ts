import type { FetchRules } from '../../../src/sources/fetching/contract.ts'
import type { FetchDoor } from '../../../src/sources/source.ts'

/** What a source may ask of servers on this machine: each once, so that what fails has failed. */
export const rulesFor = (
  { origin, authorization, otherHosts = [] }: FetchDoor,
  more: Partial<FetchRules> = {},
): FetchRules => ({
  hosts: [new URL(origin).host, ...otherHosts],
  privateNetwork: true,
  ...(authorization === undefined ? {} : { credentials: { origin, authorization } }),
  concurrency: 2,
  delay: 0,
  maxBytes: 20 * 1024 * 1024,
  timeout: 20_000,
  maxRedirects: 5,
  attempts: 1,
  ...more,
})
