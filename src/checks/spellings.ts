import { wordsOf } from '../domain/fact.ts'

/** Words that code writes in capitals inside a name: `BlockID`. */
const initials =
  /^(?:id|ids|url|uri|api|http|https|ip|tls|ssl|ttl|cpu|dns|tcp|udp|grpc|json|yaml|sql|db|ui|uuid|os|ca)$/

/** A word with its first letter as a capital. */
export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)
const asInitials = (word: string): string =>
  initials.test(word) ? word.toUpperCase() : capital(word)

/**
 * The other ways in which code writes a name of several words: `block-id` as `BlockID`, `blockId`, `block_id`, `BLOCK_ID`, `Block_id`.
 * Nothing for a single word.
 */
export function otherSpellings(name: string): readonly string[] {
  const words = wordsOf(name)
  const [first, ...rest] = words
  if (first === undefined || rest.length === 0) return []
  const all = new Set([
    words.join('_'),
    words.join('-'),
    words.join('_').toUpperCase(),
    capital(words.join('_')),
    [first, ...rest.map(capital)].join(''),
    [first, ...rest.map(asInitials)].join(''),
    words.map(capital).join(''),
    words.map(asInitials).join(''),
  ])
  all.delete(name)
  return [...all]
}
