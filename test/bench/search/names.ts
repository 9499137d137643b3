import { numbers, one, type Pick } from './numbers.ts'

/** Names as code has them, and names of products and people inside a sentence. */
const name =
  /(?<![\w@./-])(?:--[a-z][a-z-]{2,40}|[a-z]+(?:[A-Z][a-z0-9]+)+|(?:[A-Z][a-z0-9]+){2,}|[A-Z]{2,}(?:_[A-Z0-9]+)+|[a-z]+(?:_[a-z0-9]+)+|(?<=[a-z,] )[A-Z][a-z]{3,})(?![\w/-])/g
const number = /(?<![\w.])\d{2,6}(?![\w.])/g

/** Heaps' law: a text of n words has so many different ones, factor * n ^ exponent. Fitted to the documents themselves. */
const heaps = { factor: 16, exponent: 0.55 }
const charactersOfWord = 6.2
const initials = ['b', 'br', 'c', 'd', 'dr', 'f', 'g', 'gl', 'h', 'k', 'l', 'm', 'n', 'p', 'qu']
const nuclei = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'io', 'ou']
const finals = ['l', 'm', 'n', 'nd', 'r', 'rk', 's', 'st', 't', 'th', 'x', '']

const syllable = (pick: Pick): string =>
  [initials, nuclei, finals].map((from) => one(from, pick) ?? '').join('')

/** A word that no language has. */
export const inventedWord = (pick: Pick): string =>
  Array.from({ length: 2 + pick(2) }, () => syllable(pick)).join('')

const partsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? []

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** Writes parts in the manner of another name. */
function inMannerOf(old: string, parts: readonly string[]): string {
  if (old.startsWith('--')) return `--${parts.join('-')}`
  if (/^[A-Z0-9_]+$/.test(old)) return parts.join('_').toUpperCase()
  if (old.includes('_')) return parts.join('_')
  const [first = '', ...rest] = parts
  const head = /^[A-Z]/.test(old) ? capital(first) : first
  return head + rest.map(capital).join('')
}

/**
 * Gives half of the names in a text other names: new ones as long as the vocabulary falls behind Heaps' law, else one out of those that were
 * given before, the more often the more often it was given (Simon, Biometrika 42, 1955). So few names are common and most are rare,
 * however many passages there are.
 */
export function renamer(seed: number, before: { readonly characters: number }) {
  const pick = numbers(seed)
  const given: (readonly string[])[] = []
  let { characters } = before
  let invented = 0
  const lawAt = (size: number): number => heaps.factor * (size / charactersOfWord) ** heaps.exponent
  const partsFor = (old: string): readonly string[] => {
    const owed = lawAt(characters) - lawAt(before.characters) - invented
    const known = owed >= 1 ? undefined : one(given, pick)
    const own = partsOf(old)
    const parts = known ?? [inventedWord(pick), ...(own.length > 1 ? own.slice(-2) : [])]
    if (known === undefined) invented += 1
    if (given.length < 2_000_000) given.push(parts)
    return parts
  }
  return (text: string): string => {
    characters += text.length
    return text
      .replace(name, (old) => (pick(2) === 0 ? old : inMannerOf(old, partsFor(old))))
      .replace(number, (old) => (pick(3) === 0 ? String(pick(10 ** old.length)) : old))
  }
}
