import { z } from 'zod'
import { checkedRow, type LabelFile, rowsOf } from './json-lines.ts'

/** A command to decide on, and what it is if somebody said so. */
export interface CommandLabel {
  readonly id: string
  readonly command: string
  readonly environment: string | null
  readonly label: 'destructive' | 'benign' | null
  readonly family: string | null
}

const commandRow = z.object({
  id: z.string(),
  command: z.string(),
  environment: z.string().nullable().default(null),
  label: z.enum(['destructive', 'benign']).nullable().default(null),
  family: z.string().nullable().default(null),
})

/** Reads commands: JSON Lines of `{id, command, environment?, label?, family?}`. */
export const readCommandLabels = (files: readonly LabelFile[]): readonly CommandLabel[] =>
  [...rowsOf(files)].map((row) => checkedRow(commandRow, row, 'a command'))
