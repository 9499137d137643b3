import type { Git } from '../../git/git.ts'
import { readPatches } from '../../git/log.ts'
import type { Commit, FilePatch, PatchLine } from '../../git/patches.ts'
import { notEvidence } from '../class-rules.ts'
import { classify, provesFacts } from '../classify.ts'
import { needlesOf } from './needles.ts'

/** A file at one revision. */
export interface FileAt {
  readonly path: string
  readonly blob: string
}

/** A change that took away lines which hold a name: where what became of it may be learnt. */
export interface Removal {
  readonly commit: Commit
  readonly before: FileAt
  /** Null when the file was deleted. */
  readonly after: FileAt | null
  /** Fewer lines were put in than taken away. */
  readonly fewer: boolean
  /** Other files of the same change that gained the name: it may only have moved. */
  readonly gained: readonly FileAt[]
}

/** How many places are kept of each name. */
export interface Bounds {
  /** Changes after which fewer lines hold the name. */
  readonly fewer: number
  /** Changes that put in as many lines as they took away. */
  readonly edited: number
}

interface Tally {
  readonly patch: FilePatch
  removed: number
  added: number
}

/** Reads a history once and collects, for each name, the changes that took lines with it away, newest first. */
export async function findRemovals(
  git: Git,
  commit: string,
  names: Iterable<string>,
  bounds: Bounds,
  holes: readonly string[],
): Promise<ReadonlyMap<string, readonly Removal[]>> {
  const needles = needlesOf(names)
  const found = new Map<string, Removal[]>()
  let tallies = new Map<string, Tally[]>()

  const count = (patch: FilePatch, lines: readonly PatchLine[], side: 'removed' | 'added') => {
    for (const { text } of lines) {
      if (isComment(text)) continue
      for (const { name } of needles.find(text)) tallyOf(tallies, name, patch)[side] += 1
    }
  }
  const flush = (): void => {
    for (const [name, files] of tallies) keep(found, name, files, bounds)
    if (tallies.size > 0) tallies = new Map()
  }

  await readPatches(
    git,
    { commit, without: notEvidence, holes },
    {
      wants: (oldPath, newPath) => isEvidence(oldPath) || isEvidence(newPath),
      take: (patch) => {
        if (isEvidence(patch.oldPath)) count(patch, patch.removed, 'removed')
        if (isEvidence(patch.newPath)) count(patch, patch.added, 'added')
      },
      onCommit: flush,
    },
  )
  flush()
  return found
}

const isEvidence = (path: string | null): boolean => path !== null && provesFacts(classify(path))

// A word that only a comment loses tells nothing, and comments are many.
const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*|# )/.test(line)

function tallyOf(tallies: Map<string, Tally[]>, name: string, patch: FilePatch): Tally {
  const files = tallies.get(name) ?? []
  if (files.length === 0) tallies.set(name, files)
  const last = files.at(-1)
  if (last?.patch === patch) return last
  const tally = { patch, removed: 0, added: 0 }
  files.push(tally)
  return tally
}

const mostGained = 5

function keep(
  found: Map<string, Removal[]>,
  name: string,
  files: readonly Tally[],
  bounds: Bounds,
): void {
  const kept = found.get(name) ?? []
  for (const { patch, removed, added } of files) {
    const fewer = removed > added
    if (removed === 0 || kept.filter((one) => one.fewer === fewer).length >= limit(bounds, fewer)) {
      continue
    }
    const { commit, oldPath, oldBlob, newPath, newBlob } = patch
    if (oldPath === null || oldBlob === null) continue
    if (kept.length === 0) found.set(name, kept)
    kept.push({
      commit,
      before: { path: oldPath, blob: oldBlob },
      after: newPath === null || newBlob === null ? null : { path: newPath, blob: newBlob },
      fewer,
      gained: files
        .filter((other) => other.patch !== patch && other.added > other.removed)
        .slice(0, mostGained)
        .flatMap((other) => newSide(other.patch)),
    })
  }
}

const limit = (bounds: Bounds, fewer: boolean): number => (fewer ? bounds.fewer : bounds.edited)

const newSide = ({ newPath, newBlob }: FilePatch): readonly FileAt[] =>
  newPath === null || newBlob === null ? [] : [{ path: newPath, blob: newBlob }]
