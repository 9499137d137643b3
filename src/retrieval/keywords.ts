import type { Asks, SearchTerm } from '../domain/search.ts'
import { identifiersIn, partsOf } from '../values/identifiers.ts'
import { stemOf } from './stem.ts'
import { stopWords } from './stop-words.ts'

/** A word of a query: as asked, and by its stem. */
export interface Keyword {
  readonly text: string
  readonly stem: string
}

/** What a reader's question asks for. */
export interface Keywords {
  readonly words: readonly Keyword[]
  /** What stands in quotation marks, several words long. */
  readonly phrases: readonly string[]
  /** Names out of code, as written: however they are spelt, they are what is asked for. */
  readonly identifiers: readonly string[]
  /** Names that are looked for just as they are written, too: those above, flags of one word, and a compound if it is all that is asked. */
  readonly names: readonly string[]
  readonly asks: Asks
  /** Every word in order, small ones too. */
  readonly sequence: readonly string[]
}

// A bound on work, not on people: nobody asks with more, but agents paste whole logs.
const most = { characters: 4_000, words: 32, phrases: 4, identifiers: 8 }

// Whatever looks like one word may be a name; a hyphen alone joins ordinary words too (`read-only`).
const isPlainCompound = (name: string): boolean => /^\p{L}+(?:-\p{L}+)+$/u.test(name)

const unaccented = (text: string): string =>
  /[^\0-\x7F]/.test(text) ? text.normalize('NFKD').replace(/\p{M}/gu, '') : text

/** The words of a text in order, lower case, names taken apart. */
export const tokensOf = (text: string): readonly string[] => partsOf(unaccented(text))

/** The words of a text in order, lower case, with names in camel case left whole. */
export const plainTokensOf = (text: string): readonly string[] =>
  unaccented(text)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

const quotedIn = (text: string): readonly string[] =>
  [...text.matchAll(/"([^"\n]+)"|“([^”\n]+)”/g)]
    .map(([, straight, curly]) => straight ?? curly ?? '')
    .filter((phrase) => tokensOf(phrase).length > 1)

/** The last of the items that have the same key, in the order of the first. */
export const distinct = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Item[] => [...new Map(items.map((item) => [keyOf(item), item])).values()]

const isWorthAsking = (word: string): boolean =>
  !stopWords.has(word) && (word.length > 1 || /\p{N}|\p{Lo}/u.test(word))

const quantity =
  /\b(?:how (?:long|many|much|large|big|small|often|soon|far|high|low|old|fast|late|early)|(?:until|since|by) when|when|what (?:time|percentage|share|number|size|default|limit)|default (?:value )?(?:of|for)|by default)\b/i
const deed =
  /\bhow (?:do|can|should|must|would|could|to|may)\b|\bwhat (?:do|should|must|can) (?:i|we|you)\b|\bsteps?\b|\bprocedure\b/i

const asksOf = (question: string): Asks => {
  if (deed.test(question)) return 'deed'
  return quantity.test(question) ? 'quantity' : 'other'
}

const isSigned = (name: string): boolean => /^(?:--?|\$)[\p{L}\p{N}]/u.test(name)

// `end-to-end` is a word of the language, `get-shared-schema` is none.
const isLongName = (name: string): boolean => {
  const parts = partsOf(name)
  return parts.length > 2 && !parts.some((part) => stopWords.has(part))
}

const namesAmong = (found: readonly string[], tokens: readonly string[]): readonly string[] => {
  const isAll = (name: string): boolean => partsOf(name).length === tokens.length
  return [...new Set(found)].filter(
    (name) =>
      isSigned(name) ||
      (partsOf(name).length > 1 && (!isPlainCompound(name) || isLongName(name) || isAll(name))),
  )
}

/** Reads a reader's question; nothing in it can be more than words to look for. */
export const readKeywords = (question: string): Keywords => {
  const text = question.slice(0, most.characters)
  const found = identifiersIn(text)
  const tokens = tokensOf(text)
  const worthy = tokens.filter(isWorthAsking)
  // "What is it?" has no word worth asking for: then every word counts.
  const words = (worthy.length > 0 ? worthy : tokens).map((word) => ({
    text: word,
    stem: stemOf(word),
  }))
  return {
    words: distinct(words, ({ stem }) => stem).slice(0, most.words),
    phrases: quotedIn(text).slice(0, most.phrases),
    identifiers: distinct(found, (name) => partsOf(name).join(' '))
      .filter((name) => partsOf(name).length > 1 && !isPlainCompound(name))
      .slice(0, most.identifiers),
    names: namesAmong(found, tokens).slice(0, most.identifiers),
    asks: asksOf(text),
    sequence: tokens.slice(0, 2 * most.words),
  }
}

/** What to search for: any of the words, phrases and names. */
export const termsOf = ({
  words,
  phrases,
  identifiers,
  names,
}: Keywords): readonly SearchTerm[] => [
  ...names.map((text) => ({ kind: 'name' as const, text })),
  ...identifiers.map((text) => ({ kind: 'identifier' as const, text })),
  // A name as it stands too: pages write `postgresql` where people ask for PostgreSQL.
  ...[...identifiers, ...phrases].map((text) => ({ kind: 'phrase' as const, text })),
  ...words.map(({ text }) => ({ kind: 'word' as const, text })),
]
