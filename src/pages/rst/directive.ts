import type { Around, Line } from '../draft.ts'
import { type RstReader, shownOf } from './reader.ts'

/** A directive as it stands: the lines from `at` up to `end`, its argument `lead` characters into the first. */
export interface Directive {
  readonly name: string
  readonly line: Line
  readonly at: number
  readonly end: number
  readonly lead: number
}

export const argumentOf = ({ line, lead }: Directive): string => line.text.slice(lead).trim()

/** The first line behind the directive's options. */
export const optionsEnd = ({ lines }: RstReader, { at, end }: Directive): number => {
  let index = at + 1
  while (index < end && /^:[\w-]{1,60}:(?:\s|$)/.test(shownOf(lines[index]))) {
    const indent = lines[index]?.indent ?? 0
    index += 1
    // An option's value may go on below it.
    while (index < end && lines[index]?.blank === false && (lines[index]?.indent ?? 0) > indent)
      index += 1
  }
  return index
}

export const bodyOf = (
  reader: RstReader,
  directive: Directive,
  around: Around,
  level: number,
): void => {
  const from = optionsEnd(reader, directive)
  if (from < directive.end) reader.body(from, directive.end, around, level + 1)
}
