import { daysOf } from './dates.ts'
import { apart, type Bound, type Interval, intervalOf, within } from './intervals.ts'
import type { Kind, Quantity } from './quantities.ts'

/** What a number of a source says of a number of a statement. */
export type Relation = 'same' | 'entails' | 'excludes' | 'unclear'

/** Two numbers held against each other. */
export interface Related {
  /** By what is written: “more than 500” leaves open what is more than 600. */
  readonly strictly: Relation
  /** As people write of counts: “more than 500” is about 500, or they would have said more. */
  readonly loosely: Relation
  /** How near the two are in size, 1 for the same and towards 0 the farther apart. */
  readonly nearness: number
  /** Whether both are of one kind, or only might be. */
  readonly isOneKind: boolean
}

/** Kinds that may well be meant by each other: “59 out of 100” is a rating of 59 %. */
const akin: readonly (readonly [Kind, Kind])[] = [
  ['count', 'percent'],
  ['count', 'money'],
  ['count', 'ordinal'],
  ['count', 'duration'],
  ['count', 'size'],
]

/** Holds a number of a statement against one of a source; null where they are of kinds that never meet. */
export function relate(stated: Quantity, given: Quantity): Related | null {
  const isOneKind = stated.kind === given.kind
  if (!isOneKind && !akin.some((pair) => pair.includes(stated.kind) && pair.includes(given.kind)))
    return null
  if (stated.kind === 'version' || given.kind === 'version' || stated.kind === 'time')
    return bySymbol(stated, given)
  for (const factors of factorsOf(stated, given)) {
    const found = compared(stated, given, factors)
    if (found.strictly === 'same') return { ...found, isOneKind }
  }
  return { ...compared(stated, given, factorsOf(stated, given)[0] ?? [1, 1]), isOneKind }
}

function bySymbol(stated: Quantity, given: Quantity): Related | null {
  if (stated.kind !== given.kind) return null
  const isSame = stated.symbol === given.symbol
  const [shorter, longer] = [stated.symbol, given.symbol].toSorted((a, b) => a.length - b.length)
  const isPart =
    longer?.startsWith(`${shorter}.`) === true || longer?.startsWith(`${shorter}-`) === true
  const isBare = stated.bound === 'exact' && given.bound === 'exact'
  const relation: Relation =
    !isBare || isPart
      ? isSame && stated.bound === given.bound
        ? 'same'
        : 'unclear'
      : isSame
        ? 'same'
        : 'excludes'
  return { strictly: relation, loosely: relation, nearness: isSame ? 1 : 0, isOneKind: true }
}

/** What each is multiplied by to be of one unit, for every way to read their units. */
function factorsOf(stated: Quantity, given: Quantity): readonly (readonly [number, number])[] {
  const [one, other] = [stated.unit, given.unit]
  if (one === null || other === null || one.dimension !== other.dimension) return [[1, 1]]
  if (
    one.factors.length === other.factors.length &&
    one.factors.every((factor, index) => factor === other.factors[index])
  )
    return [[1, 1]]
  return one.factors.flatMap((a) => other.factors.map((b) => [a, b] as const))
}

function compared(
  stated: Quantity,
  given: Quantity,
  [a, b]: readonly [number, number],
): Omit<Related, 'isOneKind'> {
  const year = stated.date?.year ?? given.date?.year ?? 2000
  const [mine, theirs] = [spanOf(stated, a, year), spanOf(given, b, year)]
  const inner = intervalOf(...theirs, given.bound)
  const outer = intervalOf(...mine, stated.bound)
  const isEqual =
    within(intervalOf(...mine, 'range'), intervalOf(...theirs, 'range')) &&
    within(intervalOf(...theirs, 'range'), intervalOf(...mine, 'range'))
  // A place above the third is the second to some and the fourth to others.
  if (stated.kind === 'ordinal' && (stated.bound !== 'exact' || given.bound !== 'exact'))
    return {
      strictly: 'unclear',
      loosely: 'unclear',
      nearness: nearnessOf(mine, theirs, stated.kind),
    }
  const isOpposite = isEqual && oppositeOf[stated.bound] === given.bound
  const strictly =
    isEqual && sameBound(stated.bound, given.bound)
      ? 'same'
      : isOpposite
        ? 'excludes'
        : relationOf(inner, outer)
  // Of two limits neither bears the other out: who may upload 25 MB may not upload 50.
  if (
    !isEqual &&
    stated.bound === given.bound &&
    (stated.bound === 'at-least' || stated.bound === 'at-most')
  )
    return {
      strictly: 'unclear',
      loosely: 'unclear',
      nearness: nearnessOf(mine, theirs, stated.kind),
    }
  const loosely =
    isEqual && (sameBound(stated.bound, given.bound) || given.bound === 'about')
      ? 'same'
      : looser(stated, given, strictly, relationOf(intervalOf(...theirs, 'range'), outer))
  return { strictly, loosely, nearness: nearnessOf(mine, theirs, stated.kind) }
}

/** “At least three” and “at most three” are not meant to be both true. */
const oppositeOf: Readonly<Partial<Record<Bound, Bound>>> = {
  'at-least': 'at-most',
  'at-most': 'at-least',
  over: 'under',
  under: 'over',
}

/** Between two bounds people mean the numbers that they name; a bare number is held to the bound as it is written. */
const looser = (
  stated: Quantity,
  given: Quantity,
  strictly: Relation,
  loosely: Relation,
): Relation =>
  stated.bound === 'exact' && given.bound !== 'exact' && given.bound !== 'about'
    ? strictly
    : loosely

const sameBound = (a: Bound, b: Bound): boolean =>
  a === b || (a === 'range' && b === 'exact') || (a === 'exact' && b === 'range')

function relationOf(inner: Interval, outer: Interval): Relation {
  if (within(inner, outer)) return 'entails'
  return apart(inner, outer) ? 'excludes' : 'unclear'
}

function spanOf(
  { low, high, date, dateTo }: Quantity,
  factor: number,
  year: number,
): readonly [number, number] {
  if (date === null) return [low * factor, high * factor]
  const [from] = daysOf(date, year)
  const [, to] = daysOf(dateTo ?? date, year)
  return [from, to]
}

function nearnessOf(
  [low]: readonly [number, number],
  [from]: readonly [number, number],
  kind: Kind,
): number {
  const distance =
    kind === 'date'
      ? Math.abs(low - from) / 1500
      : Math.abs(Math.log((Math.abs(low) + 0.5) / (Math.abs(from) + 0.5)))
  return Number.isFinite(distance) ? Math.exp(-distance) : 0
}
