import { wordsOf } from '../../domain/environment.ts'

/**
 * Whether a text is written like a pattern in which `*` stands for any letters: `like("*-prod")`. In time that grows with
 * the product of both lengths and no more.
 */
export function like(text: string, pattern: string): boolean {
  let at = 0
  let place = 0
  let star = -1
  let resumed = 0
  while (at < text.length) {
    if (pattern[place] === '*') {
      star = place
      resumed = at
      place += 1
    } else if (place < pattern.length && pattern[place] === text[at]) {
      place += 1
      at += 1
    } else if (star >= 0) {
      resumed += 1
      at = resumed
      place = star + 1
    } else return false
  }
  while (pattern[place] === '*') place += 1
  return place === pattern.length
}

/** Whether words stand in a text next to one another, whatever their case and what stands between: `hasWord("prod")`. */
export function hasWord(text: string, words: string): boolean {
  const parts = wordsOf(words)
  const all = wordsOf(text)
  return (
    parts.length > 0 && all.some((_, at) => parts.every((part, place) => all[at + place] === part))
  )
}
