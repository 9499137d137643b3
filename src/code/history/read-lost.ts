import type { PathChange } from '../../git/changes.ts'
import type { Git } from '../../git/git.ts'
import { inParallel } from './batched.ts'
import { isEvidence, mayProve } from './evidence.ts'
import { tallyLines } from './line-difference.ts'
import type { PathWords } from './lost-words.ts'
import { exactMoves } from './moves.ts'
import type { PastCommit } from './past.ts'
import { readPatches } from './read-patches.ts'
import { WordTally } from './word-tally.ts'

/** A change that may have taken names out of the code. */
export interface Loss {
  readonly commit: PastCommit
  readonly change: PathChange
  readonly position: number
}

/** The changes of a commit by which code may have lost names. */
export function lossesOf(commit: PastCommit, silent: ReadonlySet<string>): readonly Loss[] {
  const losses = commit.changes.flatMap((change, position) =>
    change.status !== 'added' && isEvidence(change.path) && !silent.has(change.path)
      ? [{ commit, change, position }]
      : [],
  )
  if (losses.every(({ change }) => change.status === 'modified')) return losses
  // A file that went to another place whole has lost nothing, unless it went out of the code.
  const moved = exactMoves(commit.changes)
  return losses.filter(({ change }) => {
    const to = change.status === 'deleted' ? moved.get(change.path)?.to : undefined
    return to === undefined || !isEvidence(to)
  })
}

/** A blob that a commit took words from, or may have, and that is not at hand. */
export interface MissingBlob {
  readonly commit: string
  readonly path: string
  readonly blob: string
}

/** What was read: the words that each commit took away, and the blobs that were missing. */
export interface LostRead {
  readonly words: ReadonlyMap<string, readonly PathWords[]>
  readonly missing: readonly MissingBlob[]
}

/** From this many modified files on, git compares them; fewer are read and compared here. */
const worthDiffing = 200

/** Reads what some commits took away; blobs that are missing are told apart. */
export async function readLost(
  git: Git,
  commits: readonly PastCommit[],
  silent: ReadonlySet<string>,
  onRead: (done: number) => void = () => undefined,
): Promise<LostRead> {
  const found = new Map<string, PathWords[]>(commits.map(({ id }) => [id, []]))
  const losses = commits.flatMap((commit) => lossesOf(commit, silent))
  const isPlain = ({ commit, change }: Loss): boolean =>
    commit.parents.length === 1 && change.status === 'modified'
  const plain = losses.filter(isPlain)
  const byGit = plain.length >= worthDiffing ? await readPatches(git, plain, silent, onRead) : null
  for (const { commit, change, position } of plain) {
    const words = byGit?.left.has(change.path)
      ? undefined
      : byGit?.words.get(commit.id)?.get(position)
    if (words !== undefined) found.get(commit.id)?.push({ position, words })
  }
  const rest =
    byGit === null
      ? losses
      : losses.filter((loss) => !isPlain(loss) || byGit.left.has(loss.change.path))
  return { words: found, missing: await readBlobs(git, rest, found) }
}

async function readBlobs(
  git: Git,
  losses: readonly Loss[],
  found: Map<string, PathWords[]>,
): Promise<readonly MissingBlob[]> {
  const tally = new WordTally()
  const missing: MissingBlob[] = []
  await inParallel(
    losses,
    async ({ commit, change, position }) => {
      const { olds, now, path } = change
      const wanted = [...olds, now].flatMap((blob) => blob ?? [])
      const blobs = await Promise.all(wanted.map((blob) => git.read(blob)))
      for (const [index, blob] of blobs.entries())
        if (blob === null) missing.push({ commit: commit.id, path, blob: wanted[index] ?? '' })
      const texts = blobs.map((blob) => blob?.bytes ?? null)
      const after = now === null ? Buffer.alloc(0) : texts.pop()
      const [before] = texts
      if (!before || !after || before.includes(0) || after.includes(0)) return true
      if (!mayProve(path, before.length)) return true
      tallyLines(tally, before, after)
      const words = tally.take()
      if (words.length > 0) found.get(commit.id)?.push({ position, words })
      return true
    },
    32,
  )
  return missing
}
