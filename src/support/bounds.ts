import type { Bound } from './intervals.ts'
import type { Token } from './tokens.ts'

/** Words right before a number that say how it is meant, the longest first. */
const before: readonly (readonly [readonly string[], Bound])[] = (
  [
    [
      'not more than|no more than|not over|at most|up to|a maximum of|maximum of|as many as|as much as|max|maximum|not exceed|not to exceed|≤|< =|<=',
      'at-most',
    ],
    [
      'not less than|no less than|no fewer than|not under|at least|a minimum of|minimum of|min|minimum|≥|> =|>=|from at least',
      'at-least',
    ],
    [
      'more than|greater than|higher than|larger than|bigger than|longer than|older than|better than|over|above|exceeding|exceeds|exceed|exceeded|beyond|in excess of|upwards of|surpassing|surpassed|surpasses|passed|crossed|>',
      'over',
    ],
    [
      'less than|fewer than|lower than|smaller than|shorter than|younger than|under|below|<|nearly|almost|just under',
      'under',
    ],
    [
      'about|around|approximately|approx|roughly|circa|some|an estimated|estimated|close to|near|~|≈',
      'about',
    ],
  ] as const
).flatMap(([phrases, bound]) =>
  phrases.split('|').map((phrase) => [phrase.split(' '), bound] as const),
)
/** Words that bound a point in time or a release; of anything else they only say when. */
const inTime: typeof before = [
  [['after'], 'over'],
  [['later', 'than'], 'over'],
  [['newer', 'than'], 'over'],
  [['before'], 'under'],
  [['earlier', 'than'], 'under'],
  [['older', 'than'], 'under'],
  [['prior', 'to'], 'under'],
]
const byLast = new Map<string, (readonly [readonly string[], Bound])[]>()
for (const entry of [...before, ...inTime].toSorted(([a], [b]) => b.length - a.length)) {
  const last = entry[0].at(-1) ?? ''
  byLast.set(last, [...(byLast.get(last) ?? []), entry])
}

/** Words right after a number that say how it is meant. */
const after: readonly (readonly [readonly string[], Bound])[] = (
  [
    [
      'or more|or above|or higher|or greater|or over|or later|or newer|and above|and over|and up|and later|at least|at minimum|plus|+',
      'at-least',
    ],
    [
      'or less|or fewer|or below|or under|or lower|or earlier|at most|at maximum|max|maximum|and below|and under',
      'at-most',
    ],
  ] as const
).flatMap(([phrases, bound]) =>
  phrases.split('|').map((phrase) => [phrase.split(' '), bound] as const),
)

/** Words that may stand between a bound and its number. */
const between = new Set([
  'the',
  'a',
  'an',
  '$',
  '€',
  '£',
  '₹',
  '¥',
  '#',
  'us',
  'usd',
  'rs',
  'eur',
  'gbp',
  'number',
  'version',
  'of',
  'number',
  'just',
  'well',
  'slightly',
  'only',
])

/** How the number is meant that begins at one token and ends before another, and the token at which its bound begins. */
export function boundAt(
  tokens: readonly Token[],
  from: number,
  to: number,
  isTime: boolean,
): { readonly bound: Bound; readonly from: number; readonly to: number } {
  for (const [phrase, bound] of after)
    if (
      phrase.every((word, index) => tokens[to + index]?.lower === word) &&
      isClear(phrase, tokens, to)
    )
      return { bound, from, to: to + phrase.length }
  let at = from - 1
  for (let skipped = 0; skipped < 3 && between.has(tokens[at]?.lower ?? ''); skipped += 1) at -= 1
  for (const entry of byLast.get(tokens[at]?.lower ?? '') ?? []) {
    if (!isTime && inTime.includes(entry)) continue
    const [phrase, bound] = entry
    const start = at - phrase.length + 1
    if (start >= 0 && phrase.every((word, index) => tokens[start + index]?.lower === word))
      return turned(tokens, start, to, bound)
  }
  return { bound: 'exact', from, to }
}

/** “5 - 10” is no “5 +”, and “20 plus a fee” no minimum. */
const isClear = (phrase: readonly string[], tokens: readonly Token[], to: number): boolean =>
  phrase[0] !== 'plus' || !/^(?:an?|the)$/.test(tokens[to + 1]?.lower ?? '')

/** “not more than” is a phrase of its own; “does not exceed” and “never more than” are turned here. */
function turned(tokens: readonly Token[], from: number, to: number, bound: Bound) {
  const isTurned = /^(?:not|never|n't|cannot|no|don't|doesn't|must not)$/.test(
    tokens[from - 1]?.lower ?? '',
  )
  if (isTurned && bound === 'over') return { bound: 'at-most' as const, from: from - 1, to }
  if (isTurned && bound === 'under') return { bound: 'at-least' as const, from: from - 1, to }
  return { bound, from, to }
}
