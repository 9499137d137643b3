import { type AlignedQuantity, alignQuantities } from './align.ts'
import { type Overlap, overlapOf } from './overlap.ts'
import type { Reading } from './reading.ts'
import { type Swap, swapsIn } from './swaps.ts'

/** What can be told of a statement and one sentence of a source without understanding either. */
export interface Compared {
  readonly statement: Reading
  readonly source: Reading
  readonly overlap: Overlap
  readonly quantities: readonly AlignedQuantity[]
  readonly swaps: readonly Swap[]
}

export const compareReadings = (statement: Reading, source: Reading): Compared => ({
  statement,
  source,
  overlap: overlapOf(statement, source),
  quantities: alignQuantities(statement, source),
  swaps: swapsIn(statement, source),
})
