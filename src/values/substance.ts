/** Tokens of a change that are compared; a change larger than that is one of substance. */
const mostTokens = 400
/** Words that a touch may mend. */
const mostMended = 3

/**
 * Whether what a text says changed. White space, case at the start of sentences, punctuation and a few mended spellings of plain words do
 * not: "recieve" is as old as "receive". Any number, code, name, path or word that another takes the place of does.
 */
export const isSubstantive = (before: string, after: string): boolean =>
  saysOther(wordsOf(before), wordsOf(after))

/** The same of two lists of words. */
export function saysOther(before: readonly string[], after: readonly string[]): boolean {
  const [older, newer] = changed(before, after)
  if (older.length === 0 && newer.length === 0) return false
  if (isJoined(older, newer)) return false
  if (older.length !== newer.length || older.length > mostTokens) return true
  const pairs = older.map((word, index) => [word, newer[index] ?? ''] as const)
  const mended = pairs.filter(([a, b]) => a !== b)
  return mended.length > mostMended || mended.some(([a, b]) => !isMended(a, b))
}

/** "code base" is "codebase", and "re-run" is "rerun". */
const isJoined = (older: readonly string[], newer: readonly string[]): boolean =>
  [...older, ...newer].every((word) => /^\p{Ll}+(?:-\p{Ll}+)*$/u.test(word)) &&
  older.length + newer.length <= 6 &&
  older.join('').replaceAll('-', '') === newer.join('').replaceAll('-', '')

/** Words, and all that is not a plain word as it stands; sentences' own punctuation and Markdown's emphasis are no tokens. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .split(/[\s\u00a0]+/u)
    .map((token) => token.replace(/^[("'“‘*_]+|[)"'”’*_.,;:!?]+$/gu, ''))
    .filter((token) => token !== '')
    .map((token) => (/^\p{Lu}?\p{Ll}+$/u.test(token) ? token.toLowerCase() : token))

/** What is left of two lists without their common start and end. */
const changed = (
  older: readonly string[],
  newer: readonly string[],
): readonly [readonly string[], readonly string[]] => {
  let start = 0
  while (start < older.length && start < newer.length && older[start] === newer[start]) start += 1
  let end = 0
  while (
    end < older.length - start &&
    end < newer.length - start &&
    older[older.length - 1 - end] === newer[newer.length - 1 - end]
  )
    end += 1
  return [older.slice(start, older.length - end), newer.slice(start, newer.length - end)]
}

/** Words that turn a sentence round are never a slip of the pen. */
const turning =
  /^(?:not?|now|never|do|don|to|on|off|in|out|up|must|most|may|can|cannot|can't|don't|won't|before|after|above|below|only|unless|until|enabled?|disabled?)$/

/** Whether a plain word of some length became another by one or two letters. */
const isMended = (a: string, b: string): boolean =>
  /^\p{Ll}{4,40}$/u.test(a) &&
  /^\p{Ll}{4,40}$/u.test(b) &&
  !turning.test(a) &&
  !turning.test(b) &&
  !isPrefixed(a, b) &&
  distance(a, b) <= (Math.min(a.length, b.length) > 7 ? 2 : 1)

/** `able` and `unable`, `safe` and `unsafe`: a prefix is another word. */
const isPrefixed = (a: string, b: string): boolean => a.endsWith(b) || b.endsWith(a)

/** Letters put in, left out, exchanged or swapped with their neighbour (optimal string alignment). */
const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let i = 1; i <= a.length; i += 1) {
    const above = rows[i - 1] ?? []
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (rows[i - 2]?.[j - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY
      row.push(
        Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + cost, swapped),
      )
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}
