import type { Reading } from './reading.ts'

/** How many of them, or how often. */
export type Quantifier = 'all' | 'most' | 'some' | 'none'

const words: Readonly<Record<string, Quantifier>> = {
  ...{ all: 'all', every: 'all', each: 'all', always: 'all' },
  ...{ most: 'most', usually: 'most', mostly: 'most', often: 'most' },
  ...{ some: 'some', sometimes: 'some', several: 'some', few: 'some', rarely: 'some' },
  ...{ none: 'none', never: 'none', no: 'none', nobody: 'none' },
}

/** A reading's only quantifier, and the token that it is; null where it has none, or several. */
export function quantifierOf({
  tokens,
  quantities,
}: Reading): { readonly is: Quantifier; readonly at: number } | null {
  const found = tokens.flatMap(({ lower }, at) => {
    const is = Object.hasOwn(words, lower) ? words[lower] : undefined
    const isInValue = quantities.some(({ boundFrom, to }) => boundFrom <= at && at < to)
    // “at most five” is a bound, “no longer” a negation.
    return is === undefined || isInValue || tokens[at + 1]?.lower === 'longer' ? [] : [{ is, at }]
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** What is true of some if it is true of the given. */
const implied: Readonly<Record<Quantifier, readonly Quantifier[]>> = {
  all: ['all', 'most', 'some'],
  most: ['most', 'some'],
  some: ['some'],
  none: ['none'],
}

/** Whether what a source says of so many of them is also true of as many as the statement says. */
export const implies = (given: Quantifier, stated: Quantifier): boolean =>
  implied[given].includes(stated)

/** Whether both cannot be true. */
export const exclude = (given: Quantifier, stated: Quantifier): boolean =>
  (given === 'none') !== (stated === 'none')

/** Whether a word is a quantifier, which `implies` and `exclude` answer for. */
export const isQuantifier = (word: string): boolean => Object.hasOwn(words, word)
