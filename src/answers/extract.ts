import type { Span } from '../domain/passage.ts'
import type { Asks, Candidate, Measure } from '../domain/search.ts'
import { type Choice, choose } from './choose.ts'
import { type Option, weighUnits } from './options.ts'
import type { PartKind } from './unit.ts'

/** A verbatim piece of a page that answers, and where it stands. */
export interface Part {
  readonly page: string
  readonly passage: string
  /** The headings the piece stands under: what it speaks of where it does not say so itself. */
  readonly heading: readonly string[]
  readonly text: string
  /** In the page's text. */
  readonly span: Span
  readonly kind: PartKind
}

/** What passages answer, or that nothing there does. */
export type Extraction =
  | { readonly is: 'answer'; readonly parts: readonly Part[] }
  | { readonly is: 'no-ground' }

/** A stretch of a page that must not be quoted. */
export interface Excluded {
  readonly page: string
  readonly span: Span
}

/** How to extract. */
export interface ExtractOptions {
  /** What kind of thing the question is after. */
  readonly asks?: Asks
  /** What must not be quoted, because something stands against it. */
  readonly without?: readonly Excluded[]
  /** How long the answer may become; one procedure may be longer. */
  readonly limit?: number
}

// A best piece of less is no answer.
const leastQuality = 0.2

// What is left after something was withheld answers only if it does so nearly as well by itself.
const leastOfWhole = 0.75

const bestOf = (options: readonly Option[]): Option | null =>
  options
    .filter(({ answers }) => answers)
    .reduce<Option | null>((best, each) => (best && best.score >= each.score ? best : each), null)

// What was once planned or noted does not stand in for an answer that was withheld.
const isBackground = ({ candidate }: Option): boolean =>
  candidate.page.genre === 'plan' || candidate.page.genre === 'record'

const partOf = ({ candidate, unit }: Choice): Part => ({
  page: candidate.page.id,
  passage: candidate.passage.id,
  heading: candidate.passage.heading,
  text: candidate.page.text.slice(...unit.span),
  span: unit.span,
  kind: unit.kind,
})

/** Takes from passages that fit, best first, the sentences, steps, code and rows that answer, each as it stands. */
export const extract = (
  candidates: readonly Candidate[],
  measure: Measure,
  { asks = 'other', without = [], limit = 1_200 }: ExtractOptions = {},
): Extraction => {
  const options = weighUnits(candidates, { measure, asks, limit }, without)
  const best = bestOf(options)
  const usable = options.filter(
    (option) => !option.withheld && !(best?.withheld && isBackground(option)),
  )
  const rest = bestOf(usable)
  if (!best || !rest || rest.quality < leastQuality) return { is: 'no-ground' }
  if (rest.quality < leastOfWhole * best.quality) return { is: 'no-ground' }
  return { is: 'answer', parts: choose(usable, measure, limit).map(partOf) }
}
