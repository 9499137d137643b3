import { setImmediate as breathe } from 'node:timers/promises'
import type { VectorMark, VectorRows } from '../../domain/vectors.ts'
import type { PackedVectors } from './packed.ts'

/** So many marks and so many vectors are read before others have their turn: a few milliseconds each. */
const [marksAtOnce, vectorsAtOnce] = [5000, 250]
/** So many places in memory are looked through at once for what no row has any more. */
const slotsAtOnce = 50_000

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
  packed.beginRound()
  let last = 0
  let wanted: VectorMark[] = []
  for (;;) {
    const marks = await rows.marks(last, marksAtOnce)
    for (const mark of marks) {
      if (packed.see(mark.key, mark.checksum)) continue
      if (packed.has(mark.key)) listener.removed(mark.key)
      wanted.push(mark)
    }
    const isLast = marks.length < marksAtOnce
    wanted = await readAll(rows, wanted, isLast ? 1 : vectorsAtOnce, listener)
    if (!listener.isWanted()) return
    if (isLast) break
    last = marks.at(-1)?.key ?? last
    await breathe()
  }
  for (let slot = 0; slot < packed.end; slot += slotsAtOnce) {
    for (const key of packed.unseen(slot, slot + slotsAtOnce)) listener.removed(key)
    await breathe()
    if (!listener.isWanted()) return
  }
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
