/** A release as people write it: `v5.5.x`, `1.2.0-rc.1`. */
export interface Release {
  readonly numbers: readonly number[]
  /** What marks it as no final release: `rc2`, `snapshot`; empty for a final one. */
  readonly tag: string
}

const release = /^[=v\s]{0,4}(\d{1,9}(?:\.\d{1,9}){0,3})(?:\.[x*])?[-_.+]?([A-Za-z][\w.+-]{0,40})?$/

/** Reads one version; null for anything else. */
export function readRelease(text: string): Release | null {
  const [, numbers, tag = ''] = release.exec(text.trim()) ?? []
  if (numbers === undefined) return null
  const isFinal = /^(?:final|ga|release)$/i.test(tag)
  return { numbers: numbers.split('.').map(Number), tag: isFinal ? '' : tag.toLowerCase() }
}

/** Compares as many parts as both have: `1.65` and `1.65.0` are level, and so are `3` and `3.8`. */
export function compareShared(a: readonly number[], b: readonly number[]): number {
  for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
    const apart = (a[place] ?? 0) - (b[place] ?? 0)
    if (apart !== 0) return apart
  }
  return 0
}

/** Compares with missing parts as zeros. */
const compareWhole = (a: readonly number[], b: readonly number[]): number => {
  const length = Math.max(a.length, b.length)
  const filled = (numbers: readonly number[]) =>
    Array.from({ length }, (_, place) => numbers[place] ?? 0)
  return compareShared(filled(a), filled(b))
}

const comparator =
  /(>=|<=|=>|~>|~=|===?|!=|>|<|\^|~|\[|\(|=)?[ \t]{0,4}v?(\d{1,9}(?:\.(?:\d{1,9}|[x*]))*)/gi
const lower = new Set([
  '>=',
  '=>',
  '>',
  '~>',
  '~=',
  '==',
  '===',
  '=',
  '^',
  '~',
  '[',
  '(',
  undefined,
])

/** The oldest version that a constraint admits, in the precision it is written in; null where it has no lower bound. */
export function lowestOf(constraint: string): readonly number[] | null {
  let lowest: readonly number[] | null = null
  for (const alternative of constraint.slice(0, 300).split(/\|\|?/)) {
    const [text = ''] = alternative.split(/\s-\s/)
    let bound: readonly number[] | null = null
    for (const [, operator, written = ''] of text.matchAll(comparator)) {
      if (!lower.has(operator)) continue
      const numbers = numbersOf(written)
      if (bound === null || compareWhole(numbers, bound) > 0) bound = numbers
    }
    if (bound === null) return null
    if (lowest === null || compareWhole(bound, lowest) < 0) lowest = bound
  }
  return lowest
}

const numbersOf = (written: string): readonly number[] =>
  written
    .split('.')
    .filter((part) => /^\d+$/.test(part))
    .map(Number)

/** How an ecosystem reads a version without an operator: as that one, as it and its compatible successors, or as a prefix. */
export type Bare = 'exact' | 'compatible' | 'prefix'

/** Whether a constraint, as a reader would copy it, lets in a release; null where it cannot be told. */
export function admits(constraint: string, numbers: readonly number[], bare: Bare): boolean | null {
  let seen = false
  for (const alternative of constraint.slice(0, 300).split(/\|\|?/)) {
    let all = true
    for (const [, operator, written = ''] of alternative.matchAll(comparator)) {
      seen = true
      all &&= admitsOne(operator, numbersOf(written), /[x*]$/i.test(written), numbers, bare)
    }
    if (all && seen) return true
  }
  return seen ? false : null
}

function admitsOne(
  operator: string | undefined,
  bound: readonly number[],
  isOpen: boolean,
  numbers: readonly number[],
  bare: Bare,
): boolean {
  const apart = compareWhole(numbers, bound)
  switch (operator) {
    case '>=':
    case '=>':
    case '[':
      return apart >= 0
    case '>':
    case '(':
      return apart > 0
    case '<':
      return apart < 0
    case '<=':
      return apart <= 0
    case '!=':
      return apart !== 0
    case '^':
      return isCompatible(numbers, bound)
    case '~':
      return apart >= 0 && compareShared(numbers, bound.slice(0, 2)) === 0
    case '~>':
    case '~=':
      return (
        apart >= 0 && compareShared(numbers, bound.slice(0, Math.max(1, bound.length - 1))) === 0
      )
    default:
      if (isOpen || bare === 'prefix') return compareShared(numbers, bound) === 0
      return bare === 'compatible' && operator === undefined
        ? isCompatible(numbers, bound)
        : apart === 0
  }
}

/** Not older, and the same up to the first part that is not zero. */
const isCompatible = (numbers: readonly number[], bound: readonly number[]): boolean => {
  const first = bound.findIndex((part) => part > 0)
  const kept = first < 0 ? bound.length : first + 1
  return compareWhole(numbers, bound) >= 0 && compareShared(numbers, bound.slice(0, kept)) === 0
}

/** A version in the dress of another: `v5.5.x` for 5.6.2 is `v5.6.x`, `1.34.0` for 1.65 is `1.65.0`. */
export function dressedLike(written: string, numbers: readonly number[]): string | null {
  const [, before = '', old = '', after = ''] =
    /^(v?)(\d+(?:\.\d+)*)(\.[x*])?$/i.exec(written) ?? []
  if (old === '') return null
  const parts = old.split('.').map((_, place) => numbers[place] ?? 0)
  return `${before}${parts.join('.')}${after}`
}
