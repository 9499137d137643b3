/** A place in each of two lists at which they have the same. */
export interface Pair {
  readonly old: number
  readonly now: number
}

/** Beyond this many differences two lists are no longer told apart one by one. */
const mostEdits = 1_500

/**
 * What two lists have in common, in order, so that the fewest entries differ (Myers 1986); of lists that differ too much, their common
 * beginning and end.
 */
export function inCommon(old: readonly string[], now: readonly string[]): readonly Pair[] {
  const shorter = Math.min(old.length, now.length)
  let start = 0
  while (start < shorter && old[start] === now[start]) start += 1
  let end = 0
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1
  const pairs: Pair[] = []
  for (let at = 0; at < start; at += 1) pairs.push({ old: at, now: at })
  const inside = between(old.slice(start, old.length - end), now.slice(start, now.length - end))
  for (const pair of inside) pairs.push({ old: pair.old + start, now: pair.now + start })
  for (let at = end; at > 0; at -= 1) pairs.push({ old: old.length - at, now: now.length - at })
  return pairs
}

function between(old: readonly string[], now: readonly string[]): readonly Pair[] {
  if (old.length === 0 || now.length === 0) return []
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
