import { type FactKind, type Survey, wordsOf } from '../../domain/fact.ts'
import { lettersAway } from './letters.ts'
import { isMisspelt } from './slip.ts'
import { differenceOf, sharingAnEnd } from './words.ts'

/** How far names are apart, nearest first; one word for another comes last, for it may well be meant. */
const steps = {
  spelling: 0,
  letter: 1,
  order: 2,
  letters: 3,
  related: 4,
  'one-more': 5,
  'one-other': 6,
} as const

/**
 * The one name of these kinds that is a slip of the pen or of memory away: other letters, the words in another order, a
 * word too many, too few or another. Null where two are as near: it is a hint, never a verdict.
 */
export function nearest(
  name: string,
  surveys: readonly Survey[],
  kinds: readonly FactKind[],
): string | null {
  const words = wordsOf(name)
  // One short word is like many others.
  if (name.length < (words.length > 1 ? 5 : 8) || name.length > 120) return null
  const found = new Map<string, number>()
  const [joints, capital] = [jointsOf(name), isCapital(name)]
  // Joined in the same way, and beginning alike: a type is no slip for a package.
  const isAlike = (other: string): boolean =>
    isCapital(other) === capital && jointsOf(other) === joints
  const take = (other: string, step: number): void => {
    if (other !== name) found.set(other, Math.min(step, found.get(other) ?? step))
  }
  for (const survey of surveys)
    for (const kind of kinds) {
      for (const { name: other, distance } of lettersAway(name, limitFor(name), survey, kind))
        if (isMisspelt(name, other, surveys))
          take(other, distance === 1 ? steps.letter : steps.letters)
      if (words.length < 2) continue
      for (const { name: other, words: theirs } of sharingAnEnd(words, survey, kind)) {
        if (theirs.join() === words.join()) take(other, steps.spelling)
        const difference = isAlike(other) ? differenceOf(words, theirs) : null
        if (difference !== null) take(other, steps[difference])
      }
    }
  const best = Math.min(...found.values())
  const [first, ...others] = [...found].filter(([, step]) => step === best)
  return first !== undefined && others.length === 0 ? first[0] : null
}

/** What joins the words of a name, each sort once. */
const jointsOf = (name: string): string =>
  [...new Set(name.replace(/[A-Za-z0-9]/g, ''))].sort().join('')

const isCapital = (name: string): boolean => /^[A-Z]/.test(name)

const limitFor = ({ length }: string): number => (length < 9 ? 1 : 2)
