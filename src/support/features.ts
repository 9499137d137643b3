import { type AlignedQuantity, alignQuantities, isAmount } from './align.ts'
import { refusals } from './lexicon.ts'
import { type Overlap, overlapOf } from './overlap.ts'
import type { Quantity } from './quantities.ts'
import type { Reading } from './reading.ts'
import { type Swap, swapsIn } from './swaps.ts'

/** What can be told of a statement and one piece of a source without understanding either. */
export interface Compared {
  readonly statement: Reading
  readonly source: Reading
  readonly overlap: Overlap
  readonly quantities: readonly AlignedQuantity[]
  readonly swaps: readonly Swap[]
}

export function compareReadings(statement: Reading, source: Reading): Compared {
  return {
    statement,
    source,
    overlap: overlapOf(statement, source),
    quantities: alignQuantities(statement, source),
    swaps: swapsIn(statement, source),
  }
}

const cap = (value: number, most: number): number => Math.min(value, most) / most

/** Numbers between 0 and 1, each with the name under which its weight is kept. */
export function featuresOf({
  statement,
  source,
  overlap,
  quantities: all,
  swaps,
}: Compared): Readonly<Record<string, number>> {
  const quantities = all.filter(({ stated }) => !stated.isLabel)
  const labels = all.filter(({ stated }) => stated.isLabel)
  const of = (test: (one: AlignedQuantity) => boolean): readonly AlignedQuantity[] =>
    quantities.filter(test)
  const entailed = of(
    ({ related }) => related?.loosely === 'same' || related?.loosely === 'entails',
  )
  const excluded = of(({ related }) => related?.loosely === 'excludes')
  const unclear = of(({ related }) => related?.loosely === 'unclear')
  const lost = of(({ related }) => related === null)
  const n = quantities.length
  const has = n > 0 ? 1 : 0
  const allEntailed = n > 0 && entailed.length === n ? 1 : 0
  const minContext = Math.min(1, ...quantities.map(({ context }) => context))
  const minMargin = Math.min(1, ...quantities.map(({ margin }) => margin))
  const worst = excluded.toSorted((a, b) => b.context - a.context)[0]
  const bounded = of(({ stated }) => stated.bound !== 'exact')
  const turned = statement.negations % 2 !== source.negations % 2 ? 1 : 0
  const refused =
    [...statement.stems].some((stem) => refusals.has(stem)) !==
    [...source.stems].some((stem) => refusals.has(stem))
      ? 1
      : 0
  const noNames = statement.words.every(({ isName }) => !isName) ? 1 : 0
  const shape = {
    covered: overlap.covered,
    coveredSquare: overlap.covered ** 2,
    full: overlap.covered === 1 ? 1 : 0,
    names: overlap.names,
    plain: overlap.plain,
    plainFull: overlap.plain === 1 ? 1 : 0,
    namesFull: overlap.names === 1 ? 1 : 0,
    noNames,
    missingNames: cap(overlap.missingNames.length, 4),
    missingPlain: cap(overlap.missingPlain.length, 5),
    order: overlap.order,
    reverse: overlap.reverse,
    length: cap(statement.words.length, 15),
    sourceLength: cap(source.words.length, 40),
    opposite: overlap.opposites.length > 0 ? 1 : 0,
    turned,
    negated: statement.negations % 2,
    sourceNegated: source.negations % 2,
    refused,
    swapBetween: swaps.some(({ isBetween }) => isBetween) ? 1 : 0,
    swapNames: swaps.some(
      ({ isBetween, stated, given }) => isBetween && stated.isName && given.isName,
    )
      ? 1
      : 0,
    swapBeside: swaps.some(({ isBetween }) => !isBetween) ? 1 : 0,
    swapBesideNames: swaps.some(({ isBetween, stated }) => !isBetween && stated.isName) ? 1 : 0,
    swapAll:
      overlap.missingNames.length + overlap.missingPlain.length > 0 &&
      swaps.length === overlap.missingNames.length + overlap.missingPlain.length
        ? 1
        : 0,
    labels: labels.length > 0 ? 1 : 0,
    labelsDiffer: labels.some(({ related, isPresent }) => related?.loosely !== 'same' && !isPresent)
      ? 1
      : 0,
    dropped: cap(
      [...source.conditions].filter((word) => !statement.conditions.has(word)).length,
      3,
    ),
    added: cap([...statement.conditions].filter((word) => !source.conditions.has(word)).length, 2),
  }
  const numbers = {
    has,
    several: n > 1 ? 1 : 0,
    allEntailed,
    allEntailedContext: allEntailed * minContext,
    allEntailedCovered: allEntailed * overlap.covered,
    allEntailedBounded: allEntailed * (bounded.length > 0 ? 1 : 0),
    allEntailedMargin: allEntailed * Math.max(0, minMargin),
    allPresent: n > 0 && quantities.every(({ isPresent }) => isPresent) ? 1 : 0,
    someEntailed: entailed.length > 0 && allEntailed === 0 ? 1 : 0,
    excluded: excluded.length > 0 ? 1 : 0,
    excludedContext: worst?.context ?? 0,
    excludedNear: Math.max(0, ...excluded.map(({ related }) => related?.nearness ?? 0)),
    excludedBounded: excluded.some(({ stated }) => stated.bound !== 'exact') ? 1 : 0,
    excludedOneKind: excluded.some(({ related }) => related?.isOneKind === true) ? 1 : 0,
    excludedDate: excluded.some(({ stated }) => stated.kind === 'date') ? 1 : 0,
    excludedAmount: excluded.some(({ stated }) => isAmount(stated.kind)) ? 1 : 0,
    excludedPresent: excluded.some(({ isPresent }) => isPresent) ? 1 : 0,
    excludedCovered: (excluded.length > 0 ? 1 : 0) * overlap.covered,
    excludedMargin: Math.max(0, worst?.margin ?? 0),
    excludedOnly:
      excluded.length > 0 &&
      source.quantities.filter(({ kind }) => kind === worst?.given?.kind).length === 1
        ? 1
        : 0,
    excludedElse: excluded.some(({ alternatives }) => alternatives) ? 1 : 0,
    excludedSingle: n === 1 && worst?.related?.isOneKind === true ? 1 : 0,
    excludedMulti: excluded.length > 1 ? 1 : 0,
    excludedRest: excluded.length === 1 && n > 1 && entailed.length === n - 1 ? 1 : 0,
    excludedWhen: excluded.some(({ stated }) => saysWhen(statement, stated)) ? 1 : 0,
    excludedWhenMulti:
      excluded.length > 1 && excluded.some(({ stated }) => saysWhen(statement, stated)) ? 1 : 0,
    excludedMissing: excluded.length > 0 ? cap(overlap.missingNames.length, 3) : 0,
    excludedClear:
      excluded.length === 1 && worst?.related?.isOneKind === true && !worst.alternatives
        ? worst.context
        : 0,
    excludedAllOthers: excluded.length > 0 && excluded.length + entailed.length === n ? 1 : 0,
    excludedAll: excluded.length > 0 && excluded.length === n ? 1 : 0,
    excludedFull: excluded.length > 0 && overlap.covered === 1 ? 1 : 0,
    entailedDateExcluded:
      excluded.some(({ stated }) => stated.kind === 'date') &&
      excluded.some(({ stated }) => stated.kind !== 'date')
        ? 1
        : 0,
    unclear: unclear.length > 0 ? 1 : 0,
    lost: lost.length > 0 ? 1 : 0,
    lostAll: n > 0 && lost.length === n ? 1 : 0,
    noneWithout: has === 0 ? overlap.covered : 0,
    noneWithoutFull: has === 0 && overlap.covered === 1 ? 1 : 0,
  }
  return { ...shape, ...numbers }
}

/** Whether a number says when, or on what ground, the rest holds: “after 54 reviews”, “as of May”. */
const saysWhen = ({ tokens }: Reading, { boundFrom, kind }: Quantity): boolean =>
  kind === 'date' ||
  /^(?:after|before|on|since|until|by|during|at|upon|over|with)$/.test(
    tokens[boundFrom - 1]?.lower ?? '',
  )
