import type { DiffLine, FileChange } from './diff.ts'
import { isMigrationPath } from './places.ts'

/** So many letters and digits make it unlikely that two lines are alike by chance; git's `--color-moved` asks for as many. */
const enough = 20

/** A run of lines that are all added, or all removed, without a break. */
type Run = readonly DiffLine[]

/**
 * The lines of a diff that only change their place: within a hunk a line that is taken out and put in again, whatever
 * blanks it begins with; between hunks and files the longest blocks that are, but not those of migrations: what is
 * written into one is run, wherever it stood before.
 */
export function movedLines(files: readonly FileChange[]): ReadonlySet<DiffLine> {
  const moved = new Set<DiffLine>()
  const added: Run[] = []
  const removed: Run[] = []
  for (const file of files) {
    const isRun = isMigrationPath(file.after ?? file.before ?? '')
    for (const { lines } of file.hunks) {
      pairWithin(lines, moved)
      if (isRun) continue
      added.push(...runsOf(lines, 'added'))
      removed.push(...runsOf(lines, 'removed'))
    }
  }
  pairBlocks(removed, added, moved)
  return moved
}

const bare = ({ text }: DiffLine): string => text.trim()

function pairWithin(lines: readonly DiffLine[], moved: Set<DiffLine>): void {
  const taken = new Map<string, DiffLine[]>()
  for (const line of lines) if (line.kind === 'removed') listIn(taken, bare(line)).push(line)
  for (const line of lines) {
    const old = line.kind === 'added' ? taken.get(bare(line))?.shift() : undefined
    if (old === undefined) continue
    moved.add(old)
    moved.add(line)
  }
}

function runsOf(lines: readonly DiffLine[], kind: DiffLine['kind']): readonly Run[] {
  const runs: DiffLine[][] = []
  let open: DiffLine[] | null = null
  for (const line of lines) {
    if (line.kind !== kind) {
      open = null
      continue
    }
    if (open === null) {
      open = []
      runs.push(open)
    }
    if (bare(line) !== '') open.push(line)
  }
  return runs
}

interface Spot {
  readonly run: Run
  readonly at: number
}

/** Looks each removed line up among the added ones, and follows both as far as they agree. */
function pairBlocks(removed: readonly Run[], added: readonly Run[], moved: Set<DiffLine>): void {
  const spots = new Map<string, Spot[]>()
  for (const run of added)
    for (const [at, line] of run.entries()) listIn(spots, bare(line)).push({ run, at })
  for (const run of removed) {
    for (let at = 0; at < run.length; ) {
      const length = longestBlock(run, at, spots, moved)
      at += Math.max(1, length)
    }
  }
}

/** So many places are tried for one line: `}` stands everywhere. */
const mostTried = 50

function longestBlock(
  run: Run,
  at: number,
  spots: ReadonlyMap<string, readonly Spot[]>,
  moved: Set<DiffLine>,
): number {
  const [first] = run.slice(at, at + 1)
  let best: { readonly spot: Spot; readonly length: number } | null = null
  for (const spot of (first ? (spots.get(bare(first)) ?? []) : []).slice(0, mostTried)) {
    const length = agreeing(run, at, spot, moved)
    if (length > (best?.length ?? 0)) best = { spot, length }
  }
  if (best === null) return 0
  const block = run.slice(at, at + best.length)
  const weight = block
    .map(bare)
    .join('')
    .replaceAll(/[^\p{L}\p{N}]/gu, '').length
  if (weight < enough) return 0
  for (const line of [...block, ...best.spot.run.slice(best.spot.at, best.spot.at + best.length)])
    moved.add(line)
  return best.length
}

function agreeing(run: Run, at: number, spot: Spot, moved: ReadonlySet<DiffLine>): number {
  let length = 0
  for (;;) {
    const one = run[at + length]
    const other = spot.run[spot.at + length]
    if (!one || !other || bare(one) !== bare(other) || moved.has(one) || moved.has(other))
      return length
    length += 1
  }
}

function listIn<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const known = lists.get(key)
  if (known) return known
  const fresh: Item[] = []
  lists.set(key, fresh)
  return fresh
}
