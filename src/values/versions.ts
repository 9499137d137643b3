import { intersects, minVersion, Range, satisfies } from 'semver'

const exact = /^v?(\d+(?:\.\d+)*)(?:[-+.]?((?:alpha|beta|rc|pre|dev|a|b|m)[\w.-]*|[-+][\w.-]+))?$/i

/** A version or a range of versions as a page or a manifest writes it. */
export type Version =
  | { readonly exact: readonly number[]; readonly tag: string }
  | { readonly range: Range }

/** Reads `v1.2`, `1.2.0-rc.1`, `>=18`, `^1.2`, `18.x`, `18+`, `~=1.4`; null for anything else. */
export function readVersion(text: string): Version | null {
  const parsed = exact.exec(text)
  if (parsed) {
    const numbers = (parsed[1] ?? '').split('.').map(Number)
    return { exact: numbers, tag: (parsed[2] ?? '').toLowerCase() }
  }
  return /^[~^<>=v\d][\w\s.*~^<>=|,+-]*$/.test(text) ? readRange(text) : null
}

function readRange(text: string): Version | null {
  const usual = text
    .replace(/^v?(\d[\d.]*)\s*\+$/, '>=$1')
    .replaceAll('===', '=')
    .replaceAll('==', '=')
    .replaceAll('~=', '~')
    .replaceAll(',', ' ')
  if (!/[~^<>=x*|]/.test(usual)) return null
  try {
    return { range: new Range(usual) }
  } catch {
    return null // not a range: the caller reads it as something else
  }
}

/** True only for what cannot be a plain number: `v2`, `1.2.3`, `>=18`. */
export const looksLikeVersion = (text: string): boolean =>
  /^v\d|\d\.\d+\.\d|[~^<>]=?\s*v?\d|^\d+(?:\.\d+)*(?:\.x|\+)/i.test(text) &&
  readVersion(text) !== null

/** Compares two versions; `1.2` is as good as `1.2.0`, and names every `1.2.x`. */
export function sameVersion(a: Version, b: Version): 'same' | 'different' | 'incomparable' {
  if ('exact' in a && 'exact' in b) {
    const shared = Math.min(a.exact.length, b.exact.length)
    const agree = a.exact.slice(0, shared).every((part, place) => part === b.exact[place])
    return agree && (a.tag === b.tag || a.tag === '' || b.tag === '') ? tagged(a, b) : 'different'
  }
  if ('range' in a && 'range' in b) return sameRange(a.range, b.range)
  return 'exact' in a ? within(a, b) : within(b, a)
}

/** `2.0.0` and `2.0.0-rc.1` are different releases; `2` says too little to tell. */
function tagged(
  a: { readonly exact: readonly number[]; readonly tag: string },
  b: { readonly exact: readonly number[]; readonly tag: string },
) {
  if (a.tag === b.tag) return 'same'
  return a.exact.length === b.exact.length ? 'different' : 'incomparable'
}

function within(version: Version, range: Version): 'same' | 'different' | 'incomparable' {
  if (!('exact' in version) || !('range' in range)) return 'incomparable'
  if (version.tag !== '' || version.exact.length > 3) return 'incomparable'
  const [major = 0, minor = 0, patch = 0] = version.exact
  if (satisfies(`${major}.${minor}.${patch}`, range.range)) return 'same'
  return intersects(version.exact.join('.'), range.range.range) ? 'same' : 'different'
}

function sameRange(a: Range, b: Range): 'same' | 'different' | 'incomparable' {
  if (a.range === b.range) return 'same'
  if (!intersects(a, b)) return 'different'
  const minimums = [a, b].every(({ range }) => /^>=[\d.]+$/.test(range))
  return minimums && minVersion(a)?.version !== minVersion(b)?.version
    ? 'different'
    : 'incomparable'
}
