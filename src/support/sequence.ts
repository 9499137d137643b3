import type { Reading } from './reading.ts'

/** Whether two sentences put the same two things in the same order in time: “A before B” is “B after A”; null where that is not what they say. */
export function sequenceOf(statement: Reading, source: Reading): 'same' | 'other' | null {
  const [mine, theirs] = [aroundTime(statement), aroundTime(source)]
  if (mine === null || theirs === null) return null
  const isSame = sameWords(mine.first, theirs.first) && sameWords(mine.second, theirs.second)
  const isOther = sameWords(mine.first, theirs.second) && sameWords(mine.second, theirs.first)
  return isSame ? 'same' : isOther ? 'other' : null
}

function aroundTime({
  tokens,
  words,
}: Reading): { readonly first: ReadonlySet<string>; readonly second: ReadonlySet<string> } | null {
  const place = tokens.findIndex(({ lower }) => lower === 'before' || lower === 'after')
  if (place < 0) return null
  const left = new Set(words.filter((word) => word.at < place).map(({ stem }) => stem))
  const right = new Set(words.filter((word) => word.at > place).map(({ stem }) => stem))
  return tokens[place]?.lower === 'before'
    ? { first: left, second: right }
    : { first: right, second: left }
}

/** Verbs such as “run” may be left out on one side: what is not on the other side counts. */
const sameWords = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size > 0 &&
  b.size > 0 &&
  [...a].some((word) => b.has(word)) &&
  Math.abs(a.size - b.size) <= 1 &&
  [...a].filter((word) => !b.has(word)).length <= 1
