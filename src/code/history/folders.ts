import type { Fate } from '../../domain/history.ts'
import { changeOf } from './fitting.ts'
import type { Dated, PathHistory } from './paths.ts'

/** A folder counts as moved when this share of its files went to one other folder. */
const shareThatMoves = 0.8
/** How many of the newest changes to an emptied folder are looked at for the one that moved it. */
const changesLookedAt = 5
const mostHops = 10

/** What became of a folder that the snapshot lacks; null when no file ever was in it. */
export function folderFate(folder: string, history: PathHistory, hops = mostHops): Fate | null {
  const left = history.inside(folder)
  const newest = left[0]
  if (newest === undefined || history.exists(folder)) return null
  const main = mainChange(left)
  const target = mainTarget(folder, main)
  const last = target === null ? newest : (main[0] ?? newest)
  const change = changeOf(last.commit)
  const commit = last.commit.parents[0] ?? last.commit.id
  const was = { path: last.path, line: 1, quote: `${folder}/`, commit }
  if (target === null) return { is: 'gone', change, was }
  if (history.exists(target.folder)) {
    return { is: 'moved', to: target.folder, change, was, sure: target.sure }
  }
  const next = hops > 0 ? folderFate(target.folder, history, hops - 1) : null
  if (next?.is === 'moved') return { ...next, change, was, sure: next.sure * target.sure }
  const later = next?.is === 'gone' ? { name: target.folder, change: next.change } : null
  return later === null ? { is: 'gone', change, was } : { is: 'gone', change, was, later }
}

/** Of the newest changes to the folder, the one by which most files left it. */
function mainChange(left: readonly Dated[]): readonly Dated[] {
  const byCommit = new Map<string, Dated[]>()
  for (const one of left) {
    const listed = byCommit.get(one.commit.id)
    if (listed !== undefined) listed.push(one)
    else if (byCommit.size < changesLookedAt) byCommit.set(one.commit.id, [one])
  }
  let main: readonly Dated[] = []
  for (const files of byCommit.values()) if (files.length > main.length) main = files
  return main
}

interface Target {
  readonly folder: string
  readonly sure: number
}

/** The one other folder to which the files of a change went, if most did. */
function mainTarget(folder: string, files: readonly Dated[]): Target | null {
  const targets = new Map<string, { count: number; alike: number }>()
  for (const { path, to, alike } of files) {
    const target = to === null ? null : targetFolder(path.slice(folder.length), to)
    if (target === null || target === folder) continue
    const sum = targets.get(target) ?? { count: 0, alike: 0 }
    targets.set(target, { count: sum.count + 1, alike: sum.alike + alike })
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
