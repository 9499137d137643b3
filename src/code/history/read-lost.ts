import type { Blob } from '../../git/batch-parser.ts'
import type { PathChange } from '../../git/changes.ts'
import type { Git } from '../../git/git.ts'
import { inParallel } from './batched.ts'
import { isEvidence, mayProve } from './evidence.ts'
import { tallyLines } from './line-difference.ts'
import type { PathWords } from './lost-words.ts'
import { exactMoves } from './moves.ts'
import type { PastCommit } from './past.ts'
import { type LostWords, WordTally } from './word-tally.ts'

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

/** Changes of one path that are read one after the other: each finds half of its contents read by the one before. */
const stretch = 64
const lanes = 32

/** Reads what some commits took away; blobs that are missing are told apart. */
export async function readLost(
  git: Git,
  commits: readonly PastCommit[],
  silent: ReadonlySet<string>,
  onRead: (done: number, total: number) => void = () => undefined,
): Promise<LostRead> {
  const found = new Map<string, PathWords[]>(commits.map(({ id }) => [id, []]))
  const losses = commits.flatMap((commit) => lossesOf(commit, silent))
  const tally = new WordTally()
  const missing: MissingBlob[] = []
  let done = 0
  await inParallel(
    stretchesOf(losses),
    async (some) => {
      let known: ReadonlyMap<string, Blob | null> = new Map()
      for (const { commit, change, position } of some) {
        known = await blobsOf(git, change, known)
        for (const [blob, read] of known)
          if (read === null) missing.push({ commit: commit.id, path: change.path, blob })
        const words = wordsLost(tally, change, known)
        if (words.length > 0) found.get(commit.id)?.push({ position, words })
      }
      done += some.length
      onRead(done, losses.length)
      return true
    },
    lanes,
  )
  return { words: found, missing }
}

/** The changes path by path, for one version of a file is what the next one is compared with. */
function stretchesOf(losses: readonly Loss[]): readonly (readonly Loss[])[] {
  const open = new Map<string, Loss[]>()
  const stretches: Loss[][] = []
  for (const loss of losses) {
    const { path } = loss.change
    const known = open.get(path)
    if (known !== undefined && known.length < stretch) known.push(loss)
    else {
      const fresh = [loss]
      open.set(path, fresh)
      stretches.push(fresh)
    }
  }
  return stretches
}

async function blobsOf(
  git: Git,
  { olds, now }: PathChange,
  known: ReadonlyMap<string, Blob | null>,
): Promise<ReadonlyMap<string, Blob | null>> {
  const wanted = [...olds, now].flatMap((blob) => blob ?? [])
  return new Map(
    await Promise.all(
      wanted.map(async (blob) => [blob, known.get(blob) ?? (await git.read(blob))] as const),
    ),
  )
}

function wordsLost(
  tally: WordTally,
  { olds, now, path }: PathChange,
  blobs: ReadonlyMap<string, Blob | null>,
): LostWords {
  const [first] = olds.flatMap((blob) => blob ?? [])
  const before = blobs.get(first ?? '')?.bytes ?? null
  const after = now === null ? Buffer.alloc(0) : (blobs.get(now)?.bytes ?? null)
  const isText = before !== null && after !== null && !before.includes(0) && !after.includes(0)
  if (isText && mayProve(path, before.length)) tallyLines(tally, before, after)
  return tally.take()
}
