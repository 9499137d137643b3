import type { AlignedQuantity } from './align.ts'
import type { Compared } from './compare.ts'
import { unreal } from './lexicon.ts'
import { isQuantifier } from './quantifiers.ts'
import type { Quantity } from './quantities.ts'
import type { ContentWord, Reading } from './reading.ts'

/** How two sentences lie beside each other, word by word. */
export interface LinedUp {
  readonly mine: readonly ContentWord[]
  readonly theirs: readonly ContentWord[]
  /** Whether the words that both have stand in the same order. */
  readonly isInOrder: boolean
  readonly isNegatedAlike: boolean
  readonly isUnreal: boolean
  readonly added: readonly string[]
  readonly dropped: readonly string[]
  readonly values: readonly AlignedQuantity[]
  readonly areValuesSame: boolean
}

export function lineUp({ statement, source, quantities }: Compared): LinedUp {
  const mine = statement.words.filter(({ stem }) => !source.stems.has(stem))
  const theirs = source.words.filter(({ stem }) => !statement.stems.has(stem))
  const isSame = ({ related, given }: AlignedQuantity): boolean =>
    related?.isOneKind === true &&
    (related.strictly === 'same' || (related.strictly === 'entails' && isPlain(given)))
  const isUnreal = (reading: Reading): boolean =>
    reading.tokens.some(({ lower }) => unreal.has(lower))
  return {
    mine,
    theirs,
    isInOrder: inOrder(
      statement.words.filter(({ stem }) => source.stems.has(stem)),
      source.words,
    ),
    isNegatedAlike:
      statement.negations % 2 === source.negations % 2 && isUnreal(statement) === isUnreal(source),
    isUnreal: isUnreal(source),
    added: conditionsOf(statement).filter((word) => !source.conditions.has(word)),
    dropped: conditionsOf(source).filter((word) => !statement.conditions.has(word)),
    values: quantities,
    areValuesSame: quantities.every(isSame) && ascending(quantities),
  }
}

/** A number that is meant as it stands: a limit that keeps another limit is another limit. */
const isPlain = (given: Quantity | null): boolean =>
  given?.bound === 'exact' || given?.bound === 'range' || given?.bound === 'about'

const conditionsOf = ({ conditions }: Reading): readonly string[] =>
  [...conditions].filter((word) => !isQuantifier(word))

/** “A replaced B” is not “B replaced A”. */
export function inOrder(words: readonly ContentWord[], others: readonly ContentWord[]): boolean {
  let place = 0
  return words.every(({ stem }) => {
    const found = others.findIndex((other, index) => index >= place && other.stem === stem)
    place = found + 1
    return found >= 0
  })
}

/** Two numbers of one sentence must not have changed places. */
export const ascending = (quantities: readonly AlignedQuantity[]): boolean =>
  quantities.every(({ given }, index) => {
    const before = quantities[index - 1]?.given
    return given === null || before === null || before === undefined || before.from < given.from
  })
