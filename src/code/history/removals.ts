import type { PathChange } from '../../git/changes.ts'
import type { Commit } from '../../git/patches.ts'
import { inParallel } from './batched.ts'
import type { Candidate } from './candidates.ts'
import { isEvidence } from './evidence.ts'
import type { Moves } from './moves.ts'
import type { PastCommit } from './past.ts'
import type { FileReader } from './reader.ts'
import { type Speaking, speakingOf } from './speaking.ts'

/** A file at one revision. */
export interface FileAt {
  readonly path: string
  readonly blob: string
}

/** A change that took away lines which hold a name: where what became of it may be learnt. */
export interface Removal {
  readonly commit: Commit
  /** The file before the change. */
  readonly before: FileAt
  /** The file in the other branches that a merge brought together. */
  readonly besides: readonly FileAt[]
  /** Null when the file was deleted, or left the code. */
  readonly after: FileAt | null
  /** Other files of the same change that gained the name, which may only have moved; null when they are too many. */
  gained(): Promise<readonly FileAt[] | null>
}

/** How many places are kept of each name. */
export interface Bounds {
  /** Changes after which fewer lines hold the name. */
  readonly fewer: number
  /** Changes that put in as many lines as they took away. */
  readonly edited: number
}

/** What removals are read with. */
export interface Tools {
  readonly reader: FileReader
  readonly moves: Moves
}

/** The changes that took lines away which may have declared a name, newest first. */
export async function* removalsOf(
  tools: Tools,
  name: string,
  candidates: readonly Candidate[],
  bounds: Bounds,
): AsyncGenerator<Removal, void, undefined> {
  const speaking = speakingOf(name)
  const seen = { fewer: 0, edited: 0 }
  for (const { commit, change } of candidates) {
    const blobs = change.olds.flatMap((blob) => blob ?? [])
    const [before, ...besides] = blobs.map((blob) => ({ path: change.path, blob }))
    // What a merge found in one branch only, the other branch had never had.
    if (before === undefined || blobs.length < change.olds.length) continue
    const after = await afterOf(tools.moves, commit, change)
    const lost = await lostLines(tools.reader, speaking, before, after)
    if (lost === null || !lost.removed.some(speaking.mayDeclare)) continue
    const sort = lost.removed.length > lost.added ? 'fewer' : 'edited'
    seen[sort] += 1
    if (seen[sort] > bounds[sort]) continue
    const gained = () => gainedIn(tools, speaking, commit, change.path, after)
    yield { commit, before, besides, after, gained }
    if (seen.fewer >= bounds.fewer && seen.edited >= bounds.edited) return
  }
}

async function afterOf(
  moves: Moves,
  commit: PastCommit,
  change: PathChange,
): Promise<FileAt | null> {
  if (change.status !== 'deleted')
    return change.now === null ? null : { path: change.path, blob: change.now }
  const move = await moves.to(commit, change.path)
  if (move === null || !isEvidence(move.to)) return null
  const blob = commit.changes.find(({ path }) => path === move.to)?.now ?? null
  return blob === null ? null : { path: move.to, blob }
}

/** The lines with the name that went, and how many came; null when the files cannot be read. */
async function lostLines(
  reader: FileReader,
  { lines }: Speaking,
  before: FileAt,
  after: FileAt | null,
): Promise<{ readonly removed: readonly string[]; readonly added: number } | null> {
  const old = await reader.text(before)
  const now = after === null ? '' : await reader.text(after)
  if (old === null || now === null) return null
  const left = new Map<string, number>()
  const lines2 = lines(now, after?.path ?? before.path)
  for (const line of lines2) left.set(line, (left.get(line) ?? 0) + 1)
  const removed: string[] = []
  let stayed = 0
  for (const line of lines(old, before.path)) {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    if (count > 0) stayed += 1
    else removed.push(line)
  }
  return { removed, added: lines2.length - stayed }
}

/** Most files of one change that are looked through for a name. */
const mostFiles = 2_000
const mostGained = 20

async function gainedIn(
  { reader, moves }: Tools,
  { lines }: Speaking,
  commit: PastCommit,
  path: string,
  after: FileAt | null,
): Promise<readonly FileAt[] | null> {
  const others = commit.changes.filter(
    (other) => other.path !== path && other.path !== after?.path && isEvidence(other.path),
  )
  if (others.length > mostFiles) return null
  const found: FileAt[] = []
  await inParallel(others, async (other) => {
    if (other.now === null || found.length >= mostGained) return false
    const file = { path: other.path, blob: other.now }
    const now = lines((await reader.text(file)) ?? '', file.path).length
    if (now === 0) return false
    const origin = other.status === 'added' ? await moves.from(commit, other.path) : other.path
    const olds = commit.changes.find((one) => one.path === origin)?.olds ?? []
    for (const blob of olds) {
      const old = blob === null ? '' : await reader.text({ path: other.path, blob })
      if (lines(old ?? '', file.path).length >= now) return false
    }
    found.push(file)
    return true
  })
  return found.length >= mostGained ? null : found.sort((a, b) => (a.path < b.path ? -1 : 1))
}
