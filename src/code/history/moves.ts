import { PlumblineError } from '../../domain/errors.ts'
import type { Git } from '../../git/git.ts'
import type { PastCommit } from '../../git/past.ts'
import { exactMoves, type Renamed, renamesOf } from '../../git/renames.ts'
import { batched } from './batched.ts'

/** Tells where files went when they left their path. */
export interface Moves {
  /** Null when the file was deleted; asked of a path that the commit took away. */
  to(commit: PastCommit, path: string): Promise<Renamed | null>
  /** The path that a file had before the commit; null when the commit made it. */
  from(commit: PastCommit, path: string): Promise<string | null>
}

/** Opens a reader that compares only the trees of the commits it is asked for. */
export function openMoves(git: Git): Moves {
  const kept = new Map<string, Promise<ReadonlyMap<string, Renamed>>>()
  const ask = batched(
    async (commits: readonly PastCommit[]) => {
      const found = await renamesOf(
        git,
        commits.map(({ id }) => id),
      ).catch(async (fault) => {
        if (!(fault instanceof PlumblineError)) throw fault
        return oneByOne(git, commits)
      })
      return commits.map(({ id }) => found.get(id) ?? none)
    },
    { inTurn: true },
  )
  const movesOf = (commit: PastCommit): Promise<ReadonlyMap<string, Renamed>> => {
    const { changes, parents, id } = commit
    const isMove = ['added', 'deleted'].every((is) => changes.some(({ status }) => status === is))
    // Of merges only what they alone did is told, and a root has nothing to move.
    if (!isMove || parents.length !== 1) return Promise.resolve(none)
    const known = kept.get(id) ?? ask(commit)
    kept.set(id, known)
    return known
  }
  return {
    async to(commit, path) {
      return (await movesOf(commit)).get(path) ?? null
    },
    async from(commit, path) {
      for (const [from, { to }] of await movesOf(commit)) if (to === path) return from
      return null
    },
  }
}

const none: ReadonlyMap<string, Renamed> = new Map()

/** Where contents are missing, renames that change no byte come from trees alone. */
async function oneByOne(
  git: Git,
  commits: readonly PastCommit[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Renamed>>> {
  const found = new Map<string, ReadonlyMap<string, Renamed>>()
  for (const { id, changes } of commits) {
    const told = await renamesOf(git, [id]).catch(() => null)
    found.set(id, told?.get(id) ?? exactMoves(changes))
  }
  return found
}
