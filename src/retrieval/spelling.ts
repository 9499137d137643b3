import {
  type Correction,
  type SearchPort,
  type SearchScope,
  topOf,
  type WordCounts,
} from '../domain/search.ts'
import { wordsIn } from '../values/identifiers.ts'
import { distinct, type Keyword, type Keywords } from './keywords.ts'
import { stemOf } from './stem.ts'

// Short words have too many neighbours that mean something else.
const leastLetters = { one: 5, two: 9 } as const
// Of two equally near words the one is meant that is so much more common.
const farMoreCommon = 4
// A bound on work: whoever pastes a log misspells nothing.
const mostCorrected = 4
// So many passages are looked into for a word as it is spelt.
const mostLookedInto = 50

const mayDiffer = (word: string): number => {
  if (!/^\p{L}+$/u.test(word)) return 0
  if (word.length >= leastLetters.two) return 2
  return word.length >= leastLetters.one ? 1 : 0
}

/** Optimal string alignment distance (Damerau 1964): letters changed, left out, put in, or exchanged with their neighbour. */
export const distanceBetween = (one: string, other: string): number => {
  const [a, b] = [[...one], [...other]]
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [row, letter] of a.entries()) {
    const line = [row + 1]
    for (const [column, against] of b.entries()) {
      const isSame = letter === against
      const swapped = row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === against
      line.push(
        Math.min(
          (above[column + 1] ?? 0) + 1,
          (line[column] ?? 0) + 1,
          (above[column] ?? 0) + (isSame ? 0 : 1),
          swapped ? (before[column - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    before = above
    above = line
  }
  return above.at(-1) ?? 0
}

/** Whether a word itself may be seen, and not only another form of it: counting takes the forms of a word for one. */
const isSeen = async (word: string, port: SearchPort, scope: SearchScope): Promise<boolean> => {
  const hits = await port.search([{ kind: 'word', text: word }], scope, mostLookedInto)
  const found = await port.glimpse(
    hits.map(({ key }) => key),
    scope,
  )
  return found.some((one) => wordsIn([topOf(one), one.passage.text].join('\n')).has(word))
}

interface Near {
  readonly other: string
  readonly distance: number
  readonly count: number
}

const firstSeen = async (
  words: readonly Near[],
  port: SearchPort,
  scope: SearchScope,
): Promise<Near | undefined> => {
  for (const word of words) if (await isSeen(word.other, port, scope)) return word
  return undefined
}

const correctionOf = async (
  word: string,
  port: SearchPort,
  scope: SearchScope,
): Promise<string | null> => {
  const most = mayDiffer(word)
  const near = (await port.wordsLike(word))
    .map((other) => ({ other, distance: distanceBetween(word, other) }))
    .filter(({ distance }) => distance <= most)
  const { of } = await port.countWords(
    near.map(({ other }) => other),
    scope,
  )
  const counted = near
    .map((each): Near => ({ ...each, count: of.get(each.other) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.distance - b.distance || b.count - a.count || (a.other < b.other ? -1 : 1))
  const best = await firstSeen(counted, port, scope)
  if (best === undefined) return null
  // Forms of one word are no rivals.
  const rivals = counted.filter(
    ({ other, distance }) => distance === best.distance && stemOf(other) !== stemOf(best.other),
  )
  const rival = await firstSeen(rivals, port, scope)
  return rival === undefined || best.count >= farMoreCommon * rival.count ? best.other : null
}

/** Puts in the place of words that stand nowhere those that were meant, where there is one that is near enough. */
export const corrected = async (
  keywords: Keywords,
  counts: WordCounts,
  port: SearchPort,
  scope: SearchScope,
): Promise<{ readonly keywords: Keywords; readonly corrections: readonly Correction[] }> => {
  const inNames = new Set(
    keywords.identifiers.flatMap((name) => name.toLowerCase().split(/[^\p{L}]+/u)),
  )
  const unknown = keywords.words.filter(
    ({ text }) => (counts.of.get(text) ?? 0) === 0 && mayDiffer(text) > 0 && !inNames.has(text),
  )
  const corrections: Correction[] = []
  for (const { text } of unknown.slice(0, mostCorrected)) {
    const read = await correctionOf(text, port, scope)
    if (read !== null) corrections.push({ asked: text, read })
  }
  if (corrections.length === 0) return { keywords, corrections }
  const meant = new Map(corrections.map(({ asked, read }) => [asked, read]))
  const words = keywords.words.map((word): Keyword => {
    const read = meant.get(word.text)
    return read === undefined ? word : { text: read, stem: stemOf(read) }
  })
  return { keywords: { ...keywords, words: distinct(words, ({ stem }) => stem) }, corrections }
}

/** The question with the words in it that were meant. */
export const asMeant = (question: string, corrections: readonly Correction[]): string =>
  corrections.reduce(
    // A word that is corrected is letters only.
    (text, { asked, read }) =>
      text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${asked}(?![\\p{L}\\p{N}])`, 'giu'), read),
    question,
  )
