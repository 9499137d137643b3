import type { Block } from '../../domain/passage.ts'
import type { Reading } from '../check.ts'
import { isDistinctive } from '../shape.ts'
import type { Token } from '../tokens.ts'

/** So many keys of a sample tell whose it is. */
const mostBeside = 40

const besides = new WeakMap<Block, readonly string[]>()

/** The telling keys of the sample that a key stands in. */
export function keysBeside({ block, text }: Token, { tokens }: Reading): readonly string[] {
  const known = besides.get(block)
  const all =
    known ??
    [
      ...new Set(
        tokens.flatMap((other) =>
          other.block === block && other.place === 'data' && isDistinctive(other.text)
            ? other.text
            : [],
        ),
      ),
    ].slice(0, mostBeside)
  if (known === undefined) besides.set(block, all)
  return all.filter((key) => key !== text)
}
