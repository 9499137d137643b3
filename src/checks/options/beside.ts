import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import type { Block } from '../../domain/passage.ts'
import type { Reading } from '../check.ts'
import { isDistinctive } from '../shape.ts'
import type { Token } from '../tokens.ts'

/** So many keys of a sample tell whose it is, and fewer than so many do not. */
const mostBeside = 40
const fewestBeside = 4

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

/** A sample most of whose keys nobody here knows shows what another program writes or reads. */
export function isAmongOthers({ beside }: Claim, surveys: readonly Survey[]): boolean {
  if (beside === undefined || beside.length < fewestBeside) return false
  const known = beside.filter((key) => surveys.some((survey) => survey.occurrences(key) > 0))
  return known.length * 2 < beside.length
}
