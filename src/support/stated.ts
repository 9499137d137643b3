import type { AlignedQuantity } from './align.ts'
import { at, type Judgement, rangeOf, wholeOf } from './cause.ts'
import type { Compared } from './features.ts'
import { exclude, unreal } from './lexicon.ts'
import type { SupportReasonCode } from './outcome.ts'
import { exclude as excludesQuantity, implies, isQuantifier, quantifierOf } from './quantifiers.ts'
import type { Quantity } from './quantities.ts'
import type { ContentWord, Reading } from './reading.ts'
import { sequenceOf } from './sequence.ts'

/**
 * What anybody can see who holds a statement beside a sentence: the same words in the same order, with the same values or others. Null where words
 * and values do not line up so far that one answers the other.
 */
export function statedBy(compared: Compared): Judgement | null {
  const { statement, source } = compared
  const foreign = [...statement.names].some((name) => !source.names.has(name))
  const facts = lineUp(compared)
  if (foreign) return statement.words.length < 2 ? null : swapped(compared, facts)
  if (statement.words.length < 2) return null
  return (
    turnedRound(compared, facts) ??
    borneOut(compared, facts) ??
    otherValue(compared, facts) ??
    opposed(compared, facts) ??
    swapped(compared, facts)
  )
}

/** How two sentences lie beside each other, word by word. */
interface LinedUp {
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

function lineUp({ statement, source, quantities }: Compared): LinedUp {
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
function inOrder(words: readonly ContentWord[], others: readonly ContentWord[]): boolean {
  let place = 0
  return words.every(({ stem }) => {
    const found = others.findIndex((other, index) => index >= place && other.stem === stem)
    place = found + 1
    return found >= 0
  })
}

/** Two numbers of one sentence must not have changed places. */
const ascending = (quantities: readonly AlignedQuantity[]): boolean =>
  quantities.every(({ given }, index) => {
    const before = quantities[index - 1]?.given
    return given === null || before === null || before === undefined || before.from < given.from
  })

function borneOut({ statement, source }: Compared, facts: LinedUp): Judgement | null {
  if (facts.mine.length > 0 || !facts.isInOrder || !facts.isNegatedAlike) return null
  const stated = wholeOf(statement)
  const given = wholeOf(source)
  if (!facts.areValuesSame) {
    const some = facts.values.some(({ related }) => related?.strictly === 'same')
    const rest = facts.values.find(({ related }) => related?.strictly !== 'same')
    const isPart =
      some && rest !== undefined && (rest.related === null || rest.related.strictly === 'unclear')
    return isPart
      ? {
          support: 'partially-supported',
          cause: { code: 'part-missing', stated: rangeOf(rest.stated), given },
        }
      : null
  }
  const [mine, theirs] = [quantifierOf(statement), quantifierOf(source)]
  if (mine !== null && (theirs === null || !implies(theirs.is, mine.is))) return null
  if (facts.added.length > 0) return null
  const isNarrower =
    facts.dropped.length > 0 ||
    (theirs !== null && mine === null && theirs.is !== 'all' && theirs.is !== 'none')
  if (isNarrower)
    return { support: 'partially-supported', cause: { code: 'condition-dropped', stated, given } }
  const value = facts.values[0]
  if (value?.given) {
    const code = value.related?.strictly === 'same' ? 'same-value' : 'within-bound'
    return {
      support: 'supported',
      cause: { code, stated: rangeOf(value.stated), given: rangeOf(value.given) },
    }
  }
  return { support: 'supported', cause: { code: 'same-words', stated, given } }
}

/** The same words but for one value, where it is plain which value answers which. */
function otherValue({ statement, source, swaps }: Compared, facts: LinedUp): Judgement | null {
  const { values, isInOrder, isNegatedAlike } = facts
  const close =
    facts.mine.length === 0 ||
    (facts.mine.length <= statement.words.length * 0.2 &&
      facts.theirs.length <= source.words.length * 0.4)
  if (
    !close ||
    !isInOrder ||
    !isNegatedAlike ||
    swaps.length > 0 ||
    facts.mine.some(({ isName }) => isName)
  )
    return null
  if (facts.added.length > 0 || facts.dropped.length > 0 || !ascending(values)) return null
  if (quantifierOf(statement)?.is !== quantifierOf(source)?.is) return null
  const other = values.filter(
    ({ related }) => related?.strictly === 'excludes' && related.isOneKind,
  )
  const rest = values.filter(
    ({ related }) => related?.strictly === 'same' || related?.strictly === 'entails',
  )
  const [only] = other
  if (only?.given == null || other.length !== 1 || rest.length !== values.length - 1) return null
  const alike = (reading: Reading): number =>
    reading.quantities.filter(({ kind }) => kind === only.stated.kind).length
  if (alike(statement) !== alike(source)) return null
  return {
    support: 'contradicted',
    cause: { code: codeFor(only), stated: rangeOf(only.stated), given: rangeOf(only.given) },
  }
}

/** What kind of difference there is between two numbers that exclude each other. */
export function codeFor({ stated, given }: AlignedQuantity): SupportReasonCode {
  if (stated.kind === 'date' || stated.kind === 'time') return 'date-differs'
  if (stated.kind === 'version') return 'version-differs'
  if (
    given !== null &&
    stated.low === given.low &&
    stated.bound === given.bound &&
    stated.unit !== given.unit
  )
    return 'unit-differs'
  return stated.bound !== 'exact' || (given !== null && given.bound !== 'exact')
    ? 'bound-differs'
    : 'value-differs'
}

/** The same words both ways but for a negation, a quantifier, or the order around “before”. */
function turnedRound({ statement, source }: Compared, facts: LinedUp): Judgement | null {
  if (
    facts.mine.length > 0 ||
    !facts.areValuesSame ||
    facts.values.length !== source.quantities.length
  )
    return null
  const few = facts.theirs.length <= source.words.length * 0.25
  const isFurther = [...facts.added, ...facts.dropped].some(
    (word) => word !== 'before' && word !== 'after',
  )
  if (!few || isFurther) return null
  const cause = { stated: wholeOf(statement), given: wholeOf(source) }
  const sequence = sequenceOf(statement, source)
  if (sequence !== null)
    return sequence === 'same'
      ? null
      : { support: 'contradicted', cause: { code: 'order-differs', ...cause } }
  if (!facts.isInOrder || facts.added.length > 0 || facts.dropped.length > 0) return null
  const [mine, theirs] = [quantifierOf(statement), quantifierOf(source)]
  if (mine !== null && theirs !== null && excludesQuantity(theirs.is, mine.is))
    return {
      support: 'contradicted',
      cause: { code: 'quantifier-differs', stated: at(mine.at), given: at(theirs.at) },
    }
  return facts.isNegatedAlike || facts.isUnreal
    ? null
    : { support: 'contradicted', cause: { code: 'negated', ...cause } }
}

/** The same words but for one opposite. */
function opposed({ statement, source }: Compared, facts: LinedUp): Judgement | null {
  const [mine, ...others] = facts.mine
  if (
    mine === undefined ||
    others.length > 0 ||
    !facts.areValuesSame ||
    facts.added.length > 0 ||
    facts.dropped.length > 0
  )
    return null
  const theirs = facts.theirs.find(({ stem }) => exclude(mine.stem, stem))
  if (
    theirs === undefined ||
    facts.theirs.length > 1 + source.words.length * 0.25 ||
    !facts.isNegatedAlike
  )
    return null
  if (
    !inOrder(
      statement.words.filter((word) => word !== mine),
      source.words,
    )
  )
    return null
  return {
    support: 'contradicted',
    cause: { code: 'opposite', stated: at(mine.at), given: at(theirs.at) },
  }
}

/** Words after which a thing has one name only, so that another name is another statement. */
const naming = new Set([
  'is',
  'are',
  'was',
  'were',
  'by',
  'called',
  'named',
  '=',
  ':',
  'default',
  'defaults',
  'in',
  'on',
  'at',
  'to',
])
/** “to” gives the one value only after these. */
const setting = new Set([
  'set',
  'defaults',
  'default',
  'points',
  'assigned',
  'belongs',
  'renamed',
  'changed',
  'moved',
])

/** The same words but for one name, where a thing can have only one. */
function swapped({ statement, source }: Compared, facts: LinedUp): Judgement | null {
  const [mine, more] = facts.mine
  const [theirs, further] = facts.theirs
  if (!mine?.isName || !theirs?.isName || more !== undefined || further !== undefined) return null
  if (
    !facts.isInOrder ||
    !facts.isNegatedAlike ||
    !facts.areValuesSame ||
    facts.values.length !== source.quantities.length
  )
    return null
  if (
    facts.added.length > 0 ||
    facts.dropped.length > 0 ||
    statement.words.length < 3 ||
    areForms(mine.stem, theirs.stem)
  )
    return null
  const isNamed = [statement, source].every((reading) => {
    const own = reading === statement ? mine : theirs
    const before = reading.tokens
      .slice(0, own.at)
      .filter(({ lower }) => !/^(?:the|an?|team)$/.test(lower))
    const last = before.at(-1)?.lower ?? ''
    return (
      naming.has(last) &&
      (last !== 'to' || setting.has(before.at(-2)?.lower ?? '')) &&
      reading.words.some((word) => word.at < own.at)
    )
  })
  return isNamed
    ? {
        support: 'contradicted',
        cause: { code: 'name-differs', stated: at(mine.at), given: at(theirs.at) },
      }
    : null
}

/** “PG” and “PostgreSQL”, “prod” and “production”: what may be short for the other is no other name. */
const areForms = (one: string, other: string): boolean => {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  return longer.startsWith(shorter.slice(0, 3)) && shorter.length <= 4
    ? true
    : longer.includes(shorter)
}
