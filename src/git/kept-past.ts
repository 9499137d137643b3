import { createHash } from 'node:crypto'
import type { Packed } from '../domain/packed.ts'
import type { Between } from './between.ts'
import { commitsIn, logCommand, logPieces } from './changes.ts'
import type { Git } from './git.ts'
import { type Past, pastOver, pastWithout, readPast } from './past.ts'
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
 * of some change. Clones that lack commits or trees keep nothing, for theirs are not what they are elsewhere.
 */
export async function keptPast(
  git: Git,
  { base, head, commits }: Pick<Between, 'base' | 'head' | 'commits'>,
  keeper: PastKeeper,
): Promise<Past> {
  if (git.isShallow || git.isPartial) return readPast(git, head)
  const keep = async (past: Past): Promise<Past> => {
    const before = pastWithout(past, commits).commits
    const size = before.reduce((sum, { changes }) => sum + changes.length, before.length)
    if (before.length >= keeper.fewest && size <= largest)
      await keeper.put(encodePast(base, before))
    return past
  }
  const table = await usable(git, head, await keeper.get())
  if (table === null) return keep(await readPast(git, head))
  const past = await pastOver(table, commitsIn(logPieces(git, [head, `^${table.tip}`])))
  const newer = past.commits.length - table.corrected.length - commits.size
  return newer > keeper.mostNewer ? keep(past) : past
}

/** What was kept, if it is whole and leads up to something that a commit grew from. */
async function usable(git: Git, head: string, packed: Packed | null): Promise<PastTable | null> {
  const table = packed === null ? null : decodePast(packed)
  const common = table && (await git.mergeBase(table.tip, head).catch(() => null))
  return table !== null && common === table.tip ? table : null
}
