import type { Mark } from '../../domain/passage.ts'
import type { Around, Line } from '../draft.ts'
import { readLed } from './led.ts'
import { type RstReader, regionEnd, shownOf } from './reader.ts'

const field = /^:(?![: ])((?:[^:\n\\`]|\\.|:(?=\w)){1,120}):(?:[ \t]+|$)/
const about =
  /^(param|parameter|arg|argument|key|keyword|kwarg|raises?|except|exception|attribute|var|ivar|cvar)\s+(?:\S{1,80}\s+)?(\S{1,120})$/

export interface Field {
  readonly name: string
  /** Of the name, its colons and the space behind them. */
  readonly length: number
}

/** The field that a line begins, if any. */
export const fieldOf = (line: Line): Field | null => {
  const found = field.exec(shownOf(line))
  return found ? { name: found[1] ?? '', length: found[0].length } : null
}

/** A field of a list of fields; what it is about stands in the field's name: `:param timeout:`. */
export const readField = (
  reader: RstReader,
  at: number,
  to: number,
  { name, length }: Field,
  around: Around,
  level: number,
): number => {
  const line = reader.lines[at]
  if (line === undefined) return to
  const end = regionEnd(reader.lines, at + 1, to, line.indent)
  const marks = marksOf(name, line.start + line.lead + 1)
  // `:orphan:` and the like speak to the generator, not to readers.
  if (marks.length === 0 && line.text.length <= line.lead + length && end <= at + 1) return at + 1
  const inside = { ...around, group: around.group ?? reader.nextGroup(), depth: 0 }
  return readLed(reader, at, end, line.lead, 'list-item', inside, level, marks)
}

const marksOf = (name: string, start: number): readonly Mark[] => {
  const [, kind = '', word = ''] = about.exec(name) ?? []
  if (word === '') return []
  const at = start + name.length - word.length
  const span = [at, at + word.length] as const
  return [{ kind: 'code', span, text: word, textSpan: span, role: roleOf(kind) }]
}

const roleOf = (kind: string): string =>
  /^(?:raise|exce)/.test(kind) ? 'exc' : /var$|^attr/.test(kind) ? 'attr' : 'param'
