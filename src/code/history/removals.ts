import { availableParallelism } from 'node:os'
import type { Git } from '../../git/git.ts'
import { countCommits, type LogScope, readPatches } from '../../git/log.ts'
import type { Commit, FilePatch } from '../../git/patches.ts'
import { classify, provesFacts } from '../classify.ts'
import { mayDeclare } from './declaring.ts'
import { type Escaped, escapedLines } from './escapes.ts'
import { type Needles, needlesOf } from './needles.ts'

/** A file at one revision. */
export interface FileAt {
  readonly path: string
  readonly blob: string
}

/** A change that took away lines which hold a name: where what became of it may be learnt. */
export interface Removal {
  readonly commit: Commit
  /** The position of the commit in the log: the smaller, the newer. */
  readonly order: number
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

type Found = Map<string, Removal[]>

/** From this many commits on, stretches of the log are read side by side. */
const worthSplitting = 2_000

/** Reads a history once and collects, for each name, the changes that took lines with it away, newest first. */
export async function findRemovals(
  git: Git,
  commit: string,
  names: Iterable<string>,
  bounds: Bounds,
  holes: readonly string[],
): Promise<ReadonlyMap<string, readonly Removal[]>> {
  const needles = needlesOf(names)
  const total = await countCommits(git, commit)
  const lanes = total < worthSplitting ? 1 : Math.min(4, availableParallelism())
  const count = Math.ceil(total / lanes)
  const stretches = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      // The last stretch reads to the end, should the count be wrong.
      readStretch(git, needles, bounds, {
        commit,
        holes,
        stretch: { skip: lane * count, count: lane === lanes - 1 ? -1 : count },
      }),
    ),
  )
  const found: Found = new Map()
  for (const [name, removals] of stretches.flatMap((stretch) => [...stretch])) {
    for (const removal of removals) keep(found, name, removal, bounds)
  }
  return found
}

interface Tally {
  readonly patch: FilePatch
  readonly order: number
  readonly before: FileAt | null
  readonly after: FileAt | null
  removed: number
  added: number
  /** A line that was taken away may have declared the name. */
  declared: boolean
}

async function readStretch(
  git: Git,
  needles: Needles,
  bounds: Bounds,
  scope: LogScope,
): Promise<Found> {
  const found: Found = new Map()
  // A file that is renamed out of the code takes its names with it, though no line of it changes.
  const escaped: Escaped[] = []
  let order = scope.stretch?.skip ?? 0
  let tallies = new Map<string, Tally[]>()
  const flush = (): void => {
    for (const [name, files] of tallies) collect(found, name, files, bounds)
    if (tallies.size > 0) tallies = new Map()
    order += 1
  }
  await readPatches(git, scope, {
    wants: (oldPath, newPath) => isEvidence(oldPath) || isEvidence(newPath),
    take: (patch) => {
      const was = isEvidence(patch.oldPath)
      const is = isEvidence(patch.newPath)
      if (was && !is && patch.newPath !== null) escaped.push({ patch, order })
      if (was) count(tallies, needles, { patch, order }, 'removed')
      if (is) count(tallies, needles, { patch, order }, 'added')
    },
    onCommit: flush,
  })
  flush()
  for (const { removal, name } of await escapedLines(git, needles, escaped)) {
    found.set(
      name,
      [...(found.get(name) ?? []), removal].sort((a, b) => a.order - b.order),
    )
  }
  return found
}

const isEvidence = (path: string | null): boolean => path !== null && provesFacts(classify(path))

const isSettings = ({ oldPath, newPath }: FilePatch): boolean =>
  [oldPath, newPath].some((path) => path !== null && classify(path) === 'settings')

// A word that only a comment loses tells nothing, and comments are many.
const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*|# )/.test(line)

function count(
  tallies: Map<string, Tally[]>,
  needles: Needles,
  at: { readonly patch: FilePatch; readonly order: number },
  side: 'removed' | 'added',
): void {
  for (const { text } of at.patch[side]) {
    for (const { name, form, exact } of needles.find(text)) {
      // `server.timeout` stands in pieces, one below the other, only where settings are nested.
      if (isComment(text) || !(exact || isSettings(at.patch))) continue
      const tally = tallyOf(tallies, name, at)
      tally[side] += 1
      tally.declared ||= side === 'removed' && mayDeclare(text, form)
    }
  }
}

function tallyOf(
  tallies: Map<string, Tally[]>,
  name: string,
  { patch, order }: { readonly patch: FilePatch; readonly order: number },
): Tally {
  const files = tallies.get(name) ?? []
  if (files.length === 0) tallies.set(name, files)
  const last = files.at(-1)
  if (last?.patch === patch) return last
  const before = side(patch.oldPath, patch.oldBlob)
  const after = side(patch.newPath, patch.newBlob)
  const tally = { patch, order, before, after, removed: 0, added: 0, declared: false }
  files.push(tally)
  return tally
}

const side = (path: string | null, blob: string | null): FileAt | null =>
  path === null || blob === null ? null : { path, blob }

const mostGained = 5

function collect(found: Found, name: string, files: readonly Tally[], bounds: Bounds): void {
  for (const { patch, order, before, after, removed, added, declared } of files) {
    if (!declared || before === null) continue
    const gained = files
      .filter((other) => other.patch !== patch && other.added > other.removed)
      .slice(0, mostGained)
      .flatMap((other) => other.after ?? [])
    const { commit } = patch
    keep(found, name, { commit, order, before, after, fewer: removed > added, gained }, bounds)
  }
}

function keep(found: Found, name: string, removal: Removal, bounds: Bounds): void {
  const kept = found.get(name) ?? []
  const most = removal.fewer ? bounds.fewer : bounds.edited
  if (kept.filter(({ fewer }) => fewer === removal.fewer).length >= most) return
  if (kept.length === 0) found.set(name, kept)
  kept.push(removal)
}
