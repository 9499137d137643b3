import { sameNumber } from './numbers.ts'
import type { Reading } from './readings.ts'
import { readVersion, sameVersion } from './versions.ts'

/** How two values compare. `incomparable` means that nothing may be concluded. */
export type Comparison = 'same' | 'different' | 'incomparable'

type NumberReading = Extract<Reading, { kind: 'number' }>

/** Compares one meaning with another. */
export function compareReadings(a: Reading, b: Reading): Comparison {
  const result = a.kind === b.kind ? compareAlike(a, b) : compareUnlike(a, b)
  return result === 'different' && (a.weak || b.weak) ? 'incomparable' : result
}

function compareAlike(a: Reading, b: Reading): Comparison {
  if (a.kind === 'nothing') return 'same'
  if (a.kind === 'boolean' && b.kind === 'boolean') return sameIf(a.value === b.value)
  if (a.kind === 'version' && b.kind === 'version') return sameVersion(a.version, b.version)
  if (a.kind === 'number' && b.kind === 'number') {
    const unlikeNouns = a.noun !== '' && b.noun !== '' && a.noun !== b.noun
    return unlikeNouns ? 'incomparable' : sameIf(meet(a.values, b.values))
  }
  if ('values' in a && 'values' in b) return sameIf(meet(a.values, b.values))
  if (a.kind === 'url' && b.kind === 'url') return sameUrl(a.value, b.value)
  if (a.kind === 'list' && b.kind === 'list') {
    return a.items.join('\n') === b.items.join('\n') ? 'same' : 'incomparable'
  }
  return a.kind === 'text' && b.kind === 'text' ? compareText(a, b) : 'incomparable'
}

function compareText(
  a: { readonly value: string; readonly simple: boolean },
  b: { readonly value: string; readonly simple: boolean },
): Comparison {
  const [left, right] = [a.value, b.value].map((text) =>
    text.toLowerCase().replace(/(?<=.)\/$/, ''),
  )
  if (left === right) return 'same'
  if (left && right && endless.test(left) && endless.test(right)) return 'same'
  return a.simple && b.simple ? 'different' : 'incomparable'
}

function compareUnlike(a: Reading, b: Reading): Comparison {
  if (a.kind === 'number') return compareNumber(a, b)
  if (b.kind === 'number') return compareNumber(b, a)
  const kinds = new Set([a.kind, b.kind])
  if (kinds.has('url') && (isText(a) || isText(b))) return sameUrl(textOf(a), textOf(b))
  if (kinds.has('nothing')) return isSimple(a) || isSimple(b) ? 'different' : 'incomparable'
  return 'incomparable'
}

/** In which units a bare number may have been meant, in base units. */
const guesses = {
  duration: [1e-6, 1, 1000, 60_000, 3_600_000, 86_400_000],
  size: [1, 1e3, 1024, 1e6, 2 ** 20, 1e9, 2 ** 30],
  percentage: [1, 100],
} as const

function compareNumber(number: NumberReading, other: Reading): Comparison {
  const numbers = number.values
  if (other.kind === 'duration' || other.kind === 'size' || other.kind === 'percentage') {
    const meant = guesses[other.kind].flatMap((unit) => numbers.map((amount) => amount * unit))
    return meet(meant, other.values) ? 'same' : 'incomparable'
  }
  if (other.kind === 'version') {
    const version = readVersion(number.text)
    return version ? sameVersion(version, other.version) : 'incomparable'
  }
  if (other.kind === 'boolean') {
    const [only] = numbers
    if (numbers.length === 1 && (only === 0 || only === 1))
      return sameIf(other.value === (only === 1))
    return other.literal ? 'different' : 'incomparable'
  }
  if (other.kind === 'nothing')
    return numbers.some((amount) => amount <= 0) ? 'incomparable' : 'different'
  return other.kind === 'text' && other.simple && !unlimited.test(other.value)
    ? 'different'
    : 'incomparable'
}

const unlimited = /^(?:unlimited|infinite|infinity|\.?inf|never|always|max|min|default)$/i

const endless = /^(?:unlimited|infinite|infinity|\.?inf|never)$/i

const sameIf = (equal: boolean): Comparison => (equal ? 'same' : 'different')
const meet = (a: readonly number[], b: readonly number[]): boolean =>
  a.some((left) => b.some((right) => sameNumber(left, right)))

const isText = (reading: Reading): boolean => reading.kind === 'text'
const isSimple = (reading: Reading): boolean => reading.kind === 'text' && reading.simple
const textOf = (reading: Reading): string =>
  reading.kind === 'url' || reading.kind === 'text' ? reading.value : ''

/** Scheme and host in lower case, default port and closing slash dropped; a missing scheme says nothing. */
function sameUrl(a: string, b: string): Comparison {
  const [left, right] = [a, b].map((text) => {
    const [, scheme = '', host = '', path = ''] =
      /^(?:([a-z][a-z\d+.-]*):\/\/)?([^/?#]*)(.*)$/i.exec(text) ?? []
    const port = scheme.toLowerCase() === 'https' ? ':443' : ':80'
    const bareHost = host.toLowerCase().replace(new RegExp(`${port}$`), '')
    return { scheme: scheme.toLowerCase(), rest: bareHost + path.replace(/\/$/, '') }
  })
  if (!left || !right || left.rest !== right.rest) return 'different'
  return left.scheme === right.scheme || left.scheme === '' || right.scheme === ''
    ? 'same'
    : 'different'
}
