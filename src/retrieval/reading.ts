import { plainTokensOf, tokensOf } from './keywords.ts'
import { stemOf } from './stem.ts'

/** A text, read word by word. */
export interface Reading {
  /** Its words in order, lower case, names taken apart. */
  readonly tokens: readonly string[]
  /** The stem of each. */
  readonly stems: readonly string[]
  /** Its words in camel case, left whole, and their stems: all others are among the tokens as they are. */
  readonly whole: readonly string[]
  readonly wholeStems: readonly string[]
}

// The passages of one wiki are read for one question after another: some thousands of them, and the words of a language.
const most = { characters: 4_000_000, words: 200_000 }

const readings = new Map<string, Reading>()
const words = new Map<string, Word>()
let characters = 0

interface Word {
  readonly text: string
  readonly stem: string
}

/** A word that was met before is the same string as then: kept readings share it. */
const wordOf = (text: string): Word => {
  const known = words.get(text)
  if (known !== undefined) return known
  if (words.size >= most.words) words.clear()
  const word = { text, stem: stemOf(text) }
  words.set(text, word)
  return word
}

const isTakenApart = /[\p{Ll}\p{N}]\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u

const wholeIn = (text: string): readonly string[] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => isTakenApart.test(word))
    .flatMap(plainTokensOf)

const read = (text: string): Reading => {
  const tokens = tokensOf(text).map(wordOf)
  const whole = wholeIn(text).map(wordOf)
  return {
    tokens: tokens.map((word) => word.text),
    stems: tokens.map(({ stem }) => stem),
    whole: whole.map((word) => word.text),
    wholeStems: whole.map(({ stem }) => stem),
  }
}

/** Reads a text; the same text is not read again soon. */
export const readingOf = (text: string): Reading => {
  const known = readings.get(text)
  if (known !== undefined) return known
  const reading = read(text)
  if (text.length > most.characters / 100) return reading
  if (characters + text.length > most.characters) {
    readings.clear()
    characters = 0
  }
  readings.set(text, reading)
  characters += text.length
  return reading
}
