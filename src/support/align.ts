import type { Quantity } from './quantities.ts'
import type { ContentWord, Reading } from './reading.ts'
import { type Related, relate } from './relate.ts'

/** A number of a statement, and the number of a source that speaks of the same thing, if any does. */
export interface AlignedQuantity {
  readonly stated: Quantity
  readonly given: Quantity | null
  readonly related: Related | null
  /** How much of what stands around the one stands around the other, 0 to 1. */
  readonly context: number
  /** By how much it is better than the next best. */
  readonly margin: number
  /** Whether a number of the source with the very value stands there, wherever. */
  readonly isPresent: boolean
  /** Whether no other number of the source, as near, would bear the statement out. */
  readonly isAlone: boolean
}

/** Finds for each number of a statement the one of a source that it has to be held against. */
export function alignQuantities(statement: Reading, source: Reading): readonly AlignedQuantity[] {
  const taken = new Set<Quantity>()
  const rows = statement.quantities.map((stated) => ({
    stated,
    ranked: rank(stated, statement, source),
  }))
  // The surest pairs first, so that no number answers twice where there is one for each.
  const order = rows.toSorted((a, b) => (b.ranked[0]?.score ?? 0) - (a.ranked[0]?.score ?? 0))
  const aligned = new Map<Quantity, AlignedQuantity>()
  for (const { stated, ranked } of order) {
    const free = ranked.filter(({ given }) => !taken.has(given))
    const [best, next] = free.length > 0 ? free : ranked
    if (best) taken.add(best.given)
    aligned.set(stated, {
      stated,
      given: best?.given ?? null,
      related: best?.related ?? null,
      context: best?.context ?? 0,
      margin: best ? best.score - (next?.score ?? 0) : 0,
      isAlone: best === undefined || !ranked.some((other) => other !== best && rivals(other, best)),
      isPresent: ranked.some(({ related }) => related.isOneKind && related.nearness === 1),
    })
  }
  return statement.quantities.flatMap((stated) => aligned.get(stated) ?? [])
}

interface Candidate {
  readonly given: Quantity
  readonly related: Related
  readonly context: number
  readonly score: number
}

function rank(stated: Quantity, statement: Reading, source: Reading): readonly Candidate[] {
  const around = surroundings(stated, statement)
  const candidates = source.quantities.flatMap((given): readonly Candidate[] => {
    const related = relate(stated, given)
    if (related === null) return []
    const context = contextOf(around, given, source)
    const isSame = related.loosely === 'same' || related.nearness === 1
    const score =
      context +
      (related.isOneKind ? 0.5 : 0) +
      (isSame ? 0.4 : 0) +
      0.4 * related.nearness +
      (related.loosely === 'entails' && stated.bound !== 'exact' ? 0.05 : 0)
    return [{ given, related, context, score }]
  })
  return candidates.toSorted((a, b) => b.score - a.score)
}

interface Weighed {
  readonly word: ContentWord
  readonly weight: number
}

/** The words around a number, the nearer the heavier; what follows it says more often what is counted. */
function surroundings(quantity: Quantity, reading: Reading): readonly Weighed[] {
  return reading.words.map((word) => ({
    word,
    weight: weightAt(word.at, quantity) * (word.isName ? 0.5 : 1),
  }))
}

function weightAt(at: number, { from, to }: Quantity): number {
  return at >= to ? 1 / (1 + (at - to) / 3) : 1 / (1.3 + (from - at) / 3)
}

function contextOf(around: readonly Weighed[], given: Quantity, source: Reading): number {
  let sum = 0
  let whole = 0
  for (const { word, weight } of around) {
    whole += weight
    if (!source.meanings.has(word.meaning)) continue
    let best = 0
    for (const other of source.words)
      if (other.meaning === word.meaning) best = Math.max(best, weightAt(other.at, given))
    sum += weight * best
  }
  return whole === 0 ? 0 : sum / whole
}

/** Whether a number that bears the statement out is nearly as near. */
const rivals = ({ score, related }: Candidate, best: Candidate): boolean =>
  score > best.score - 0.5 &&
  related.isOneKind &&
  (related.loosely === 'same' || related.loosely === 'entails')
