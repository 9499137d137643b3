import { createHash } from 'node:crypto'
import type { Packed } from '../domain/packed.ts'
import type { Between } from './between.ts'
import { commitsIn, logCommand, logPieces } from './changes.ts'
import type { Git } from './git.ts'
import { type Past, type PastCommit, pastOver, pastWithout, readPast } from './past.ts'
import { decodePast, encodePast, type PastTable } from './past-table.ts'

/** Where the past of a repository is kept. */
export interface PastKeeper {
  get(): Promise<Packed | null>
  put(packed: Packed): Promise<void>
  /** Of fewer commits than these git tells in no time. */
  readonly fewest: number
  /** What is kept is made anew when more commits than these came since: fewer git tells of faster than all are packed. */
  readonly mostNewer: number
}

/** One of more commits and changes, of some 60 bytes each, would push everything else out of where it is kept. */
const largest = 1_000_000

/** The name for what is kept of a repository: what git is asked differently, or what other code (`version`) made of that, is something else. */
export const pastKey = ({ root }: Git, version: string): string =>
  `past ${version} ${createHash('sha256')
    .update(JSON.stringify([root, logCommand]))
    .digest('hex')
    .slice(0, 20)}`

/**
 * The past up to the end of a change, of which git is asked only what came since the last was kept: that is the past up to the base
 * of some change, or up to where two of them part. Clones that lack commits or trees keep nothing, for theirs are not what they are elsewhere.
 */
export async function keptPast(
  git: Git,
  { base, head, commits }: Pick<Between, 'base' | 'head' | 'commits'>,
  keeper: PastKeeper,
): Promise<Past> {
  if (git.isShallow || git.isPartial) return readPast(git, head)
  const keep = async (tip: string, before: readonly PastCommit[]): Promise<void> => {
    const size = before.reduce((sum, { changes }) => sum + changes.length, before.length)
    if (before.length >= keeper.fewest && size <= largest) await keeper.put(encodePast(tip, before))
  }
  const kept = decodedOf(await keeper.get())
  const common = kept && (await git.mergeBase(kept.tip, head).catch(() => null))
  if (kept === null || common !== kept.tip) {
    const past = await readPast(git, head)
    // What two branches share is of use to both, and to those that part from it later.
    if (common === null) await keep(base, pastWithout(past, commits).commits)
    else await keep(common, upTo(common, past))
    return past
  }
  const past = await pastOver(kept, commitsIn(logPieces(git, [head, `^${kept.tip}`])))
  const newer = past.commits.length - kept.corrected.length - commits.size
  if (newer > keeper.mostNewer) await keep(base, pastWithout(past, commits).commits)
  return past
}

const decodedOf = (packed: Packed | null): PastTable | null =>
  packed === null ? null : decodePast(packed)

/** A commit and all that it grew from. */
function upTo(tip: string, { commits }: Past): readonly PastCommit[] {
  const grown = new Set([tip])
  // A commit comes before those it grew from.
  for (const { id, parents } of commits)
    if (grown.has(id)) for (const parent of parents) grown.add(parent)
  return commits.filter(({ id }) => grown.has(id))
}
