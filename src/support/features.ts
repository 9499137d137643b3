import type { AlignedQuantity } from './align.ts'
import type { Compared } from './compare.ts'
import { refusals } from './lexicon.ts'
import type { Quantity } from './quantities.ts'
import type { Reading } from './reading.ts'

/** Numbers between 0 and 1, each with the name under which its weight is kept. */
export const featuresOf = (compared: Compared): Readonly<Record<string, number>> => ({
  ...ofWords(compared),
  ...ofNumbers(compared),
})

const cap = (value: number, most: number): number => Math.min(value, most) / most
const flag = (is: boolean): number => (is ? 1 : 0)

function ofWords({ statement, source, overlap, quantities, swaps }: Compared) {
  const { missingNames, missingPlain } = overlap
  const refuses = ({ stems }: Reading): boolean => [...stems].some((stem) => refusals.has(stem))
  const notIn = (one: Reading, other: Reading): number =>
    [...one.conditions].filter((word) => !other.conditions.has(word)).length
  return {
    covered: overlap.covered,
    plain: overlap.plain,
    noNames: flag(statement.words.every(({ isName }) => !isName)),
    missingNames: cap(missingNames.length, 4),
    missingPlain: cap(missingPlain.length, 5),
    reverse: overlap.reverse,
    sourceLength: cap(source.words.length, 40),
    opposite: flag(overlap.opposites.length > 0),
    turned: flag(statement.negations % 2 !== source.negations % 2),
    negated: statement.negations % 2,
    sourceNegated: source.negations % 2,
    refused: flag(refuses(statement) !== refuses(source)),
    swapBetween: flag(swaps.some(({ isBetween }) => isBetween)),
    swapNames: flag(
      swaps.some(({ isBetween, stated, given }) => isBetween && stated.isName && given.isName),
    ),
    swapBeside: flag(swaps.some(({ isBetween }) => !isBetween)),
    labels: flag(quantities.some(({ stated }) => stated.isLabel)),
    dropped: cap(notIn(source, statement), 3),
    added: cap(notIn(statement, source), 2),
  }
}

function ofNumbers({ statement, source, overlap, quantities: all }: Compared) {
  const quantities = all.filter(({ stated }) => !stated.isLabel)
  const count = quantities.length
  const entailed = quantities.filter(
    ({ related }) => related?.loosely === 'same' || related?.loosely === 'entails',
  )
  const areEntailed = count > 0 && entailed.length === count
  const isBounded = ({ stated }: AlignedQuantity): boolean => stated.bound !== 'exact'
  return {
    has: flag(count > 0),
    allEntailed: flag(areEntailed),
    allEntailedCovered: areEntailed ? overlap.covered : 0,
    allEntailedBounded: flag(areEntailed && quantities.some(isBounded)),
    someEntailed: flag(entailed.length > 0 && !areEntailed),
    ...ofExcluded({ quantities, entailed: entailed.length, statement, source, overlap }),
    unclear: flag(quantities.some(({ related }) => related?.loosely === 'unclear')),
    lost: flag(quantities.some(({ related }) => related === null)),
    noneWithout: count === 0 ? overlap.covered : 0,
  }
}

/** What stands against a statement: its numbers that those of the source exclude. */
function ofExcluded({
  quantities,
  entailed,
  statement,
  source,
  overlap,
}: Omit<Compared, 'swaps'> & { readonly entailed: number }) {
  const excluded = quantities.filter(({ related }) => related?.loosely === 'excludes')
  const count = quantities.length
  const worst = excluded.toSorted((a, b) => b.context - a.context)[0]
  const isOneKind = worst?.related?.isOneKind === true
  const ofKind = source.quantities.filter(({ kind }) => kind === worst?.given?.kind).length
  return {
    excluded: flag(excluded.length > 0),
    excludedContext: worst?.context ?? 0,
    excludedNear: Math.max(0, ...excluded.map(({ related }) => related?.nearness ?? 0)),
    excludedBounded: flag(excluded.some(({ stated }) => stated.bound !== 'exact')),
    excludedPresent: flag(excluded.some(({ isPresent }) => isPresent)),
    excludedMargin: Math.max(0, worst?.margin ?? 0),
    excludedSingle: flag(count === 1 && isOneKind),
    excludedMulti: flag(excluded.length > 1),
    excludedRest: flag(excluded.length === 1 && count > 1 && entailed === count - 1),
    excludedWhen: flag(excluded.some(({ stated }) => saysWhen(statement, stated))),
    excludedMissing: excluded.length > 0 ? cap(overlap.missingNames.length, 3) : 0,
    excludedClear:
      excluded.length === 1 && isOneKind && worst?.isAlone === true ? worst.context : 0,
    excludedOnly: flag(excluded.length > 0 && ofKind === 1),
  }
}

/** Whether a number says when, or on what ground, the rest holds: “after 54 reviews”, “as of May”. */
const saysWhen = ({ tokens }: Reading, { boundFrom, kind }: Quantity): boolean =>
  kind === 'date' ||
  /^(?:after|before|on|since|until|by|during|at|upon|over|with)$/.test(
    tokens[boundFrom - 1]?.lower ?? '',
  )
