import {
  type ChangedFile,
  type ChangedHunk,
  type ChangedLine,
  holderOf,
  indentOf,
  lineAt,
  placeIn,
  sideOf,
} from './changed-file.ts'

/** A line that is looked at, and the stretch it stands in. */
export interface Spot {
  readonly hunk: ChangedHunk
  readonly line: ChangedLine
}

const known = new WeakMap<ChangedFile, Map<ChangedLine['kind'], readonly Spot[]>>()

/** Each line of a kind with its hunk; moved ones and comments left out. Every kind of change asks for them. */
export function spots(file: ChangedFile, kind: ChangedLine['kind']): readonly Spot[] {
  const byKind = known.get(file) ?? new Map<ChangedLine['kind'], readonly Spot[]>()
  known.set(file, byKind)
  const cached = byKind.get(kind)
  if (cached) return cached
  const found: Spot[] = []
  for (const hunk of file.hunks)
    for (const line of hunk.lines)
      if (line.kind === kind && !line.moved && !line.comment) found.push({ hunk, line })
  byKind.set(kind, found)
  return found
}

/**
 * The lines that hold this one, innermost first, told by their indentation, which every formatter of the formats read
 * here sets. Only what the hunk shows: what stands above it is its `section`.
 */
export function holders({ hunk, line }: Spot): readonly ChangedLine[] {
  const found: ChangedLine[] = []
  for (let at = holderOf(hunk, line); at !== undefined; at = holderOf(hunk, at)) found.push(at)
  return found
}

/** The outermost line that holds this one, in the hunk or else in what git says stands above it. */
export function outermost(spot: Spot): string {
  const held = holders(spot)
  const last = held.at(-1)
  if (last !== undefined && indentOf(last.text) === 0) return last.text
  if (spot.hunk.section !== '') return spot.hunk.section
  return last?.text ?? ''
}

/** Whether what a line belongs to comes or goes with it: then nothing that was there before changes. */
export function isWhole(file: ChangedFile, spot: Spot): boolean {
  const side = spot.line.after === null ? 'before' : 'after'
  if (file[side === 'before' ? 'after' : 'before'] === null) return true
  const held = holders(spot)
  const kind = spot.line.kind
  const top = held.at(-1)
  const withTop = top !== undefined && indentOf(top.text) === 0 && top.kind === kind && !top.moved
  const item = held.find(({ text }) => /^\s*-\s/.test(text))
  const withItem = item !== undefined && item.kind === kind && !item.moved
  return withTop || withItem || /^\s*-\s/.test(spot.line.text)
}

/** How far away a line is still looked for that takes another's place. */
const reach = 60

/** The lines beside one in what holds it: those about it that are as deep or deeper. */
export function beside(spot: Spot): readonly ChangedLine[] {
  const near = around(spot, reach)
  const at = near.indexOf(spot.line)
  const indent = indentOf(spot.line.text)
  const ends = (one: ChangedLine): boolean => one.text.trim() !== '' && indentOf(one.text) < indent
  const above = near.slice(0, at).findLastIndex(ends)
  const below = near.slice(at + 1).findIndex(ends)
  return near.slice(above + 1, below < 0 ? near.length : at + 1 + below)
}

/** What stands about a line in its stretch, on either side: what takes a line's place is not far. */
export function nearby(hunk: ChangedHunk, line: ChangedLine): readonly ChangedLine[] {
  const at = lineAt(hunk, line)
  return hunk.lines.slice(Math.max(0, at - reach), at + reach)
}

/** The lines around one, on the side it stands on: so many above and below. */
export function around({ hunk, line }: Spot, above: number, below = above): readonly ChangedLine[] {
  const side = sideOf(hunk, line.after === null ? 'before' : 'after')
  const at = placeIn(hunk, line)
  return side.slice(Math.max(0, at - above), at + below + 1)
}
