import { availableParallelism } from 'node:os'
import { PlumblineError } from '../../domain/errors.ts'
import type { Git } from '../../git/git.ts'
import { inParallel } from './batched.ts'
import { scopeOf } from './evidence.ts'
import { patchWords } from './patch-words.ts'
import type { Loss } from './read-lost.ts'
import type { LostWords } from './word-tally.ts'

/** What git's patches tell. */
export interface PatchesRead {
  /** By commit, and by the position of the change among the commit's. */
  readonly words: ReadonlyMap<string, ReadonlyMap<number, LostWords>>
  /** Paths that have missing contents somewhere, which git would not compare. */
  readonly left: ReadonlySet<string>
}

/** Commits whose patches are read before progress is told. */
const stretch = 1_000
/** With more paths than this whose contents are missing, patches are not for this clone. */
const mostLeft = 150

/** Lets git compare what some commits modified; null where it cannot. */
export async function readPatches(
  git: Git,
  losses: readonly Loss[],
  silent: ReadonlySet<string>,
  onRead: (done: number) => void,
): Promise<PatchesRead | null> {
  const commits = [...new Set(losses.map(({ commit }) => commit))]
  const positions = new Map<string, Map<string, number>>()
  const pathsOf = new Map<string, Set<string>>()
  for (const { commit, change, position } of losses) {
    added(positions, commit.id, () => new Map<string, number>()).set(change.path, position)
    for (const blob of [...change.olds, change.now])
      if (blob !== null) added(pathsOf, blob, () => new Set<string>()).add(change.path)
  }
  const modified = commits.flatMap(({ changes }) =>
    changes.flatMap(({ status, path }) => (status === 'modified' ? [path] : [])),
  )
  const scope = without(scopeOf(new Set(modified)), mostOften(modified, silent))
  const words = new Map<string, Map<number, LostWords>>()
  const left = new Set<string>()

  /** Reads some commits; null when all were read, else where to begin again, without the paths that have missing contents. */
  const attempt = async (ids: readonly string[]): Promise<readonly string[] | null> => {
    let last = ids[0] ?? ''
    try {
      await patchWords(git, ids, without(scope, left), (commit, path, lost) => {
        last = commit
        const position = positions.get(commit)?.get(path)
        if (position !== undefined)
          added(words, commit, () => new Map<number, LostWords>()).set(position, lost)
      })
      return null
    } catch (fault) {
      const blob = fault instanceof PlumblineError ? /[0-9a-f]{40,64}/.exec(complaint(fault)) : null
      const paths = [...(pathsOf.get(blob?.[0] ?? '') ?? [])]
      if (paths.length === 0 || left.size + paths.length > mostLeft) throw fault
      for (const path of paths) left.add(path)
      return ids.slice(Math.max(0, ids.indexOf(last)))
    }
  }
  let done = 0
  const read = async (ids: readonly string[]): Promise<boolean> => {
    for (let rest: readonly string[] | null = ids; rest !== null; ) rest = await attempt(rest)
    done += ids.length
    onRead(done)
    return true
  }
  const stretches = Array.from({ length: Math.ceil(commits.length / stretch) }, (_, index) =>
    commits.slice(index * stretch, (index + 1) * stretch).map(({ id }) => id),
  )
  try {
    await inParallel(stretches, read, Math.min(4, availableParallelism()))
  } catch (fault) {
    // Where git gives up for another reason, what is there is read piece by piece.
    if (fault instanceof PlumblineError) return null
    throw fault
  }
  return { words, left }
}

const complaint = ({ message }: PlumblineError): string =>
  message.slice(message.lastIndexOf('unable to read'))

/** The paths of a set that are changed most often: git can leave out only so many. */
function mostOften(modified: readonly string[], silent: ReadonlySet<string>): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const path of modified) if (silent.has(path)) counts.set(path, (counts.get(path) ?? 0) + 1)
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return new Set(sorted.slice(0, mostLeft).map(([path]) => path))
}

const without = (scope: readonly string[], left: ReadonlySet<string>): readonly string[] => {
  if (left.size === 0) return scope
  const excluded = [...left].map((path) => `:(top,exclude,literal)${path}`)
  return [...(scope.length === 0 ? [':(top)'] : scope), ...excluded]
}

function added<Key, Value>(to: Map<Key, Value>, key: Key, fresh: () => Value): Value {
  const known = to.get(key) ?? fresh()
  to.set(key, known)
  return known
}
