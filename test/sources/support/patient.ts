import { politeFetch } from '../../../src/sources/fetching/polite-fetch.ts'
import { machineTools } from '../../../src/sources/fetching/tools.ts'
import type { SourceTools } from '../../../src/sources/source.ts'
import { rulesFor } from './rules.ts'

/** Fetching that asks again as it does in earnest, by a clock that stands still but for what it sleeps; nobody waits for it. */
export function patientFetching(): {
  readonly fetching: SourceTools['fetching']
  /** Milliseconds of each sleep. */
  readonly slept: readonly number[]
} {
  const slept: number[] = []
  let now = Date.parse('2026-06-01T00:00:00Z')
  const sleep = async (milliseconds: number): Promise<void> => {
    slept.push(milliseconds)
    now += milliseconds
  }
  const tools = { ...machineTools('0.0.0'), now: () => now, random: () => 0.5, sleep }
  return {
    slept,
    fetching: (door) =>
      politeFetch(rulesFor(door, { maxBytes: 1_000_000, maxRedirects: 3, attempts: 4 }), tools),
  }
}
