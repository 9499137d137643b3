import type { FactKind } from '../../domain/fact.ts'
import type { PathChange } from '../../git/changes.ts'
import type { Commit } from '../../git/commit.ts'
import type { PastCommit } from '../../git/past.ts'
import { inParallel } from './batched.ts'
import type { Candidate } from './candidates.ts'
import { canState, isEvidence, isSettings } from './evidence.ts'
import type { Moves } from './moves.ts'
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

/** A name, and the kinds of fact that would declare it. */
export interface Wanted {
  readonly subject: string
  readonly kinds: ReadonlySet<FactKind>
}

/** What removals are read with. */
export interface Tools {
  readonly reader: FileReader
  readonly moves: Moves
}

/** The changes that took lines away which may have declared a name, newest first. */
export async function* removalsOf(
  tools: Tools,
  { subject, kinds }: Wanted,
  candidates: readonly Candidate[],
  bounds: Bounds,
): AsyncGenerator<Removal, void, undefined> {
  const speaking = speakingOf(subject)
  // What one change left behind is often what the next one found.
  const known = new Map<string, readonly string[] | null>()
  const linesIn = async (file: FileAt): Promise<readonly string[] | null> => {
    const key = `${file.blob} ${isSettings(file.path)}`
    const told = known.get(key)
    if (told !== undefined) return told
    const bytes = await tools.reader.bytes(file)
    const lines = bytes === null ? null : speaking.lines(bytes, file.path)
    known.set(key, lines)
    return lines
  }
  const seen = { fewer: 0, edited: 0 }
  for (const { commit, change } of candidates) {
    if (!canState(change.path, kinds)) continue
    const blobs = change.olds.flatMap((blob) => blob ?? [])
    const [before, ...besides] = blobs.map((blob) => ({ path: change.path, blob }))
    // What a merge found in one branch only, the other branch had never had.
    if (before === undefined || blobs.length < change.olds.length) continue
    // Where a file went is asked of git, which takes its time: only once there is something to lose.
    const old = await linesIn(before)
    if (old === null || !old.some(speaking.mayDeclare)) continue
    const after = await afterOf(tools.moves, commit, change)
    const now = after === null ? [] : await linesIn(after)
    const lost = now === null ? null : lostLines(old, now)
    if (lost === null || !lost.removed.some(speaking.mayDeclare)) continue
    const sort = lost.removed.length > lost.added ? 'fewer' : 'edited'
    seen[sort] += 1
    if (seen[sort] > bounds[sort]) continue
    let others: Promise<readonly FileAt[] | null> | null = null
    const gained = () => {
      others ??= gainedIn(tools, speaking, commit, change.path, after)
      return others
    }
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

/** The lines with the name that went, and how many came. */
function lostLines(
  old: readonly string[],
  now: readonly string[],
): { readonly removed: readonly string[]; readonly added: number } {
  const left = new Map<string, number>()
  for (const line of now) left.set(line, (left.get(line) ?? 0) + 1)
  const removed: string[] = []
  let stayed = 0
  for (const line of old) {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    if (count > 0) stayed += 1
    else removed.push(line)
  }
  return { removed, added: now.length - stayed }
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
  const count = async (file: FileAt): Promise<number> => {
    const bytes = await reader.bytes(file)
    // More lines than are counted are more than any other file has.
    return bytes === null ? 0 : (lines(bytes, file.path)?.length ?? Number.MAX_SAFE_INTEGER)
  }
  const found: FileAt[] = []
  await inParallel(others, async (other) => {
    if (other.now === null || found.length >= mostGained) return false
    const file = { path: other.path, blob: other.now }
    const now = await count(file)
    if (now === 0) return false
    const origin = other.status === 'added' ? await moves.from(commit, other.path) : other.path
    const olds = commit.changes.find((one) => one.path === origin)?.olds ?? []
    for (const blob of olds) {
      const old = blob === null ? 0 : await count({ path: other.path, blob })
      if (old >= now) return false
    }
    found.push(file)
    return true
  })
  return found.length >= mostGained ? null : found.sort((a, b) => (a.path < b.path ? -1 : 1))
}
