import type { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'

/** A file of labels, as it was read. */
export interface LabelFile {
  readonly path: string
  readonly text: string
}

/** A row of a label file, and where it stands: `labels.jsonl:7`. */
export interface LabelRow {
  readonly value: unknown
  readonly where: string
}

/** Reads JSON Lines, one row after the other; empty lines are passed over. */
export function* rowsOf(files: readonly LabelFile[]): Generator<LabelRow> {
  for (const { path, text } of files)
    for (const [index, line] of text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .entries()) {
      if (line.trim() === '') continue
      const where = `${path}:${index + 1}`
      yield { value: parsed(line, where), where }
    }
}

function parsed(line: string, where: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new PlumblineError('input.invalid', `${where} is not JSON`, { cause })
  }
}

/** A row as its schema has it; else a fault that says where it stands, what it was to be, and what is wrong with it. */
export function checkedRow<Row>(
  schema: z.ZodType<Row>,
  { value, where }: LabelRow,
  what: string,
): Row {
  const { data, error } = schema.safeParse(value)
  if (data === undefined)
    throw new PlumblineError(
      'input.invalid',
      `${where} is not ${what}: ${error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    )
  return data
}
