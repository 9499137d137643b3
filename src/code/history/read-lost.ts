import type { Blob } from '../../git/batch-parser.ts'
import type { PathChange } from '../../git/changes.ts'
import type { Git } from '../../git/git.ts'
import type { PastCommit } from '../../git/past.ts'
import { exactMoves } from '../../git/renames.ts'
import { isTranslation } from '../class-rules.ts'
import { isEvidence, mayProve } from './evidence.ts'
import { tallyLines } from './line-difference.ts'
import type { PathWords } from './lost-words.ts'
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

/** So many changes are read before progress is told. */
const stretch = 500

/** Reads what some commits took away; blobs that are missing are told apart. */
export async function readLost(
  git: Git,
  commits: readonly PastCommit[],
  silent: ReadonlySet<string>,
  onRead: (done: number, total: number) => void = () => undefined,
): Promise<LostRead> {
  const found = new Map<string, PathWords[]>(commits.map(({ id }) => [id, []]))
  const losses = pathByPath(commits.flatMap((commit) => lossesOf(commit, silent)))
  const tally = new WordTally()
  const missing: MissingBlob[] = []
  let done = 0
  for await (const { loss, blobs } of withBlobs(git, losses)) {
    const { commit, change, position } = loss
    for (const [blob, read] of blobs)
      if (read === null) missing.push({ commit: commit.id, path: change.path, blob })
    const words = wordsLost(tally, change, blobs)
    if (words.length > 0) found.get(commit.id)?.push({ position, words })
    done += 1
    if (done % stretch === 0 || done === losses.length) onRead(done, losses.length)
  }
  return { words: found, missing }
}

/** The changes path by path, for one version of a file is what the next one is compared with. */
function pathByPath(losses: readonly Loss[]): readonly Loss[] {
  const byPath = new Map<string, Loss[]>()
  for (const loss of losses) {
    const known = byPath.get(loss.change.path)
    if (known === undefined) byPath.set(loss.change.path, [loss])
    else known.push(loss)
  }
  return [...byPath.values()].flat()
}

type Blobs = ReadonlyMap<string, Blob | null>

/** Every change with its contents, which are read once where two changes that follow one another share them. */
async function* withBlobs(
  git: Git,
  losses: readonly Loss[],
): AsyncGenerator<{ readonly loss: Loss; readonly blobs: Blobs }, void, undefined> {
  const stream = git.blobs([...freshIds(losses)])
  let last: Blobs = new Map()
  for (const loss of losses) {
    const wanted = idsIn(loss)
    const blobs = new Map<string, Blob | null>()
    for (const id of wanted) if (last.has(id)) blobs.set(id, last.get(id) ?? null)
    for (const id of wanted) if (!last.has(id)) blobs.set(id, (await stream.next()).value ?? null)
    last = blobs
    yield { loss, blobs }
  }
}

const idsIn = ({ change }: Loss): ReadonlySet<string> =>
  new Set([...change.olds, change.now].flatMap((blob) => blob ?? []))

/** What must be read for each change, beyond what the one before it had. */
function* freshIds(losses: readonly Loss[]): Generator<string, void, undefined> {
  let last: ReadonlySet<string> = new Set()
  for (const loss of losses) {
    const wanted = idsIn(loss)
    for (const id of wanted) if (!last.has(id)) yield id
    last = wanted
  }
}

function wordsLost(tally: WordTally, { olds, now, path }: PathChange, blobs: Blobs): LostWords {
  const [first] = olds.flatMap((blob) => blob ?? [])
  const before = blobs.get(first ?? '')?.bytes ?? null
  const after = now === null ? Buffer.alloc(0) : (blobs.get(now)?.bytes ?? null)
  const isText = before !== null && after !== null && !before.includes(0) && !after.includes(0)
  if (isText && mayProve(path, before.length) && !isTranslation(beginning(before), path))
    tallyLines(tally, before, after)
  return tally.take()
}

const beginning = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(0, 100)).toString('utf8')
