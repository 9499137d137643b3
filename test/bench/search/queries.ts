import { readKeywords, termsOf, tokensOf } from '../../../src/retrieval/keywords.ts'
import { inventedWord } from './names.ts'
import { numbers, one, type Pick } from './numbers.ts'
import type { CorpusPassage } from './passages.ts'

/** Something to look for, and the passage whose words it is made of. */
export interface BenchQuery {
  readonly kind: 'heading' | 'words' | 'name' | 'run' | 'stranger'
  readonly text: string
  /** The words and names that are worth looking for, as Plumbline reads the text: what engines get that look for words alone. */
  readonly terms: readonly string[]
  readonly target: number
}

const openings = ['How do I', 'What is the', 'Why does', 'Where is', 'When is the', '', '', '']

const wordsOf = (text: string): readonly string[] =>
  text.replace(/https?:\/\/\S+/g, ' ').match(/[\p{L}\p{N}_-]{2,30}/gu) ?? []

/** Some words of a text in their order, common ones among them. */
function someWords(text: string, pick: Pick): string {
  const words = wordsOf(text)
  const wanted = 3 + pick(6)
  const taken = new Set<number>()
  while (taken.size < Math.min(wanted, words.length)) taken.add(pick(words.length))
  return [...taken]
    .sort((a, b) => a - b)
    .map((at) => words[at])
    .join(' ')
}

function wordsInARow(text: string, pick: Pick): string {
  const words = wordsOf(text)
  const from = pick(Math.max(1, words.length - 8))
  return words.slice(from, from + 3 + pick(6)).join(' ')
}

const names =
  /(?:--[a-z][a-z-]+|[a-z]+(?:[A-Z][a-z0-9]+)+|[A-Z]+(?:_[A-Z0-9]+)+|[a-z]+(?:_[a-z0-9]+)+)/g

type Making = (passage: CorpusPassage, pick: Pick) => string

const asked = (words: string, pick: Pick): string => {
  const opening = one(openings, pick) ?? ''
  return opening === '' ? words : `${opening} ${words}?`
}

const kinds: readonly (readonly [BenchQuery['kind'], Making])[] = [
  ['heading', ({ title, heading }) => `${title} ${heading}`.trim()],
  ['words', ({ text }, pick) => asked(someWords(text, pick), pick)],
  ['name', ({ text, title }, pick) => one(text.match(names) ?? [], pick) ?? title],
  ['run', ({ text }, pick) => asked(wordsInARow(text, pick), pick)],
  ['stranger', ({ text }, pick) => `${someWords(text, pick)} ${inventedWord(pick)}q`],
]

const termsIn = (text: string): readonly string[] => [
  ...new Set(termsOf(readKeywords(text)).map((term) => tokensOf(term.text).join(' '))),
]

/** The passages that queries are made of: spread evenly over all. */
export const targetsOf = (passages: number, queries: number): ReadonlySet<number> =>
  new Set(Array.from({ length: queries }, (_, at) => Math.floor(((at + 0.5) * passages) / queries)))

/** A query made of a passage, the same each time; the kinds take turns. */
export function queryFor(passage: CorpusPassage, at: number): BenchQuery {
  const [kind, make] = kinds[at % kinds.length] ?? ['heading', () => '']
  const pick = numbers(passage.number + 1)
  const text = make(passage, pick).slice(0, 300)
  return { kind, text, terms: termsIn(text), target: passage.number }
}
