import type { PathChange } from './changes.ts'
import { detached } from './commit.ts'
import type { Git } from './git.ts'

/** Where a file went, and how alike the two are: 0 to 1. */
export interface Renamed {
  readonly to: string
  readonly alike: number
}

/** The renames of some commits by the old path: whole trees are compared, so this is asked of few commits. */
export async function renamesOf(
  git: Git,
  commits: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Renamed>>> {
  const found = new Map<string, Map<string, Renamed>>()
  if (commits.length === 0) return found
  const args = ['diff-tree', '--stdin', '-r', '-M', '-z', '--name-status', '--diff-filter=R']
  let renames = new Map<string, Renamed>()
  let pending: string[] = []
  for await (const batch of git.batches(args, '\0', `${commits.join('\n')}\n`)) {
    for (const piece of batch) {
      if (pending.length === 0 && isId.test(piece)) {
        renames = new Map()
        found.set(detached(piece), renames)
      } else if (piece !== '' || pending.length > 0) pending.push(piece)
      const [status = '', from = '', to] = pending
      if (to === undefined) continue
      renames.set(detached(from), { to: detached(to), alike: Number(status.slice(1)) / 100 })
      pending = []
    }
  }
  return found
}

const isId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** Files that left one path and came at another with every byte the same. */
export function exactMoves(changes: readonly PathChange[]): ReadonlyMap<string, Renamed> {
  const gone = new Map<string, string[]>()
  for (const { status, olds, path } of changes) {
    const blob = olds[0]
    if (status !== 'deleted' || blob === undefined || blob === null) continue
    gone.set(blob, [...(gone.get(blob) ?? []), path])
  }
  const moves = new Map<string, Renamed>()
  if (gone.size === 0) return moves
  for (const { status, now, path } of changes) {
    const paths = status === 'added' && now !== null ? gone.get(now) : undefined
    if (paths === undefined) continue
    const free = paths.filter((one) => !moves.has(one))
    const from = free.find((one) => nameOf(one) === nameOf(path)) ?? free[0]
    if (from !== undefined) moves.set(from, { to: path, alike: 1 })
  }
  return moves
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
