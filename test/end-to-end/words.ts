/** Sentences and lines of a text that are long enough to be told from chance. */
export const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/\n|(?<=[.!?:])\s+/)
    .map((sentence) => sentence.replace(/^[\s|>*#-]+|[\s|]+$/g, ''))
    .filter((sentence) => sentence.length > 30)

/** Every text inside a JSON value, but for those under one of these keys. */
export function textsIn(value: unknown, leftOut: ReadonlySet<string>): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    leftOut.has(key) ? [] : textsIn(inner, leftOut),
  )
}
