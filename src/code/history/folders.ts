import type { Fate } from '../../domain/history.ts'
import { changeOf } from './fitting.ts'
import type { Departure, PathHistory } from './paths.ts'

/** A folder counts as moved when this share of its files went to one other folder. */
const shareThatMoves = 0.8
/** How many of the newest changes to an emptied folder are looked at for the one that moved it. */
const changesLookedAt = 5
const mostHops = 10

/** What became of a folder that the snapshot lacks; null when no file ever was in it. */
export async function folderFate(
  folder: string,
  history: PathHistory,
  hops = mostHops,
): Promise<Fate | null> {
  const left = history.inside(folder)
  const newest = left[0]
  if (newest === undefined || history.exists(folder)) return null
  const main = mainChange(left)
  const target = await mainTarget(folder, main, history)
  const last = target === null ? newest : (main[0] ?? newest)
  const change = changeOf(last.commit)
  const commit = last.commit.parents[0] ?? last.commit.id
  const was = { path: last.path, line: 1, quote: `${folder}/`, commit }
  if (target === null) return { is: 'gone', change, was }
  if (history.exists(target.folder)) {
    return { is: 'moved', to: target.folder, change, was, sure: target.sure }
  }
  const next = hops > 0 ? await folderFate(target.folder, history, hops - 1) : null
  if (next?.is === 'moved') return { ...next, change, was, sure: next.sure * target.sure }
  const later = next?.is === 'gone' ? { name: target.folder, change: next.change } : null
  return later === null ? { is: 'gone', change, was } : { is: 'gone', change, was, later }
}

/** Of the newest changes to the folder, the one by which most files left it. */
function mainChange(left: readonly Departure[]): readonly Departure[] {
  const byCommit = new Map<string, Departure[]>()
  for (const one of left) {
    const listed = byCommit.get(one.commit.id)
    if (listed !== undefined) listed.push(one)
    else if (byCommit.size < changesLookedAt) byCommit.set(one.commit.id, [one])
  }
  let main: readonly Departure[] = []
  for (const files of byCommit.values()) if (files.length > main.length) main = files
  return main
}

interface Target {
  readonly folder: string
  readonly sure: number
}

/** The one other folder to which the files of a change went, if most did. */
async function mainTarget(
  folder: string,
  files: readonly Departure[],
  { moves }: PathHistory,
): Promise<Target | null> {
  const targets = new Map<string, { count: number; alike: number }>()
  for (const { commit, path } of files) {
    const move = await moves.to(commit, path)
    const target = move === null ? null : targetFolder(path.slice(folder.length), move.to)
    if (move === null || target === null || target === folder) continue
    const sum = targets.get(target) ?? { count: 0, alike: 0 }
    targets.set(target, { count: sum.count + 1, alike: sum.alike + move.alike })
  }
  for (const [target, { count, alike }] of targets) {
    if (count >= files.length * shareThatMoves) {
      return { folder: target, sure: (alike / count) * (count / files.length) }
    }
  }
  return null
}

// `old/a/b.ts` that became `new/x/a/b.ts` moved `old` to `new/x`; a file renamed on the way still tells its folder.
function targetFolder(rest: string, to: string): string | null {
  if (to.endsWith(rest) && to.length > rest.length) return to.slice(0, -rest.length)
  const inner = rest.slice(0, rest.lastIndexOf('/'))
  const outer = to.slice(0, Math.max(0, to.lastIndexOf('/')))
  if (outer === '' || !outer.endsWith(inner)) return null
  return outer.slice(0, outer.length - inner.length) || null
}
