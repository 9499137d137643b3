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

/** Beyond this many lines of difference two versions are no longer told apart line by line. */
const mostEdits = 1_500

/** Compares two versions line by line, by the fewest lines that change (Myers 1986). */
export function linePatch(before: string, after: string): LinePatch {
  const old = before.split('\n')
  const now = after.split('\n')
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let [oldEnd, nowEnd] = [old.length, now.length]
  while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd -= 1
    nowEnd -= 1
  }
  const kept = commonLines(old.slice(start, oldEnd), now.slice(start, nowEnd))
  const removed: PatchLine[] = []
  const added: PatchLine[] = []
  let hunk = 0
  let at = { old: start, now: start }
  for (const next of [...kept, { old: oldEnd - start, now: nowEnd - start }]) {
    const to = { old: next.old + start, now: next.now + start }
    for (let index = at.old; index < to.old; index += 1)
      removed.push({ text: old[index] ?? '', line: index + 1, hunk })
    for (let index = at.now; index < to.now; index += 1)
      added.push({ text: now[index] ?? '', line: index + 1, hunk })
    if (to.old > at.old || to.now > at.now) hunk += 1
    at = { old: to.old + 1, now: to.now + 1 }
  }
  return { removed, added }
}

interface Pair {
  readonly old: number
  readonly now: number
}

/** Positions of the lines that both versions have, in order; none where they differ too much. */
function commonLines(old: readonly string[], now: readonly string[]): readonly Pair[] {
  const reached = furthest(old, now)
  if (reached === null) return []
  const pairs: Pair[] = []
  let [x, y] = [old.length, now.length]
  for (let edits = reached.length - 1; edits >= 0; edits -= 1) {
    const diagonal = x - y
    const before = edits === 0 ? null : stepBefore(reached[edits - 1] ?? [], diagonal, edits)
    const [fromX, fromY] = before === null ? [0, 0] : [before.x, before.x - before.diagonal]
    while (x > fromX && y > fromY) {
      x -= 1
      y -= 1
      pairs.push({ old: x, now: y })
    }
    ;[x, y] = [fromX, fromY]
  }
  return pairs.reverse()
}

type Front = readonly number[]

/** For each number of edits, how far each diagonal reaches in the old lines. */
function furthest(old: readonly string[], now: readonly string[]): readonly Front[] | null {
  const fronts: number[][] = []
  const most = Math.min(old.length + now.length, mostEdits)
  for (let edits = 0; edits <= most; edits += 1) {
    const last = fronts.at(-1) ?? []
    const front: number[] = []
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const before = edits === 0 ? null : stepBefore(last, diagonal, edits)
      let x = before === null ? 0 : before.x + (before.diagonal < diagonal ? 1 : 0)
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x += 1
      front[diagonal + edits] = x
      if (x >= old.length && x - diagonal >= now.length) return [...fronts, front]
    }
    fronts.push(front)
  }
  return null
}

/** The end of the path with one edit less from which a diagonal is reached. */
function stepBefore(
  last: Front,
  diagonal: number,
  edits: number,
): { readonly x: number; readonly diagonal: number } {
  const down = last[diagonal + 1 + edits - 1] ?? -1
  const right = last[diagonal - 1 + edits - 1] ?? -1
  const isDown = diagonal === -edits || (diagonal !== edits && right < down)
  return isDown ? { x: down, diagonal: diagonal + 1 } : { x: right, diagonal: diagonal - 1 }
}
