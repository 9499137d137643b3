import type { SupportReasonCode } from '../domain/support-reason.ts'
import type { AlignedQuantity } from './align.ts'
import { at, type Judgement, rangeOf, wholeOf } from './cause.ts'
import type { Compared } from './compare.ts'
import { ascending, type LinedUp, lineUp } from './lined-up.ts'
import { opposed, swapped } from './one-word.ts'
import { exclude, implies, quantifierOf } from './quantifiers.ts'
import type { Reading } from './reading.ts'
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
  if (mine !== null && theirs !== null && exclude(theirs.is, mine.is))
    return {
      support: 'contradicted',
      cause: { code: 'quantifier-differs', stated: at(mine.at), given: at(theirs.at) },
    }
  return facts.isNegatedAlike || facts.isUnreal
    ? null
    : { support: 'contradicted', cause: { code: 'negated', ...cause } }
}
