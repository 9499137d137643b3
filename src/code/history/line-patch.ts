import { inCommon } from '../../values/in-common.ts'

/** One line of a patch that was taken away or put in. */
export interface PatchLine {
  readonly text: string
  /** Number of the line in its own version of the file, from 1. */
  readonly line: number
  /** Which hunk of the file it belongs to, from 0. */
  readonly hunk: number
}

/** What a change took away and put in. */
export interface LinePatch {
  readonly removed: readonly PatchLine[]
  readonly added: readonly PatchLine[]
}

/** Compares two versions line by line, by the fewest lines that change (Myers 1986). */
export function linePatch(before: string, after: string): LinePatch {
  const old = before.split('\n')
  const now = after.split('\n')
  const removed: PatchLine[] = []
  const added: PatchLine[] = []
  let hunk = 0
  let at = { old: 0, now: 0 }
  for (const to of [...inCommon(old, now), { old: old.length, now: now.length }]) {
    for (let index = at.old; index < to.old; index += 1)
      removed.push({ text: old[index] ?? '', line: index + 1, hunk })
    for (let index = at.now; index < to.now; index += 1)
      added.push({ text: now[index] ?? '', line: index + 1, hunk })
    if (to.old > at.old || to.now > at.now) hunk += 1
    at = { old: to.old + 1, now: to.now + 1 }
  }
  return { removed, added }
}
