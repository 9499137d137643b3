import {
  type ChangedFile,
  type ChangedHunk,
  type ChangedLine,
  indentOf,
  placeIn,
  sideOf,
} from './changed-file.ts'

/** A line that is looked at, and the stretch it stands in. */
export interface Spot {
  readonly hunk: ChangedHunk
  readonly line: ChangedLine
}

/** Each line of a kind with its hunk; moved ones and comments left out. */
export const spots = (file: ChangedFile, kind: ChangedLine['kind']): readonly Spot[] =>
  file.hunks.flatMap((hunk) =>
    hunk.lines
      .filter((line) => line.kind === kind && !line.moved && !line.comment)
      .map((line) => ({ hunk, line })),
  )

/**
 * The lines that hold this one, innermost first, told by their indentation, which every formatter of the formats read
 * here sets. Only what the hunk shows: what stands above it is its `section`.
 */
export function holders({ hunk, line }: Spot): readonly ChangedLine[] {
  const side = sideOf(hunk, line.after === null ? 'before' : 'after')
  const found: ChangedLine[] = []
  let indent = indentOf(line.text)
  for (let at = placeIn(hunk, line) - 1; at >= 0 && indent > 0; at--) {
    const above = side[at]
    if (above === undefined || above.comment || indentOf(above.text) >= indent) continue
    if (/^[)\]}]/.test(above.text.trim())) continue
    found.push(above)
    indent = indentOf(above.text)
  }
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

/** The lines beside one in what holds it: those about it that are as deep or deeper. */
export function beside({ hunk, line }: Spot): readonly ChangedLine[] {
  const side = sideOf(hunk, line.after === null ? 'before' : 'after')
  const at = placeIn(hunk, line)
  const indent = indentOf(line.text)
  const ends = (one: ChangedLine): boolean => one.text.trim() !== '' && indentOf(one.text) < indent
  const above = side.slice(0, at).findLastIndex(ends)
  const below = side.slice(at + 1).findIndex(ends)
  return side.slice(above + 1, below < 0 ? side.length : at + 1 + below)
}

/** The lines around one, on the side it stands on: so many above and below. */
export function around({ hunk, line }: Spot, above: number, below = above): readonly ChangedLine[] {
  const side = sideOf(hunk, line.after === null ? 'before' : 'after')
  const at = placeIn(hunk, line)
  return side.slice(Math.max(0, at - above), at + below + 1)
}
