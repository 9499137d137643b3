import type { AlignedQuantity } from './align.ts'
import { at, type Judgement, rangeOf } from './cause.ts'
import type { Compared } from './compare.ts'
import { isContradictionDoubtful, isSupportDoubtful } from './doubts.ts'
import { featuresOf } from './features.ts'
import { bias, thresholds, weights } from './likely-weights.ts'
import { codeFor } from './stated.ts'

/** How likely a sentence bears a statement out, and how likely it contradicts it. */
export interface Likelihood {
  readonly supported: number
  readonly contradicted: number
}

/** Multinomial logistic regression over `featuresOf`. */
export function likelihoodOf(features: Readonly<Record<string, number>>): Likelihood {
  const sums = [...bias]
  for (const [name, value] of Object.entries(features)) {
    const row = weights[name]
    if (row === undefined) continue
    for (const [index, weight] of row.entries()) sums[index] = (sums[index] ?? 0) + weight * value
  }
  const powers = sums.map((sum) => Math.exp(sum - Math.max(...sums)))
  const whole = powers.reduce((total, power) => total + power, 0)
  return { supported: (powers[0] ?? 0) / whole, contradicted: (powers[1] ?? 0) / whole }
}

/** The more sentences are tried, the surer one of them must be: one in many looks alike by chance (Bonferroni's correction). */
const sureAmong = (threshold: number, tried: number): number => 1 - (1 - threshold) / tried

/** What a sentence likely says of a statement, and the words and values that speak for it most; null where that is not sure enough, or nothing can be named. */
export function likelyBy(compared: Compared, sentences: number): Judgement | null {
  const { statement, source, overlap } = compared
  if (overlap.covered < leastShared || [...statement.names].some((name) => !source.names.has(name)))
    return null
  const features = featuresOf(compared)
  const { supported, contradicted } = likelihoodOf(features)
  // Comparisons are written so that nonsense commits to nothing.
  const needed = features.allEntailed === 1 ? thresholds.withNumber : thresholds.supported
  if (supported >= sureAmong(needed, sentences))
    return isSupportDoubtful(compared) ? null : borneOut(compared)
  if (contradicted >= sureAmong(thresholds.contradicted, sentences))
    return isContradictionDoubtful(compared) ? null : contradiction(compared)
  return null
}

/** A sentence that shares less with a statement speaks of something else. */
const leastShared = 0.25

function borneOut({ statement, source, quantities }: Compared): Judgement | null {
  const best = quantities
    .filter(
      ({ related, stated }) =>
        !stated.isLabel && (related?.loosely === 'same' || related?.loosely === 'entails'),
    )
    .toSorted((a, b) => b.context - a.context)[0]
  if (best?.given) {
    const code = best.related?.loosely === 'same' ? 'same-value' : 'within-bound'
    return {
      support: 'supported',
      cause: { code, stated: rangeOf(best.stated), given: rangeOf(best.given) },
    }
  }
  const shared = source.words
    .filter(({ meaning }) => statement.meanings.has(meaning))
    .map((word) => word.at)
  const given = shared.length > 0 ? ([Math.min(...shared), Math.max(...shared) + 1] as const) : null
  return {
    support: 'supported',
    cause: { code: 'same-words', stated: [0, statement.tokens.length], given },
  }
}

function contradiction({
  quantities,
  overlap,
  swaps,
  statement,
  source,
}: Compared): Judgement | null {
  const other = quantities
    .filter(({ related }) => related?.loosely === 'excludes')
    .toSorted((a, b) => weightOf(b) - weightOf(a))[0]
  if (other?.given)
    return {
      support: 'contradicted',
      cause: { code: codeFor(other), stated: rangeOf(other.stated), given: rangeOf(other.given) },
    }
  const [pair] = overlap.opposites
  if (pair)
    return {
      support: 'contradicted',
      cause: { code: 'opposite', stated: at(pair[0].at), given: at(pair[1].at) },
    }
  const swap =
    swaps.find(({ isBetween, stated }) => isBetween && stated.isName) ??
    swaps.find(({ stated }) => stated.isName)
  if (swap)
    return {
      support: 'contradicted',
      cause: { code: 'name-differs', stated: at(swap.stated.at), given: at(swap.given.at) },
    }
  if (statement.negations % 2 === source.negations % 2) return null
  return {
    support: 'contradicted',
    cause: {
      code: 'negated',
      stated: [0, statement.tokens.length],
      given: [0, source.tokens.length],
    },
  }
}

/** The difference that says most: between numbers of one kind, amounts before dates, the nearer in words the better. */
const weightOf = ({ context, related, stated }: AlignedQuantity): number =>
  context +
  (related?.isOneKind === true ? 1 : 0) -
  (stated.kind === 'date' ? 0.5 : 0) -
  (stated.isLabel ? 0.5 : 0)
