import { type Survey, wordsOf } from '../../domain/fact.ts'

/**
 * Whether a name can be another one misspelt: a word that code knows is meant as it stands, unless it differs by the
 * `s` of a plural or by where words are parted.
 */
export function isMisspelt(asked: string, other: string, surveys: readonly Survey[]): boolean {
  const [mine, theirs] = [wordsOf(asked), wordsOf(other)]
  if (mine.join('') === theirs.join('')) return mine.length > 1 || theirs.length > 1
  const own = mine.filter((word) => !theirs.includes(word))
  return own.every(
    (word) =>
      theirs.some((one) => one === `${word}s` || word === `${one}s`) || !isWord(word, surveys),
  )
}

/** Whether the word stands in code by itself. */
const isWord = (word: string, surveys: readonly Survey[]): boolean =>
  surveys.some(
    (survey) =>
      survey.occurrences(word) > 0 ||
      survey.occurrences(word.charAt(0).toUpperCase() + word.slice(1)) > 0,
  )
