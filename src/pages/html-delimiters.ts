import type { Piece } from './html-inline.ts'

const wordBefore = /[\p{L}\p{N}]$/u
const wordAfter = /^[\p{L}\p{N}]/u
const markBefore = /[\p{P}\p{S}]$/u
const markAfter = /^[\p{P}\p{S}]/u

/** Emphasis that touches a word with its punctuation is not emphasis to Markdown: `**Note:**text`. */
export const droppedDelimiters = (run: readonly Piece[]): ReadonlySet<number> => {
  const dropped = new Set<number>()
  const open: number[] = []
  for (const [position, piece] of run.entries()) {
    if (piece.is === 'open') open.push(position)
    if (piece.is !== 'close') continue
    const start = open.pop()
    if (start === undefined || piece.text === '[') continue
    const before = sideOf(run[start - 1])
    const first = sideOf(run[start + 1])
    const last = sideOf(run[position - 1])
    const after = sideOf(run[position + 1])
    const badly =
      (wordBefore.test(before) && markAfter.test(first)) ||
      (markBefore.test(last) && wordAfter.test(after))
    const touching = run[position + 1]?.is === 'open' || run[start - 1]?.is === 'close'
    const nested = run[start + 1]?.is === 'open' || run[position - 1]?.is === 'close'
    if (
      badly ||
      (touching && sameKind(run, start, position)) ||
      (nested && emphasisInside(run, start, position))
    ) {
      dropped.add(start)
      dropped.add(position)
    }
  }
  return dropped
}

const sideOf = (piece: Piece | undefined): string =>
  piece === undefined || piece.is === 'break' ? ' ' : piece.text

const sameKind = (run: readonly Piece[], start: number, end: number): boolean => {
  const [before, after] = [run[start - 1], run[end + 1]]
  return (
    (before?.is === 'close' && before.text !== '[') || (after?.is === 'open' && after.text !== '[')
  )
}

const emphasisInside = (run: readonly Piece[], start: number, end: number): boolean => {
  const [first, last] = [run[start + 1], run[end - 1]]
  return (first?.is === 'open' && first.text !== '[') || (last?.is === 'close' && last.text !== '[')
}
