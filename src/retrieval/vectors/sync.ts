import { setImmediate as breathe } from 'node:timers/promises'
import type { VectorMark, VectorRows } from '../../domain/vectors.ts'
import type { PackedVectors } from './packed.ts'

/** So many marks and so many vectors are read before others have their turn: a few milliseconds each. */
const [marksAtOnce, vectorsAtOnce] = [5000, 250]

/** What is told while rows are read, one passage at a time. */
export interface RowsListener {
  added(mark: VectorMark, vector: Float32Array): void
  removed(key: number): void
  /** Whether to go on. */
  isWanted(): boolean
}

/** Tells how rows differ from what is packed. Every row is looked at, but only vectors that are not there are read. */
export const followRows = async (
  rows: VectorRows,
  packed: PackedVectors,
  listener: RowsListener,
): Promise<void> => {
  const held = Float64Array.from(packed.keys()).sort()
  let next = 0
  let last = 0
  let wanted: VectorMark[] = []
  for (;;) {
    const marks = await rows.marks(last, marksAtOnce)
    for (const mark of marks) {
      for (; next < held.length && (held[next] ?? 0) < mark.key; next += 1)
        listener.removed(held[next] ?? 0)
      if (held[next] === mark.key) {
        next += 1
        if (packed.checksum(mark.key) === mark.checksum) continue
        listener.removed(mark.key)
      }
      wanted.push(mark)
    }
    wanted = await readAll(rows, wanted, marks.length < marksAtOnce ? 1 : vectorsAtOnce, listener)
    last = marks.at(-1)?.key ?? last
    if (marks.length < marksAtOnce || !listener.isWanted()) break
  }
  if (listener.isWanted()) for (; next < held.length; next += 1) listener.removed(held[next] ?? 0)
}

/** Reads vectors as long as there are at least so many to read, and gives what is left. */
const readAll = async (
  rows: VectorRows,
  wanted: readonly VectorMark[],
  least: number,
  listener: RowsListener,
): Promise<VectorMark[]> => {
  let from = 0
  while (wanted.length - from >= least && listener.isWanted()) {
    const some = wanted.slice(from, from + vectorsAtOnce)
    from += some.length
    const marks = new Map(some.map((mark) => [mark.key, mark]))
    for (const { key, vector } of await rows.read([...marks.keys()])) {
      const mark = marks.get(key)
      if (mark !== undefined) listener.added(mark, vector)
    }
    await breathe()
  }
  return wanted.slice(from)
}
