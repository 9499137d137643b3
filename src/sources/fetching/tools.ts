import { lookup } from 'node:dns/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { FetchTools } from './contract.ts'

/** The clock, the timers and the resolver of this machine. */
export const machineTools = (version: string): FetchTools => ({
  version,
  now: Date.now,
  random: Math.random,
  lookup: (hostname) => lookup(hostname, { all: true, verbatim: true }),
  sleep: async (milliseconds, signal) => {
    try {
      await wait(milliseconds, undefined, { signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  },
})
