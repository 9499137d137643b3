import type { Span } from '../domain/passage.ts'

const fence =
  /^([ \t]*)(`{3,}(?!`)|~{3,}(?!~))[ \t]*([^\s`]*)[^\n]*\n([\s\S]*?)(?:^[ \t]*\2[`~]*[ \t]*$|$(?![\s\S]))/gm

/** A fenced block of a text. */
export interface Fence {
  /** The language that it names; empty where it names none. */
  readonly name: string
  readonly body: string
  /** Of the whole block, its own lines among it. */
  readonly span: Span
  /** Of what stands between its own lines. */
  readonly inside: Span
}

/** The fenced blocks of a text, in order. */
export const fencesIn = (text: string): readonly Fence[] =>
  [...text.matchAll(fence)].map(({ 0: whole, 3: name = '', 4: body = '', index }) => {
    const start = index + whole.indexOf('\n') + 1
    return { name, body, span: [index, index + whole.length], inside: [start, start + body.length] }
  })

const blank = (part: string): string => part.replaceAll(/[^\n]/g, ' ')

/** The text with blanks for what these spans hold. */
export function blanked(text: string, spans: readonly Span[]): string {
  const parts: string[] = []
  let place = 0
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    const from = Math.max(start, place)
    if (end <= from) continue
    parts.push(text.slice(place, from), blank(text.slice(from, end)))
    place = end
  }
  return [...parts, text.slice(place)].join('')
}

const codeNames =
  /^(?:py|python3?|js|javascript|node|ts|typescript|rb|ruby|perl|pl|php|pwsh|powershell|ps1|lua)$/i

/** Whether a block is in a language that no shell reads. */
export const isCode = ({ name }: Fence): boolean => codeNames.test(name)

/** The text as long as it was, its fences without their own lines, without what marks an added line, and without the quotes of values. */
export function bareFences(text: string, fences: readonly Fence[]): string {
  const parts: string[] = []
  let place = 0
  for (const one of fences) {
    const [start, end] = one.span
    const lines = isCode(one)
      ? blank(one.body)
      : one.body.replaceAll(/^\+/gm, ' ').replaceAll(/([:,[] {0,3})(["'])([^"'\n]*)\2/g, '$1 $3 ')
    parts.push(
      text.slice(place, start),
      blank(text.slice(start, one.inside[0])),
      lines,
      blank(text.slice(one.inside[1], end)),
    )
    place = end
  }
  return [...parts, text.slice(place)].join('')
}
