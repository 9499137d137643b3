import type { Pieces } from '../../domain/fact-cache.ts'
import type { Git } from '../../git/git.ts'
import { digestOf } from '../extractor-version.ts'
import { decodeLost, encodeLost, type LostIndex, type PathWords } from './lost-words.ts'
import type { Past, PastCommit } from './past.ts'
import { lossesOf, readLost } from './read-lost.ts'

/** The words that each commit of a history took away, and the paths whose contents were missing. */
export interface Lost {
  readonly words: LostIndex
  readonly missing: readonly string[]
}

const version = digestOf(
  [],
  [
    'class-rules',
    'classify',
    'history/evidence',
    'history/line-difference',
    'history/lost-words',
    'history/moves',
    'history/patch-words',
    'history/read-lost',
    'history/word-tally',
  ],
)

/** A piece smaller than this takes what is new; a larger one stays as it is, and a new one begins. */
const small = 64 * 1024
const mostPieces = 10_000

/** Brings the index up to a history: what is kept is per commit, so commits that it has are never read again. */
export async function openLost(
  git: Git,
  past: Past,
  pieces: Pieces | null,
  onRead: (done: number, total: number) => void = () => undefined,
): Promise<Lost> {
  // Where history is cut off, commits are not what they are elsewhere: what they lost is not for others to use.
  const kept = git.isShallow || git.isPartial ? null : pieces
  const key = `lost ${version} ${past.commits.at(-1)?.id}`
  const words: LostIndex = new Map()
  const loaded = kept === null ? { count: 0, last: [] } : await load(kept, key, words)
  const losing = past.commits.filter(({ id, changes }) => changes.length > 0 && !words.has(id))
  const unread = losing.filter((commit) => lossesOf(commit).length > 0)
  if (unread.length === 0) return { words, missing: [] }
  const read = await readLost(git, unread, (done) => onRead(done, unread.length))
  for (const [commit, paths] of read.words)
    words.set(
      commit,
      paths.toSorted((a, b) => a.position - b.position),
    )
  if (kept !== null && read.missing.length === 0) await save(kept, key, unread, words, loaded)
  return { words, missing: read.missing }
}

interface Loaded {
  readonly count: number
  /** Commits of the last piece, if it can take more. */
  readonly last: readonly string[]
}

async function load(pieces: Pieces, key: string, into: LostIndex): Promise<Loaded> {
  let last: readonly string[] = []
  for (let count = 0; count < mostPieces; count += 1) {
    const bytes = await pieces.get(`${key} ${count}`)
    const piece: LostIndex = new Map()
    if (bytes === null || !decodeLost(bytes, piece)) return { count, last }
    for (const [commit, paths] of piece) into.set(commit, paths)
    last = bytes.length < small ? [...piece.keys()] : []
  }
  return { count: mostPieces, last: [] }
}

async function save(
  pieces: Pieces,
  key: string,
  fresh: readonly PastCommit[],
  words: LostIndex,
  { count, last }: Loaded,
): Promise<void> {
  const commits = [...last, ...fresh.map(({ id }) => id)]
  const entries = commits.map((id): readonly [string, readonly PathWords[]] => [
    id,
    words.get(id) ?? [],
  ])
  await pieces.put(`${key} ${last.length > 0 ? count - 1 : count}`, encodeLost(entries))
}
