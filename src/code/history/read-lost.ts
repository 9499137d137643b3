import { availableParallelism } from 'node:os'
import { PlumblineError } from '../../domain/errors.ts'
import type { PathChange } from '../../git/changes.ts'
import type { Git } from '../../git/git.ts'
import { inParallel } from './batched.ts'
import { isEvidence, scopeOf } from './evidence.ts'
import { tallyLines } from './line-difference.ts'
import type { PathWords } from './lost-words.ts'
import { exactMoves } from './moves.ts'
import type { PastCommit } from './past.ts'
import { patchWords } from './patch-words.ts'
import { WordTally } from './word-tally.ts'

/** A change that may have taken names out of the code. */
interface Loss {
  readonly commit: PastCommit
  readonly change: PathChange
  readonly position: number
}

/** The changes of a commit by which code may have lost names. */
export function lossesOf(commit: PastCommit): readonly Loss[] {
  const losses = commit.changes.flatMap((change, position) =>
    change.status !== 'added' && isEvidence(change.path) ? [{ commit, change, position }] : [],
  )
  if (losses.every(({ change }) => change.status === 'modified')) return losses
  // A file that went to another place whole has lost nothing, unless it went out of the code.
  const moved = exactMoves(commit.changes)
  return losses.filter(({ change }) => {
    const to = change.status === 'deleted' ? moved.get(change.path)?.to : undefined
    return to === undefined || !isEvidence(to)
  })
}

/** What was read: the words that each commit took away, and the paths whose contents are missing. */
export interface LostRead {
  readonly words: ReadonlyMap<string, readonly PathWords[]>
  readonly missing: readonly string[]
}

/** From this many modified files on, git compares them; fewer are read and compared here. */
const worthDiffing = 200
/** Commits whose patches are read before progress is told. */
const stretch = 2_000

/** Reads what some commits took away; commits with missing contents are told apart. */
export async function readLost(
  git: Git,
  commits: readonly PastCommit[],
  onRead: (done: number) => void = () => undefined,
): Promise<LostRead> {
  const found = new Map<string, PathWords[]>(commits.map(({ id }) => [id, []]))
  const losses = commits.flatMap(lossesOf)
  const isPlain = ({ commit, change }: Loss): boolean =>
    commit.parents.length === 1 && change.status === 'modified'
  const plain = losses.filter(isPlain)
  const byGit = plain.length >= worthDiffing && (await readPatches(git, plain, found, onRead))
  const rest = byGit ? losses.filter((loss) => !isPlain(loss)) : losses
  return { words: found, missing: await readBlobs(git, rest, found) }
}

async function readPatches(
  git: Git,
  losses: readonly Loss[],
  found: Map<string, PathWords[]>,
  onRead: (done: number) => void,
): Promise<boolean> {
  const commits = [...new Set(losses.map(({ commit }) => commit))]
  const positions = new Map(
    losses.map(({ commit, change, position }) => [`${commit.id} ${change.path}`, position]),
  )
  const modified = commits.flatMap(({ changes }) =>
    changes.flatMap(({ status, path }) => (status === 'modified' ? [path] : [])),
  )
  const scope = scopeOf(new Set(modified))
  const read = new Map<string, PathWords[]>()
  const stretches = Array.from({ length: Math.ceil(commits.length / stretch) }, (_, index) =>
    commits.slice(index * stretch, (index + 1) * stretch).map(({ id }) => id),
  )
  let done = 0
  try {
    const readStretch = async (ids: readonly string[]) => {
      await patchWords(git, ids, scope, (commit, path, words) => {
        const position = positions.get(`${commit} ${path}`)
        if (position === undefined) return
        const known = read.get(commit)
        if (known === undefined) read.set(commit, [{ position, words }])
        else known.push({ position, words })
      })
      done += ids.length
      onRead(done)
      return true
    }
    await inParallel(stretches, readStretch, Math.min(4, availableParallelism()))
  } catch (fault) {
    // Where contents are missing git gives up: what is there is read piece by piece.
    if (fault instanceof PlumblineError) return false
    throw fault
  }
  for (const [commit, words] of read) found.get(commit)?.push(...words)
  return true
}

async function readBlobs(
  git: Git,
  losses: readonly Loss[],
  found: Map<string, PathWords[]>,
): Promise<readonly string[]> {
  const tally = new WordTally()
  const missing = new Set<string>()
  await inParallel(
    losses,
    async ({ commit, change, position }) => {
      const { olds, now, path } = change
      const wanted = [...olds, now].flatMap((blob) => blob ?? [])
      const blobs = await Promise.all(wanted.map((blob) => git.read(blob)))
      if (blobs.includes(null)) missing.add(path)
      const texts = blobs.map((blob) => blob?.bytes ?? null)
      const after = now === null ? Buffer.alloc(0) : texts.pop()
      const [before] = texts
      if (!before || !after || before.includes(0) || after.includes(0)) return true
      tallyLines(tally, before, after)
      const words = tally.take()
      if (words.length > 0) found.get(commit.id)?.push({ position, words })
      return true
    },
    32,
  )
  return [...missing]
}
