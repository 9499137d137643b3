import { PlumblineError } from '../../domain/errors.ts'
import type { Git } from '../../git/git.ts'
import { missingPaths } from '../../git/log.ts'

/** Reads a history, and where objects are missing reads it again around their paths. */
export interface Holes {
  around<Result>(read: (holes: readonly string[]) => Promise<Result>): Promise<Result>
  /** The paths that had to be left out so far. */
  known(): readonly string[]
}

/** Opens a reader of one history that learns what is missing when git first complains. */
export function openHoles(git: Git, commit: string): Holes {
  let looked: Promise<readonly string[]> | null = null
  let holes: readonly string[] = []
  const look = async (): Promise<readonly string[]> => {
    looked ??= missingPaths(git, commit)
    holes = await looked
    return holes
  }
  return {
    async around(read) {
      if (git.isPartial || looked !== null) return read(await look())
      try {
        return await read([])
      } catch (fault) {
        if (!(fault instanceof PlumblineError) || (await look()).length === 0) throw fault
        return read(holes)
      }
    },
    known: () => holes,
  }
}
