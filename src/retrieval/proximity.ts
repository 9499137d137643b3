import type { Measure } from '../domain/search.ts'

// About two sentences.
const windowLength = 32

interface Place {
  readonly at: number
  readonly stem: string
}

const heaviestStart = (places: readonly Place[], measure: Measure): number => {
  let best = 0
  let start = 0
  for (const [index, { at }] of places.entries()) {
    const near = new Set<string>()
    for (let next = index; next < places.length; next += 1) {
      const place = places[next]
      if (!place || place.at - at >= windowLength) break
      near.add(place.stem)
    }
    const weight = measure.weigh(near)
    if (weight > best) {
      best = weight
      start = at
    }
  }
  return start
}

/** The words of a query that stand together in one stretch of a text: those of the heaviest stretch. */
export const nearest = (measure: Measure, text: string): ReadonlySet<string> => {
  const { tokens, stems } = measure.read(text)
  const places: Place[] = []
  for (const [at, stem] of stems.entries()) if (measure.weights.has(stem)) places.push({ at, stem })
  const start = heaviestStart(places, measure)
  const end = start + windowLength
  return measure.among({ tokens: tokens.slice(start, end), stems: stems.slice(start, end) })
}
