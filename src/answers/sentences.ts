import type { Span } from '../domain/passage.ts'

// A stop, then whatever closes the sentence with it, then a space; CJK stops need no space.
const stop = /[.!?…]+["'”’»)\]*_]*(?=\s)|[。！？]["'”’»）」』]*|\n[ \t]*\n/gu

const codeSpan = /(`+)[^`](?:.*?[^`])??\1(?!`)/gsu

// These never end a sentence; the words after them belong to it.
const leading =
  /(?:^|[\s("'“[])(?:e\.g|i\.e|cf|vs|viz|approx|resp|incl|excl|esp|fig|figs|sec|ch|vol|ver|v|mr|mrs|ms|dr|prof|st|mt|eq|al|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$/iu

// These end a sentence unless a number follows: "no. 5", "p. 12".
const numbered = /(?:^|[\s(])(?:no|nos|nr|p|pp|art|par|rev|ca)\.$/iu

const initial = /(?:^|[\s(.])\p{Lu}\.$/u
const listMarker = /(?:^|\n)[ \t>]*(?:\d{1,3}|[a-z])\.$/iu

// A sentence may start with a capital, a number, code, a bracket, a quotation or an emphasis, but not with a small letter.
const opens = /^[\p{Lu}\p{Lt}\p{Lo}\p{N}`"'“‘«([*_<@$#>~-]|^(?=[a-z]+[A-Z_./-])/u

const codeSpansOf = (text: string): readonly Span[] =>
  [...text.matchAll(codeSpan)].map((match) => [match.index, match.index + match[0].length] as const)

// Enough to see the word before a stop; more would make long texts slow.
const lookBack = 24

const isBoundary = (text: string, start: number, end: number): boolean => {
  const before = text.slice(Math.max(start, end - lookBack), end)
  const after = text.slice(end).trimStart()
  if (after === '') return false
  if (/\n[ \t]*\n$/.test(before) || /[。！？][^\s]*$/u.test(before)) return true
  if (/[.…]["'”’»)\]*_]*$/u.test(before)) {
    const bare = before.replace(/["'”’»)\]*_]+$/u, '')
    if (leading.test(bare) || initial.test(bare) || listMarker.test(bare)) return false
    if (numbered.test(bare) && /^\d/.test(after)) return false
  }
  return opens.test(after)
}

/** Cuts a text into sentences: spans in order that cover all of it, the space after each included. */
export const sentenceSpans = (text: string): readonly Span[] => {
  const codes = codeSpansOf(text)
  const spans: Span[] = []
  let start = 0
  for (const match of text.matchAll(stop)) {
    const end = match.index + match[0].length
    if (end <= start || codes.some(([from, to]) => match.index >= from && match.index < to))
      continue
    if (!isBoundary(text, start, end)) continue
    const next = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0)
    spans.push([start, next])
    start = next
  }
  if (start < text.length) spans.push([start, text.length])
  return spans
}

/** A span without the white space at its ends. */
export const trimmed = (text: string, [start, end]: Span): Span => {
  const piece = text.slice(start, end)
  const from = start + piece.length - piece.trimStart().length
  return [from, Math.max(from, start + piece.trimEnd().length)]
}
