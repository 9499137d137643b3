import fc from 'fast-check'
import { politeFetch } from '../../../src/sources/fetching/polite-fetch.ts'
import { machineTools } from '../../../src/sources/fetching/tools.ts'
import type { SourceTools } from '../../../src/sources/source.ts'
import { rulesFor } from './rules.ts'

/** How the replies of a server are spoilt: something in them is another thing than it should be. */
export interface Spoilt {
  /** Which replies, from the first. */
  readonly replies: readonly number[]
  /** Where in a reply's JSON, going down. */
  readonly steps: readonly number[]
  readonly value: unknown
}

export const spoilt: fc.Arbitrary<Spoilt> = fc.record({
  replies: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { minLength: 1 }),
  steps: fc.array(fc.nat(20), { maxLength: 7 }),
  value: fc.oneof(
    fc.constantFrom(null, true, '', 'x', 0, -1, 1e300, [], {}, [[]], '2026-99-99T00:00:00Z'),
    fc.jsonValue(),
  ),
})

/** Asks in earnest, and spoils what is replied. A listing must end all the same. */
export const spoiling =
  ({ replies, steps, value }: Spoilt): SourceTools['fetching'] =>
  (door) => {
    let count = 0
    const inner = politeFetch(
      rulesFor(door, { maxBytes: 1_000_000, maxRedirects: 3 }),
      machineTools('0.0.0'),
    )
    return {
      ...inner,
      text: (reply) => inner.text(reply),
      pace: (...pace) => inner.pace(...pace),
      close: () => inner.close(),
      ask: async (ask) => {
        const reply = await inner.ask(ask)
        const at = count
        count += 1
        if (count > 500) throw new Error('it asks without an end')
        if (!replies.includes(at)) return reply
        const text = inner.text(reply)
        const changed = isJson(text)
          ? JSON.stringify(changedAt(JSON.parse(text), steps, value))
          : 'x'
        return { ...reply, body: new TextEncoder().encode(changed) }
      },
    }
  }

const isJson = (text: string): boolean => /^[[{]/.test(text)

const changedAt = (json: unknown, [step, ...below]: readonly number[], value: unknown): unknown => {
  if (step === undefined) return value
  if (Array.isArray(json)) {
    if (json.length === 0) return value
    return json.map((one, at) => (at === step % json.length ? changedAt(one, below, value) : one))
  }
  if (typeof json !== 'object' || json === null) return value
  const entries = Object.entries(json)
  if (entries.length === 0) return value
  return Object.fromEntries(
    entries.map(([key, one], at) => [
      key,
      at === step % entries.length ? changedAt(one, below, value) : one,
    ]),
  )
}
