import { asWords, readCompound, readIsoDuration } from './durations.ts'
import { readNumberWords, readNumeral } from './numbers.ts'
import { type Dimension, unitsCalled } from './units.ts'
import { looksLikeVersion, readVersion, type Version } from './versions.ts'

/** One thing a piece of text can mean. `weak` readings can bear another value out but never differ from it. */
export type Reading = { readonly weak?: boolean } & (
  | { readonly kind: 'nothing' }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly literal: boolean }
  | {
      readonly kind: 'number'
      readonly values: readonly number[]
      readonly noun: string
      readonly text: string
    }
  | { readonly kind: Dimension; readonly values: readonly number[] }
  | { readonly kind: 'version'; readonly version: Version }
  | { readonly kind: 'url'; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'text'; readonly value: string; readonly simple: boolean }
)

const yes = /^(?:true|yes|on|enabled?)$/i
const no = /^(?:false|no|off|disabled?)$/i
const nothing = /^(?:null|undefined|none|nil|unset|not set|empty|no default|)$/i
const hedge =
  /^(?:about|around|approximately|approx\.?|roughly|nearly|almost|up to|at least|at most|over|under|more than|less than|no more than|[~≈<>]=?)\s*/i

/** White space folded, quotes, back-ticks and a closing full stop taken off. */
export function bareValue(text: string): string {
  const folded = text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim()
  const unquoted = /^(["'`])(.*)\1$/.exec(folded)?.[2] ?? folded
  return unquoted === folded ? folded.replace(/(?<=[\w)%])[.;,]$/, '') : bareValue(unquoted)
}

/** Everything the text can mean, read with the unit its name carries (`timeoutMs`) when it has none of its own. */
export function readingsOf(text: string, unit: string | null): readonly Reading[] {
  const bare = bareValue(text)
  const literal = readLiteral(bare)
  if (literal) return [literal]
  if (looksLikeVersion(bare)) {
    const version = readVersion(bare)
    if (version) return [{ kind: 'version', version }]
  }
  const hedged = bare.replace(hedge, '')
  const measured = readMeasured(hedged, unit)
  if (measured.length > 0) {
    return hedged === bare ? measured : measured.map((reading) => ({ ...reading, weak: true }))
  }
  return [readText(bare)]
}

function readLiteral(bare: string): Reading | null {
  if (nothing.test(bare)) return { kind: 'nothing' }
  if (yes.test(bare)) return { kind: 'boolean', value: true, literal: /^true$/i.test(bare) }
  if (no.test(bare)) return { kind: 'boolean', value: false, literal: /^false$/i.test(bare) }
  return null
}

function readMeasured(bare: string, unit: string | null): readonly Reading[] {
  const text = asWords(bare)
  const numbers = readAmount(text)
  if (numbers.length > 0) return inUnit(numbers, unit, text)
  const iso = readIsoDuration(text)
  if (iso !== null) return [{ kind: 'duration', values: [iso] }]
  const compound = readCompound(text)
  if (compound !== null) return [{ kind: 'duration', values: [compound] }]
  return splitUnit(text) ?? readCounted(text)
}

const readAmount = (text: string): readonly number[] => {
  const numerals = readNumeral(text)
  if (numerals.length > 0) return numerals
  const words = /[a-z]/i.test(text) ? readNumberWords(text) : null
  return words === null ? [] : [words]
}

function inUnit(numbers: readonly number[], unit: string | null, text: string): readonly Reading[] {
  const units = unit === null ? [] : unitsCalled(unit).slice(0, 1)
  if (units.length === 0) return [{ kind: 'number', values: numbers, noun: '', text }]
  return units.map(({ dimension, factors }) => scaled(dimension, numbers, factors))
}

const scaled = (
  dimension: Dimension,
  numbers: readonly number[],
  factors: readonly number[],
): Reading => ({
  kind: dimension,
  values: numbers.flatMap((number) => factors.map((factor) => number * factor)),
})

function splitUnit(text: string): readonly Reading[] | null {
  const parts = /^(.*?)[\s-]*(%|[a-zµμ]+)$/i.exec(text)
  const amount = parts?.[1] ?? ''
  const units = unitsCalled(parts?.[2] ?? '')
  const article = /^an?$/i.test(amount) ? [1] : /^half an?$/i.test(amount) ? [0.5] : []
  const numbers = article.length > 0 ? article : readAmount(amount)
  if (units.length === 0 || numbers.length === 0) return null
  const readings = units.map(({ dimension, factors }) => scaled(dimension, numbers, factors))
  const letter = /\d[kmgb]$/i.exec(text)?.[0].at(-1)
  return letter ? [...readings, ...asScale(numbers, letter)] : readings
}

/** `10k` may be ten thousand of anything, `500m` half a processor. */
function asScale(numbers: readonly number[], letter: string): readonly Reading[] {
  const scales: Readonly<Record<string, readonly number[]>> = {
    k: [1e3],
    m: [1e6, 1e-3],
    g: [1e9],
    b: [1e9],
  }
  const factors = scales[letter.toLowerCase()] ?? []
  const values = numbers.flatMap((number) => factors.map((factor) => number * factor))
  return [{ kind: 'number', values, noun: '', text: '', weak: true }]
}

/** `100 requests`, `five retries`; a rate can be written over another time, so it is weak. */
function readCounted(text: string): readonly Reading[] {
  const spaced = text.replace(/^([\d.,_]+)(?=[a-z])/i, '$1 ').split(' ')
  for (let words = Math.min(spaced.length - 1, 5); words > 0; words -= 1) {
    const amount = spaced.slice(0, words).join(' ')
    const numbers = readAmount(amount)
    const rest = spaced.slice(words).join(' ').toLowerCase()
    if (numbers.length > 0 && /^[a-z][a-z /-]{1,40}$/.test(rest)) {
      const noun = rest.replace(/(?:ies|y|s)$/, '')
      return [
        { kind: 'number', values: numbers, noun, text: amount, weak: /\/|\bper\b/.test(rest) },
      ]
    }
  }
  return []
}

function readText(bare: string): Reading {
  if (
    /^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(bare) ||
    /^(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)(?:\/\S*)?$/.test(bare)
  ) {
    return { kind: 'url', value: bare }
  }
  const list = /^[[({](.*)[\])}]$/.exec(bare)?.[1] ?? bare
  if (list.includes(',')) {
    return { kind: 'list', items: list.split(',').map(bareValue).toSorted() }
  }
  const constant = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(bare)
  const simple = /^[\w./@:+-]+$/.test(bare) && !constant && !/^\w+(?:\.[A-Za-z_]\w*)+$/.test(bare)
  return { kind: 'text', value: bare, simple }
}
