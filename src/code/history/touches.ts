import type { Instant } from '../../domain/instant.ts'
import type { Git } from '../../git/git.ts'
import { detached } from '../../git/patches.ts'

/** When files were changed: the moments of all commits, and for each path the commits that touched it. */
interface Touches {
  readonly moments: readonly number[]
  readonly byPath: ReadonlyMap<string, readonly number[]>
}

/** Counts the commits after a moment that touched some files; reads the log once, when first asked. */
export function openTouches(
  git: Git,
  commit: string,
): (moment: Instant, paths: readonly string[]) => Promise<number | null> {
  let read: Promise<Touches> | null = null
  return async (moment, paths) => {
    const after = Date.parse(moment)
    read ??= touchesOf(git, commit)
    const { moments, byPath } = await read
    if (Number.isNaN(after)) return null
    // What was cut off a shallow history may lie after the moment too.
    if (git.isShallow && !moments.some((one) => one <= after)) return null
    const since = new Set<number>()
    for (const path of paths) {
      for (const index of byPath.get(path) ?? [])
        if ((moments[index] ?? 0) > after) since.add(index)
    }
    return since.size
  }
}

// The committer's date counts here: what was written before a moment but merged after it came after it.
async function touchesOf(git: Git, commit: string): Promise<Touches> {
  const moments: number[] = []
  const byPath = new Map<string, number[]>()
  const args = ['log', '--no-merges', '--no-renames', '--name-only', '-z', '--format=%x01%ct']
  for await (const batch of git.batches([...args, '--end-of-options', commit], '\0')) {
    for (const raw of batch) {
      const text = raw.replace(/^\n/, '')
      if (text.startsWith('\x01')) moments.push(Number(text.slice(1)) * 1000)
      else if (text !== '') touch(byPath, text, moments.length - 1)
    }
  }
  return { moments, byPath }
}

function touch(byPath: Map<string, number[]>, path: string, index: number): void {
  const listed = byPath.get(path)
  if (listed === undefined) byPath.set(detached(path), [index])
  else listed.push(index)
}
