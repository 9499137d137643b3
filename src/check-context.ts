import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PlumblineError } from './domain/errors.ts'
import type { LineRange } from './domain/line-range.ts'
import { type Git, openGit } from './git/git.ts'
import { linesShown } from './git/lines-shown.ts'
import { publicAddress } from './values/public-address.ts'

/** Where the one remote of the repository around a path is, as everybody may know it; null where there is none or several. */
export async function addressAround(path: string): Promise<string | null> {
  try {
    return await withGit(path, ({ remotes }) => {
      const known = new Set(remotes.map(publicAddress))
      const [only] = known
      return known.size === 1 ? (only ?? null) : null
    })
  } catch (fault) {
    // A folder of a published version is no repository.
    if (fault instanceof PlumblineError) return null
    throw fault
  }
}

/** The lines of documents that the diff of a change shows. */
export const linesShownAround = (
  path: string,
  change: { readonly base: string; readonly head: string },
  documents: readonly string[],
): Promise<ReadonlyMap<string, readonly LineRange[]>> =>
  withGit(path, (git) => linesShown(git, change, documents))

async function withGit<T>(path: string, work: (git: Git) => T | Promise<T>): Promise<T> {
  const git = await openGit((await stat(path)).isDirectory() ? path : dirname(path))
  try {
    return await work(git)
  } finally {
    await git.close()
  }
}
