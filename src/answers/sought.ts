import type { Asked } from '../domain/asked.ts'
import type { Measure } from '../domain/search.ts'

const numbers =
  /^(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|dozen|single|unlimited)$/
const quantity =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|half|once|twice|none|no|never|unlimited|each|every)\b/i
const time =
  /\d|\b(?:daily|weekly|hourly|monthly|nightly|every|each|once|twice|night|morning|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|immediately|never|always|until|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|few|couple)\s+(?:\w+\s+)?(?:second|minute|hour|day|week|month|year)s?)\b/i
const moment = /\b(?:when|if|after|before|while|during|on|at|by|as soon)\b/i

// The numbers of steps and the digits in names are no quantities, and those of versions, clocks and fractions count nothing.
const unmeant = /^[ \t]*\d+[.)]\s|(?<![\p{L}_])[\p{L}_]+\d\w*/gmu
const uncounted = /(?<!\d)\d+[.:]\d[\d.:]*/g
const reach = { before: 3, after: 4 } as const

/** Whether a number stands beside the word for what is counted: "two pods", "streams: 16". */
const counts = (text: string, counted: ReadonlySet<string>, measure: Measure): boolean => {
  const { tokens, stems } = measure.read(text.replace(uncounted, ' '))
  return stems.some((stem, at) => {
    if (!counted.has(stem)) return false
    const near = tokens.slice(Math.max(0, at - reach.before), at + reach.after + 1)
    return near.some((token) => numbers.test(token))
  })
}

/** Whether a text holds a thing of the kind that is asked for. */
export const holdsSought = (whole: string, asked: Asked, measure: Measure): boolean => {
  if (asked.sought === 'anything') return true
  const text = whole.replace(unmeant, ' ')
  if (asked.sought === 'count' && asked.counted !== null)
    return counts(text, asked.counted.forms, measure)
  if (asked.sought === 'count' || asked.sought === 'quantity') return quantity.test(text)
  if (asked.sought === 'time') return time.test(text)
  return time.test(text) || moment.test(text)
}

/** Whether a text writes anything as names in code are written. */
export const holdsCodeName = (text: string): boolean => /`|\w_\w|\p{Ll}\p{Lu}|\w\(|--\w/u.test(text)
