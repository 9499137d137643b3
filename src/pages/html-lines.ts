import { droppedDelimiters } from './html-delimiters.ts'
import { escapeLine, type Segment } from './html-escape.ts'
import { breaksIn, type Line, type Piece, type Settled } from './html-inline.ts'

/** How an inline run is to be set. */
export interface Setting {
  /** All on one line, as in a heading or a table cell. */
  readonly single: boolean
  /** In a table cell, where line breaks are `<br>` and a pipe would end the cell. */
  readonly cell?: boolean
}

interface Growing {
  segments: Segment[]
  line: number | null
}

/** Settles white space, drops delimiters that Markdown would not see as such, and escapes. */
export const linesOf = (run: readonly Piece[], setting: Setting): Line[] => {
  const lines: Line[] = []
  let current: Growing = { segments: [], line: null }
  const gap: { is: '' | ' ' | '\n' } = { is: '' }
  let linked = false
  const put = (text: string, ours: boolean, line: number): void => {
    if (gap.is !== '' && current.segments.length > 0) {
      if (gap.is === '\n' && !setting.single) end()
      else if (!setting.cell || current.segments.at(-1)?.text !== '<br>')
        current.segments.push({ text: ' ', ours: false, linked })
    }
    gap.is = ''
    current.line ??= line
    if (ours && text.startsWith('](')) linked = false
    current.segments.push({ text, ours, linked })
    if (ours && text === '[') linked = true
  }
  const end = (): void => {
    const text = escapeLine(merged(current.segments), setting)
    if (text !== '') lines.push({ text, line: current.line ?? 1 })
    current = { segments: [], line: null }
  }
  for (const piece of settled(run)) {
    if (piece.is === 'text') {
      let line = piece.line
      for (const part of piece.text.split(gapsIn(piece.text, setting))) {
        if (/^\s/.test(part)) {
          line += breaksIn(part)
          gap.is = part.includes('\n') || gap.is === '\n' ? '\n' : ' '
        } else if (part !== '') put(part, false, line)
      }
    } else if (piece.is === 'break') {
      if (setting.cell) {
        if (current.segments.length === 0 || current.segments.at(-1)?.text === '<br>') continue
        gap.is = ''
        put('<br>', true, piece.line)
      } else gap.is = '\n'
    } else put(piece.text, true, piece.line)
  }
  while (setting.cell && current.segments.at(-1)?.text === '<br>') current.segments.pop()
  end()
  return lines
}

const everyGap = /(\s+)/
/** All but one space between two words, which stays as it is. */
const otherGaps = /([^\S ]\s*| \s+|^ | $)/

/** Where a text is taken apart. In a cell a word that reads as a break stands by itself. */
const gapsIn = (text: string, { cell }: Setting): RegExp =>
  cell && text.includes('<br>') ? everyGap : otherGaps

/** Neighbouring text is one segment, so that escaping sees what stands beside a character. */
const merged = (segments: readonly Segment[]): Segment[] => {
  const out: Segment[] = []
  for (const segment of segments) {
    const last = out.at(-1)
    if (last && !last.ours && !segment.ours)
      out[out.length - 1] = { ...segment, text: last.text + segment.text }
    else out.push(segment)
  }
  return out
}

/** Turns delimiters into text of ours where Markdown would honour them, and into nothing where it would not. */
const settled = (run: readonly Piece[]): Settled[] => {
  const kept = run.filter((piece) => piece.is !== 'text' || piece.text !== '')
  const dropped = droppedDelimiters(kept)
  const out: Settled[] = []
  for (const [position, piece] of kept.entries()) {
    if (piece.is === 'open' || piece.is === 'close') {
      if (dropped.has(position)) continue
      const text = piece.is === 'close' && piece.tail !== undefined ? piece.tail : piece.text
      out.push({ is: 'ours', text, line: piece.line })
    } else {
      const last = out.at(-1)
      const codes =
        last?.is === 'ours' &&
        piece.is === 'ours' &&
        last.text.endsWith('`') &&
        piece.text.startsWith('`')
      if (codes) out.push({ is: 'text', text: ' ', line: piece.line })
      out.push(piece)
    }
  }
  return out
}
