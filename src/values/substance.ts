/** Tokens of a change that are compared; a change larger than that is one of substance. */
const mostTokens = 400
/** Words that a touch may mend. */
const mostMended = 3

/**
 * Whether what a text says changed. White space, case at the start of sentences, punctuation and a few mended spellings of plain words do
 * not: "recieve" is as old as "receive". Any number, code, name, path or word that another takes the place of does.
 */
export const isSubstantive = (before: string, after: string): boolean =>
  codeIn(before) !== codeIn(after) || saysOther(wordsOf(before), wordsOf(after))

/** Fenced code as it stands, line ends aside: an indent or a dot may be all that a program is about. */
const codeIn = (text: string): string =>
  (text.match(/^[ \t>]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t>]*\1/gm) ?? [])
    .join('\n')
    .replace(/[ \t]+$/gm, '')

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
    .map(bare)
    .filter((token) => token !== '')
    .map((token) => (/^\p{Lu}?\p{Ll}+$/u.test(token) ? token.toLowerCase() : token))

/** A token without what a sentence and its emphasis set around it; the star of a glob and the dots of a path are no such thing. */
const bare = (token: string): string =>
  token
    .replace(/^[("'“‘]+/u, '')
    .replace(/(?<=[\p{L}\p{N})"'”’`*_])[)"'”’.,;:!?]+$/u, '')
    .replace(/^([*_]{1,3})([^*_].*)\1$/u, '$2')
    .replace(/^\*\*(?=[\p{L}\p{N}`])|(?<=[\p{L}\p{N}`])\*\*$/gu, '')

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

/**
 * Whether a plain word became another by what a pen slips on: two letters swapped, one doubled or left single, one vowel for another in a long
 * word, one letter left out inside. A word that begins or ends otherwise, or has another consonant, may well be another word.
 */
const isMended = (a: string, b: string): boolean => {
  if (![a, b].every((word) => /^\p{Ll}{4,40}$/u.test(word) && !turning.test(word))) return false
  if (a[0] !== b[0] || a.at(-1) !== b.at(-1)) return false
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a]
  let at = 0
  while (at < shorter.length && shorter[at] === longer[at]) at += 1
  if (shorter.length === longer.length) {
    if (a.slice(at + 2) === b.slice(at + 2) && a[at] === b[at + 1] && a[at + 1] === b[at])
      return true
    return (
      a.length >= 7 &&
      a.slice(at + 1) === b.slice(at + 1) &&
      /[aeiou]/.test(a[at] ?? '') &&
      /[aeiou]/.test(b[at] ?? '')
    )
  }
  const isOneLeftOut =
    longer.length === shorter.length + 1 && shorter.slice(at) === longer.slice(at + 1)
  return isOneLeftOut && (longer[at] === longer[at - 1] || longer.length >= 7)
}
