import { areOpposite } from './lexicon.ts'
import type { ContentWord, Reading } from './reading.ts'

/** What of a statement's words a source holds. */
export interface Overlap {
  readonly covered: number
  readonly names: number
  readonly plain: number
  readonly missingNames: readonly ContentWord[]
  readonly missingPlain: readonly ContentWord[]
  /** Pairs of opposites: a word of the statement, and the one of the source that stands in its place. */
  readonly opposites: readonly (readonly [ContentWord, ContentWord])[]
  /** Share of the statement's pairs of neighbouring words that stand in the same order in the source. */
  readonly order: number
  /** Share of the source's words that the statement holds. */
  readonly reverse: number
}

export function overlapOf(statement: Reading, source: Reading): Overlap {
  const isMissing = (word: ContentWord): boolean => !holds(source, word)
  const missing = statement.words.filter(isMissing)
  const names = statement.words.filter(({ isName }) => isName)
  const plain = statement.words.filter(({ isName }) => !isName)
  const missingNames = missing.filter(({ isName }) => isName)
  const missingPlain = missing.filter(({ isName }) => !isName)
  return {
    covered: shareOf(statement.words.length - missing.length, statement.words.length),
    names: shareOf(names.length - missingNames.length, names.length),
    plain: shareOf(plain.length - missingPlain.length, plain.length),
    missingNames,
    missingPlain,
    opposites: oppositesIn(missing, statement, source),
    order: orderOf(statement, source),
    reverse: shareOf(
      source.words.filter(({ meaning }) => statement.meanings.has(meaning)).length,
      source.words.length,
    ),
  }
}

const shareOf = (hits: number, of: number): number => (of === 0 ? 1 : hits / of)

/** Whether a source holds a word, in this or another form. */
export function holds({ stems, meanings }: Reading, { stem, meaning }: ContentWord): boolean {
  if (stems.has(stem) || meanings.has(meaning)) return true
  if (stem.length < 5) return false
  for (const other of stems) if (isForm(stem, other)) return true
  return false
}

/** “morocco” and “moroccan” begin alike, for as good as all of the shorter. */
function isForm(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length)
  if (shorter < 5 || one[0] !== other[0] || Math.abs(one.length - other.length) > 4) return false
  let same = 1
  while (same < shorter && one[same] === other[same]) same += 1
  return same >= 5 && same >= shorter - 1
}

function oppositesIn(
  missing: readonly ContentWord[],
  statement: Reading,
  source: Reading,
): Overlap['opposites'] {
  return missing.flatMap((word) => {
    const other = source.words.find(
      ({ stem }) => !statement.stems.has(stem) && areOpposite(word.stem, stem),
    )
    return other ? [[word, other] as const] : []
  })
}

function orderOf(statement: Reading, source: Reading): number {
  const places = statement.words.flatMap(({ meaning }) => {
    const place = source.words.findIndex((other) => other.meaning === meaning)
    return place < 0 ? [] : [place]
  })
  const steps = places.slice(1).filter((place, index) => place > (places[index] ?? 0)).length
  return places.length < 2 ? 1 : steps / (places.length - 1)
}
