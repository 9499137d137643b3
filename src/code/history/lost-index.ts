import { createHash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import type { Pieces } from '../../domain/fact-cache.ts'
import type { Git } from '../../git/git.ts'
import type { Past, PastCommit } from '../../git/past.ts'
import { digestOf } from '../extractor-version.ts'
import { decodeLost, encodeLost, type LostIndex, type LostPart, lostPart } from './lost-words.ts'
import { lossesOf, type MissingBlob, readLost } from './read-lost.ts'

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
    'history/read-lost',
    'history/word-tally',
  ],
)

/** A piece smaller than this takes what is new; a larger one stays as it is, and a new one begins. */
const small = 64 * 1024
const mostPieces = 10_000

/** Brings the index up to a history: what is kept is per commit, so commits that it has are never read again; `silent` paths are left out. */
export async function openLost(
  git: Git,
  past: Past,
  pieces: Pieces | null,
  onRead: (done: number, total: number) => void = () => undefined,
  silent: ReadonlySet<string> = new Set(),
): Promise<Lost> {
  // Where history is cut off, commits are not what they are elsewhere: what they lost is not for others to use.
  const kept = git.isShallow || git.isPartial ? null : pieces
  const key = `lost ${version} ${past.commits.at(-1)?.id} ${digestOfPaths(silent)}`
  const words: LostIndex = new Map()
  const loaded = kept === null ? nothing : await load(git, kept, key, words)
  const losing = past.commits.filter((commit) => !words.has(commit.id) && commit.changes.length > 0)
  const unread = losing.filter((commit) => lossesOf(commit, silent).length > 0)
  if (unread.length === 0) return { words, missing: pathsIn(loaded.missing) }
  const read = await readLost(git, unread, silent, onRead)
  for (const [commit, paths] of read.words)
    words.set(commit, lostPart(paths.toSorted((a, b) => a.position - b.position)))
  const missing = [...loaded.missing, ...read.missing]
  if (kept !== null) {
    await save(kept, key, unread, words, loaded)
    if (read.missing.length > 0)
      await kept.put(`${key} missing`, deflateSync(JSON.stringify(missing), { level: 1 }))
  }
  return { words, missing: pathsIn(missing) }
}

const digestOfPaths = (paths: ReadonlySet<string>): string =>
  createHash('sha256')
    .update([...paths].sort().join('\n'))
    .digest('base64')
    .slice(0, 12)

const pathsIn = (missing: readonly MissingBlob[]): readonly string[] => [
  ...new Set(missing.map(({ path }) => path)),
]

interface Loaded {
  readonly count: number
  /** Commits of the last piece, if it can take more. */
  readonly last: readonly string[]
  readonly missing: readonly MissingBlob[]
}

const nothing: Loaded = { count: 0, last: [], missing: [] }

/** What was missing and still is; commits whose missing contents have come are forgotten, to be read again. */
async function stillMissing(
  git: Git,
  pieces: Pieces,
  key: string,
  words: LostIndex,
): Promise<readonly MissingBlob[]> {
  const missing = decodedMissing(await pieces.get(`${key} missing`))
  const ids = [...new Set(missing.map(({ blob }) => blob))]
  const come = new Set<string>()
  for (const [index, blob] of (await Promise.all(ids.map((id) => git.read(id)))).entries())
    if (blob !== null) come.add(ids[index] ?? '')
  const again = new Set(missing.flatMap(({ blob, commit }) => (come.has(blob) ? [commit] : [])))
  for (const commit of again) words.delete(commit)
  return missing.filter(({ commit }) => !again.has(commit))
}

function decodedMissing(bytes: Uint8Array | null): readonly MissingBlob[] {
  try {
    const all: unknown = bytes === null ? [] : JSON.parse(inflateSync(bytes).toString())
    return Array.isArray(all) ? all.filter(isMissing) : []
  } catch {
    return []
  }
}

const isMissing = (one: unknown): one is MissingBlob =>
  typeof one === 'object' && one !== null && 'commit' in one && 'path' in one && 'blob' in one

async function load(git: Git, pieces: Pieces, key: string, into: LostIndex): Promise<Loaded> {
  let last: readonly string[] = []
  for (let count = 0; count < mostPieces; count += 1) {
    const bytes = await pieces.get(`${key} ${count}`)
    const piece: LostIndex = new Map()
    if (bytes === null || !decodeLost(bytes, piece))
      return { count, last, missing: await stillMissing(git, pieces, key, into) }
    for (const [commit, part] of piece) into.set(commit, part)
    last = bytes.length < small ? [...piece.keys()] : []
  }
  return { ...nothing, count: mostPieces }
}

async function save(
  pieces: Pieces,
  key: string,
  fresh: readonly PastCommit[],
  words: LostIndex,
  { count, last }: Loaded,
): Promise<void> {
  const commits = [...last, ...fresh.map(({ id }) => id)]
  const entries = commits.flatMap((id): readonly (readonly [string, LostPart])[] => {
    const part = words.get(id)
    return part === undefined ? [] : [[id, part]]
  })
  await pieces.put(`${key} ${last.length > 0 ? count - 1 : count}`, encodeLost(entries))
}
