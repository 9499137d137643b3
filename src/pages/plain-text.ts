import type { Block, Mark, Span } from '../domain/passage.ts'
import { indexLines } from './lines.ts'

/** How plain text is to be read. */
export interface PlainOptions {
  readonly lines: readonly number[] | null
  readonly from: number
}

interface Line {
  readonly text: string
  readonly start: number
}

/** Reads plain text, reStructuredText and AsciiDoc: paragraphs, headings, list items, literal blocks, code marks. */
export const readPlainText = (text: string, options: PlainOptions): Block[] => {
  const index = indexLines(text)
  const lineAt = (offset: number): number => {
    const line = index.lineAt(offset)
    return options.lines ? (options.lines[line] ?? 1) : line + 1
  }
  const levels: string[] = []
  return paragraphsOf(text, options.from)
    .flatMap((paragraph) => blocksOf(paragraph, levels))
    .map(({ span, textSpan, ...block }) => ({
      ...block,
      span,
      line: lineAt(span[0]),
      endLine: lineAt(Math.max(span[0], span[1] - 1)),
      text: text.slice(textSpan[0], textSpan[1]),
      textStart: textSpan[0],
      marks: block.kind === 'code' ? [] : marksIn(text, textSpan),
    }))
}

interface Plain {
  readonly kind: 'heading' | 'paragraph' | 'list-item' | 'code'
  readonly span: Span
  readonly textSpan: Span
  readonly level?: number
  readonly ordered?: boolean
  readonly depth?: number
}

const paragraphsOf = (text: string, from: number): Line[][] => {
  const paragraphs: Line[][] = []
  let current: Line[] = []
  let at = from
  for (const raw of text.slice(from).split(/(?<=\n)/)) {
    const line = raw.trimEnd()
    if (line.trim() !== '') current.push({ text: line, start: at })
    else if (current.length > 0) {
      paragraphs.push(current)
      current = []
    }
    at += raw.length
  }
  return current.length > 0 ? [...paragraphs, current] : paragraphs
}

const underline = /^([=\-~^"'`#*+.:_])\1{2,}$/
const asciidoc = /^(={1,6})\s+(\S.*)$/
const item = /^(\s*)(?:[-*+•]|\.{1,5}|\d{1,4}[.)]|#\.)\s+(?=\S)/

const blocksOf = (lines: readonly Line[], levels: string[]): Plain[] => {
  const [first, second, third] = lines
  if (!first) return []
  const titled = asciidoc.exec(first.text)
  if (titled?.[1]) {
    const title = heading(first, first, titled[1].length, titled[1].length + 1)
    return [title, ...blocksOf(lines.slice(1), levels)]
  }
  if (third && underline.test(first.text) && first.text === third.text && second)
    return [
      heading(second, third, levelOf(`${first.text[0]}over`, levels), 0),
      ...blocksOf(lines.slice(3), levels),
    ]
  if (second && underline.test(second.text) && second.text.length + 2 >= first.text.trim().length)
    return [
      heading(first, second, levelOf(second.text[0] ?? '=', levels), 0),
      ...blocksOf(lines.slice(2), levels),
    ]
  return plainBlocks(lines)
}

const levelOf = (style: string, levels: string[]): number => {
  if (!levels.includes(style)) levels.push(style)
  return Math.min(6, levels.indexOf(style) + 1)
}

const endOf = (line: Line): number => line.start + line.text.length

const heading = (first: Line, last: Line, level: number, skipped: number): Plain => ({
  kind: 'heading',
  level,
  span: [first.start, endOf(last)],
  textSpan: [first.start + skipped, endOf(first)],
})

/** A set-in paragraph is literal; a run of items is one block an item; the rest is prose. */
const plainBlocks = (lines: readonly Line[]): Plain[] => {
  const groups: Line[][] = []
  for (const line of lines) {
    const last = groups.at(-1)
    if (last && !item.test(line.text)) last.push(line)
    else groups.push([line])
  }
  return groups.map((group) => plainBlock(group))
}

const plainBlock = (lines: readonly Line[]): Plain => {
  const first = lines[0] ?? { text: '', start: 0 }
  const last = lines.at(-1) ?? first
  const span: Span = [first.start, endOf(last)]
  const marker = item.exec(first.text)
  if (marker) {
    const ordered = /\d|#\.|^\s*\./.test(marker[0])
    return {
      kind: 'list-item',
      span,
      textSpan: [first.start + marker[0].length, span[1]],
      ordered,
      depth: 0,
    }
  }
  const literal = lines.every(({ text }) => /^(?: {2,}|\t)/.test(text))
  return { kind: literal ? 'code' : 'paragraph', span, textSpan: span }
}

const ticks = /(?<![`\w])(``?)(?=[^\s`])([^`\n]{1,300}?)(?<=\S)\1(?![`\w])/g

const marksIn = (text: string, [start, end]: Span): Mark[] =>
  Array.from(text.slice(start, end).matchAll(ticks)).map((found) => {
    const [whole, fence = '', code = ''] = found
    const at = start + found.index
    const inner = at + fence.length
    return {
      kind: 'code',
      span: [at, at + whole.length],
      text: code,
      textSpan: [inner, inner + code.length],
    }
  })
