import type { Candidate, Measure } from '../domain/search.ts'
import { nearest } from './proximity.ts'

/** How much of a query a passage must speak of before it can be taken for an answer. */
export const leastFit = 0.55

// Words that stand together count whole. Scattered over the passage, or elsewhere on the page,
// they say what it is about, but not that it answers.
const shares = { scattered: 0.7, elsewhere: 0.4 } as const

const without = (held: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] =>
  [...held].filter((key) => !others.has(key))

/** How much of a query a candidate speaks of, from 0 to 1; rare words count most. */
export const fitOf = ({ passage, page }: Candidate, measure: Measure): number => {
  const top = [page.title, ...passage.heading].join('\n')
  const together = new Set([...measure.holds(top), ...nearest(measure, passage.text)])
  const scattered = new Set(without(measure.holds(passage.text), together))
  const near = new Set([...together, ...scattered])
  const elsewhere = without(measure.holds(page.text), near)
  return (
    measure.weigh(together) +
    shares.scattered * measure.weigh(scattered) +
    shares.elsewhere * measure.weigh(elsewhere)
  )
}

/** Whether a candidate speaks of what was asked at all: if none does, there is no grounded answer. */
export const fits = (candidate: Candidate, measure: Measure): boolean =>
  fitOf(candidate, measure) >= leastFit
