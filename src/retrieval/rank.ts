import { type Glimpse, type Measure, topOf } from '../domain/search.ts'
import { identifiersIn } from '../values/identifiers.ts'
import { type Keywords, tokensOf } from './keywords.ts'
import { sequenceOf } from './measure.ts'
import { nearest } from './proximity.ts'

/** A passage that was found, with what each leg made of it. */
export interface Found extends Glimpse {
  readonly parts: Readonly<Record<string, number>>
}

/** A passage in its place among those that were found. */
export interface Ranked extends Found {
  readonly score: number
  /** Passages of other pages that say the same, for which this one stands. */
  readonly copies?: readonly string[]
}

// What each part of a score weighs; those a query gives no occasion for are left out of the sum.
const partWeights = {
  lexical: 0.4,
  dense: 0.4,
  coverage: 0.2,
  heading: 0.15,
  proximity: 0.15,
  identifier: 0.2,
  written: 1,
  phrase: 0.2,
  run: 0.3,
} as const

// Bounded, so that what is set aside is still found where nothing else fits.
const demotions = { superseded: 0.5, gone: 0.5, record: 0.85, plan: 0.9 } as const

// Age alone only decides between passages that answer about as well.
const wear = { aging: 0.97, stale: 0.94 } as const

// Who asks how to do something wants a page that tells how, if there is one.
const otherThanHow = 0.92

const shareOf = (wanted: readonly string[], isFound: (one: string) => boolean): number =>
  wanted.filter(isFound).length / wanted.length

const namesWrittenIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => identifiersIn(text).map((name) => name.toLowerCase())))

const partsOfScore = (hit: Found, keywords: Keywords, measure: Measure): Record<string, number> => {
  const { passage } = hit
  const { identifiers, names, phrases } = keywords
  // Apart, because the passage's own text is read again by whoever compares and judges it.
  const top = topOf(hit)
  const texts = [top, passage.text]
  const sequences =
    identifiers.length + phrases.length > 0
      ? texts.map((text) => sequenceOf(measure.read(text).tokens))
      : []
  const stands = (words: string): boolean =>
    sequences.some((sequence) => sequence.includes(sequenceOf(tokensOf(words))))
  const written = names.length > 0 ? namesWrittenIn(texts) : null
  const inTop = measure.holds(top)
  const isRun = texts.some((text) => measure.runIn(text) > 0)
  return {
    ...hit.parts,
    coverage: measure.weigh(new Set([...inTop, ...measure.holds(passage.text)])),
    heading: measure.weigh(inTop),
    proximity: Math.max(measure.weigh(inTop), measure.weigh(nearest(measure, passage.text))),
    ...(identifiers.length > 0 && { identifier: shareOf(identifiers, stands) }),
    ...(written && { written: shareOf(names, (name) => written.has(name.toLowerCase())) }),
    ...(isRun && { run: 1 }),
    ...(phrases.length > 0 && { phrase: shareOf(phrases, stands) }),
  }
}

/** Whether a passage is old for what it is. */
export type WearOf = (glimpse: Glimpse) => keyof typeof wear | null

const demotionOf = (
  { page }: Glimpse,
  worn: keyof typeof wear | null,
  { asks }: Keywords,
  measure: Measure,
): number => {
  // Who asks for the page by its name wants that page, whatever became of it.
  const title = measure.read(page.title).stems
  const named = title.length > 1 && title.every((stem) => measure.weights.has(stem))
  if (named) return 1
  const age = worn === null ? 1 : wear[worn]
  if (page.supersededBy !== null) return demotions.superseded
  if (page.times.gone !== null) return demotions.gone
  if (page.genre === 'record' || page.genre === 'plan') return demotions[page.genre]
  return asks === 'deed' && page.genre === 'reference' ? otherThanHow * age : age
}

const weighted = (parts: Readonly<Record<string, number>>): number => {
  let sum = 0
  let weights = 0
  for (const [part, weight] of Object.entries(partWeights)) {
    const value = parts[part]
    if (value === undefined) continue
    sum += weight * value
    weights += weight
  }
  return weights > 0 ? sum / weights : 0
}

const byScore = (a: Ranked, b: Ranked): number =>
  b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1)

/** Puts what was found in the order in which it answers, each score with its parts. */
export const rank = (
  hits: readonly Found[],
  keywords: Keywords,
  measure: Measure,
  wearOf: WearOf = () => null,
): readonly Ranked[] =>
  hits
    .map((hit): Ranked => {
      const parts = partsOfScore(hit, keywords, measure)
      const demotion = demotionOf(hit, wearOf(hit), keywords, measure)
      return { ...hit, score: weighted(parts) * demotion, parts: { ...parts, demotion } }
    })
    .sort(byScore)
