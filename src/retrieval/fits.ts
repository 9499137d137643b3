import { type Candidate, type Measure, topOf } from '../domain/search.ts'
import { nearest } from './proximity.ts'

/** How much of a query a passage must speak of before it can be taken for an answer. */
export const leastFit = 0.55

// Words that stand together count whole. Scattered over the passage, or elsewhere on the page,
// they say what it is about, but not that it answers.
const shares = { scattered: 0.7, elsewhere: 0.4 } as const

const without = (held: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] =>
  [...held].filter((key) => !others.has(key))

interface Nearby {
  readonly fit: number
  readonly held: ReadonlySet<string>
}

const nearbyOf = (candidate: Candidate, measure: Measure): Nearby => {
  const { passage } = candidate
  const together = new Set([...measure.holds(topOf(candidate)), ...nearest(measure, passage.text)])
  const scattered = without(measure.holds(passage.text), together)
  const fit = measure.weigh(together) + shares.scattered * measure.weigh(scattered)
  return { fit, held: new Set([...together, ...scattered]) }
}

const withElsewhere = ({ page }: Candidate, { fit, held }: Nearby, measure: Measure): number =>
  fit + shares.elsewhere * measure.weigh(without(measure.holds(page.text), held))

/** How much of a query a candidate speaks of, from 0 to 1; rare words count most. */
export const fitOf = (candidate: Candidate, measure: Measure): number =>
  withElsewhere(candidate, nearbyOf(candidate, measure), measure)

/** Whether a candidate speaks of what was asked at all: if none does, there is no grounded answer. */
export const fits = (candidate: Candidate, measure: Measure): boolean => {
  const nearby = nearbyOf(candidate, measure)
  if (nearby.fit >= leastFit) return true
  // Reading all of a long page takes time: only where it can still make the difference.
  const missing = measure.weigh(without(new Set(measure.weights.keys()), nearby.held))
  if (nearby.fit + shares.elsewhere * missing < leastFit) return false
  return withElsewhere(candidate, nearby, measure) >= leastFit
}
