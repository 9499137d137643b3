import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import { checkedRow, type LabelFile, rowsOf } from './json-lines.ts'

export const supportLabels = ['SUPPORTED', 'CONTRADICTED', 'NOT_ENOUGH_INFO'] as const

/** A statement and a piece of evidence, and what people said of them, if they did. */
export interface LabelledPair {
  readonly id: string
  readonly claim: string
  readonly evidence: string
  readonly label: (typeof supportLabels)[number] | null
  /** Rows of one pair have the same claim, or the same evidence. */
  readonly pair: string | null
  /** Null where nobody said: a digit in the claim decides then. */
  readonly hasNumber: boolean
  /** What stands before the first comma of the row's source: rows of one source are scored together. */
  readonly source: string
}

const rowSchema = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  claim: z.string(),
  evidence: z.string(),
  label: z.enum(supportLabels).nullish(),
  pair_id: z.union([z.string(), z.number()]).transform(String).nullish(),
  has_number: z.boolean().nullish(),
  source: z.string().nullish(),
})

/** Reads rows `{id, claim, evidence, label?, pair_id?, has_number?, source?}` from JSON Lines. */
export function readSupportLabels(files: readonly LabelFile[]): readonly LabelledPair[] {
  const pairs = new Map<string, LabelledPair>()
  for (const row of rowsOf(files)) {
    const read = checkedRow(rowSchema, row, 'a statement with its evidence (id, claim, evidence)')
    if (pairs.has(read.id))
      throw new PlumblineError('input.invalid', `${row.where}: there is a row ${read.id} already`)
    const { id, claim, evidence } = read
    pairs.set(id, {
      ...{ id, claim, evidence, label: read.label ?? null, pair: read.pair_id ?? null },
      hasNumber: read.has_number ?? /\d/.test(claim),
      source: read.source?.split(',')[0]?.trim() || 'no source named',
    })
  }
  return [...pairs.values()]
}
