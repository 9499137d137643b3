import type { Git } from '../../git/git.ts'
import type { FilePatch } from '../../git/patches.ts'
import { mayDeclare } from './declaring.ts'
import type { Needles } from './needles.ts'
import type { Removal } from './removals.ts'

/** A patch whose file is code before it and not after, and its commit's position in the log. */
export interface Escaped {
  readonly patch: FilePatch
  readonly order: number
}

/** Most files that are looked at: whole folders that moved into documentation are many. */
const mostFiles = 300

/** The names in files that a rename took out of the code: into documents, tests, or what is not ours. */
export async function escapedLines(
  git: Git,
  needles: Needles,
  escaped: readonly Escaped[],
): Promise<readonly { readonly name: string; readonly removal: Removal }[]> {
  const found: { name: string; removal: Removal }[] = []
  for (const { patch, order } of escaped.slice(0, mostFiles)) {
    const { commit, oldPath, oldBlob } = patch
    const parent = commit.parents[0]
    if (oldPath === null || parent === undefined) continue
    // A rename that changes no byte is told without blob ids.
    const blob = oldBlob ?? (await git.find(parent, oldPath))
    const bytes = blob === null ? null : ((await git.read(blob))?.bytes ?? null)
    if (blob === null || bytes === null || bytes.includes(0)) continue
    const before = { path: oldPath, blob }
    const removal: Removal = { commit, order, before, after: null, fewer: true, gained: [] }
    const names = bytes
      .toString('utf8')
      .split('\n')
      .flatMap((line) => needles.find(line).filter(({ form }) => mayDeclare(line, form)))
    for (const name of new Set(names.map((hit) => hit.name))) found.push({ name, removal })
  }
  return found
}
