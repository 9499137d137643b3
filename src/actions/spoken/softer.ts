import { disrupts, type Effect, reads } from '../effect.ts'
import type { Spoken, Token } from './tokens.ts'

const caches = new Set(['cache', 'caches', 'cdn'])
const emptying = new Set(
  'purge clear flush clean invalidate prune reset empty bust warm'.split(' '),
)
/** What goes on for a while, and can be asked after. */
const lasting = new Set(
  (
    'decommission drain rebalance evacuate evacuation failover migrate migration replicate replication recover recovery restore heal ' +
    'resync repair scrub rebuild reshard rollback deprovision prune backup'
  ).split(' '),
)
const asking = new Set('status describe progress show info history list ls'.split(' '))

const all = (token: Token | undefined, words: ReadonlySet<string>): boolean =>
  token !== undefined && words.has(token.parts.at(-1) ?? '') && token.parts.length === 1

/** `cache purge`, `purge cache`, `repo:purge-cache`: the two words, and nothing else between them. */
export function emptiesCache(tokens: readonly Token[]): boolean {
  const parts = tokens.slice(0, 3).flatMap((token) => token.parts)
  return parts.some((part, place) => {
    const next = parts[place + 1] ?? ''
    return (caches.has(part) && emptying.has(next)) || (emptying.has(part) && caches.has(next))
  })
}

/** What a table takes for grave by a verb alone, although the words around it say that nothing of worth is touched. */
export function softer(effect: Effect, { tokens, texts }: Spoken): Effect {
  if (!/^D[34]$/.test(effect.class)) return effect
  if (emptiesCache(tokens) || texts.includes('--cache-only'))
    return disrupts('throws away what is kept to be quick')
  return asksAfter(tokens) ? reads('asks how something goes on') : effect
}

/** `decommission status node-3`: the first verb is the name of what is asked after. */
export function asksAfter(tokens: readonly Token[]): boolean {
  const asked = tokens.findIndex(
    (token, place) => all(token, lasting) && all(tokens[place + 1], asking),
  )
  const told = tokens.slice(0, Math.max(asked, 0)).some((token) => all(token, telling))
  return asked >= 0 && !told
}

/** Before these words comes what they are done to. */
const telling = new Set(
  'delete remove rm destroy purge drop wipe reset prune unset cancel'.split(' '),
)
