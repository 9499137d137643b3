import { tokensOf } from '../keywords.ts'
import { stemOf } from '../stem.ts'
import { stopWords } from '../stop-words.ts'

// Bounds on work: passages are far below them, but nobody promises that.
const most = { characters: 100_000, length: 64 }
const digits = /^\p{N}+$/u
// What is written without spaces has no words for us; neighbouring letters tell what it is about nearly as well.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const ascii = /^[\0-\x7F]*$/

const pairsOf = (token: string): readonly string[] => {
  const letters = [...token]
  if (letters.length < 2) return letters
  return letters.slice(1).map((letter, before) => `${letters[before]}${letter}`)
}

const termsOfToken = (token: string): readonly string[] => {
  if (!ascii.test(token) && unspaced.test(token)) return pairsOf(token)
  if (token.length < 2 || token.length > most.length) return []
  return stopWords.has(token) || digits.test(token) ? [] : [stemOf(token)]
}

/**
 * How often each term stands in a text: stems of its words and of the parts of its names, without small words and bare numbers. Whole names
 * are left to the lexical search, which finds them surely; here they doubled the vocabulary and found no more.
 */
export const countTerms = (text: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const token of tokensOf(text.slice(0, most.characters)))
    for (const term of termsOfToken(token)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
