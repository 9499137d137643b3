import type { Compared } from './compare.ts'
import { unreal } from './lexicon.ts'
import { implies, quantifierOf } from './quantifiers.ts'
import type { Quantity } from './quantities.ts'
import type { Reading } from './reading.ts'
import { sequenceOf } from './sequence.ts'

/** Words that change what a statement says wherever they stand on one side alone. */
const telling = new Set(['only', 'if', 'unless', 'before', 'after', 'until', 'except'])
/** Words under which alone a source holds. */
const limiting = new Set(['only', 'if', 'unless', 'until', 'except'])

/** Sentences that are as good as the same: the one word that differs is what they are about. */
const areAlike = ({ overlap, source, statement }: Compared): boolean =>
  overlap.missingNames.length + overlap.missingPlain.length <= mostOther &&
  source.words.filter(({ meaning }) => !statement.meanings.has(meaning)).length <= mostOther
const mostOther = 2

const isLimit = ({ bound }: Quantity): boolean =>
  bound !== 'exact' && bound !== 'range' && bound !== 'about'

/** One says “before” where the other says “after”. */
const reverses = (statement: Reading, source: Reading): boolean =>
  ['before', 'after'].some((word) => statement.conditions.has(word) && !source.conditions.has(word))

/** Why a statement is not borne out, however much of it a sentence holds: each is a way in which two sentences that look alike differ. */
const ofSupport: readonly ((compared: Compared) => boolean)[] = [
  // A number that no number of the source answers, or only leaves open.
  ({ quantities }) =>
    quantities.some(
      ({ stated, related }) =>
        !stated.isLabel && (related === null || related.loosely === 'unclear'),
    ),
  // A word in whose very place another stands.
  (compared) => areAlike(compared) && compared.swaps.length > 0,
  ({ swaps }) =>
    swaps.some(({ isBetween, stated, given }) => isBetween && stated.isName && given.isName),
  // A limit of another limit.
  (compared) =>
    areAlike(compared) &&
    compared.quantities.some(
      ({ stated, given, related }) =>
        related?.loosely === 'entails' && isLimit(stated) && given !== null && isLimit(given),
    ),
  ({ overlap }) => overlap.opposites.length > 0,
  ({ statement, source }) =>
    has(statement, telling) !== has(source, telling) &&
    [...statement.conditions].some((word) => telling.has(word) && !source.conditions.has(word)),
  ({ statement, source }) =>
    [...source.conditions].some((word) => limiting.has(word) && !statement.conditions.has(word)),
  ({ statement, source }) =>
    source.tokens.some(({ lower }) => unreal.has(lower)) &&
    !statement.tokens.some(({ lower }) => unreal.has(lower)),
  ({ statement, source }) => {
    const [stated, given] = [quantifierOf(statement), quantifierOf(source)]
    return (
      stated !== null && stated.is !== 'some' && (given === null || !implies(given.is, stated.is))
    )
  },
  // The same words the other way round, in time or at all.
  ({ statement, source }) => sequenceOf(statement, source) === 'other',
  (compared) => areAlike(compared) && reverses(compared.statement, compared.source),
  ({ overlap, statement }) =>
    statement.quantities.length === 0 &&
    overlap.covered === 1 &&
    overlap.reverse > 0.7 &&
    overlap.order < 1,
]

/** Why a statement is not contradicted, however far a value is off: it may speak of something else. */
const ofContradiction: readonly ((compared: Compared) => boolean)[] = [
  (compared) =>
    isOfNumbers(compared) &&
    (compared.swaps.some(({ isBetween }) => isBetween) ||
      (areAlike(compared) && compared.swaps.length > 0)),
  (compared) => isOfNumbers(compared) && compared.overlap.opposites.length > 0,
]

const isOfNumbers = ({ quantities }: Compared): boolean =>
  quantities.some(({ related }) => related?.loosely === 'excludes')

const has = ({ conditions }: Reading, words: ReadonlySet<string>): boolean =>
  [...conditions].some((word) => words.has(word))

export const isSupportDoubtful = (compared: Compared): boolean =>
  ofSupport.some((doubt) => doubt(compared))
export const isContradictionDoubtful = (compared: Compared): boolean =>
  ofContradiction.some((doubt) => doubt(compared))
