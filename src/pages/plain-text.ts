import type { Block, Mark, Span } from '../domain/passage.ts'
import { indexLines } from '../syntax/line-index.ts'

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
  readonly language?: string
  readonly level?: number
  readonly ordered?: boolean
  readonly depth?: number
}

interface Paragraph {
  readonly lines: readonly Line[]
  /** Between fences: code whatever it looks like. */
  readonly fenced: boolean
  readonly language?: string
}

interface Fence {
  readonly mark: string
  readonly language: string | undefined
}

const ticked = /^\s*(`{3,}|~{3,})\s*([\w+#-]*)/
const listing = /^\[(?:source|listing)?(?:[,%][^\],]*)*\]$/

/** A fence opens code: Markdown's, or AsciiDoc's four dashes under a line that announces a listing. */
const fenceAt = (line: string, above: string): Fence | null => {
  const found = ticked.exec(line)
  if (found?.[1]) return { mark: found[1], language: found[2] || undefined }
  if (!/^-{4,}$/.test(line) || !listing.test(above)) return null
  return { mark: line, language: /^\[source,\s*([\w+#-]+)/.exec(above)?.[1] }
}

const paragraphsOf = (text: string, from: number): Paragraph[] => {
  const paragraphs: Paragraph[] = []
  let lines: Line[] = []
  let open: Fence | null = null
  let at = from
  const end = (): void => {
    const language = open?.language?.toLowerCase()
    if (lines.length > 0)
      paragraphs.push({ lines, fenced: open !== null, ...(language ? { language } : {}) })
    lines = []
  }
  for (const raw of text.slice(from).split(/(?<=\n)/)) {
    const line: Line = { text: raw.trimEnd(), start: at }
    at += raw.length
    const fence: Fence | null = open ? null : fenceAt(line.text, lines.at(-1)?.text ?? '')
    if (open && line.text.trim() === open.mark) {
      end()
      open = null
    } else if (fence) {
      end()
      open = fence
    } else if (open === null && line.text.trim() === '') end()
    else lines.push(line)
  }
  end()
  return paragraphs
}

const underline = /^([=\-~^"'`#*+.:_])\1{2,}$/
const marked = /^(={1,6}|#{1,6})\s+(\S.*)$/
const item = /^(\s*)(?:[-*+•]|\.{1,5}|\d{1,4}[.)]|#\.)\s+(?=\S)/

const blocksOf = ({ lines, fenced, language }: Paragraph, levels: string[]): Plain[] => {
  if (fenced) return [{ ...literalBlock(lines), ...(language ? { language } : {}) }]
  const blocks: Plain[] = []
  let at = 0
  for (let title = titleAt(lines, at, levels); title; title = titleAt(lines, at, levels)) {
    blocks.push(title.block)
    at += title.length
  }
  return [...blocks, ...plainBlocks(lines.slice(at))]
}

interface Title {
  readonly block: Plain
  /** How many lines it takes. */
  readonly length: number
}

const titleAt = (lines: readonly Line[], at: number, levels: string[]): Title | null => {
  const [first, second, third] = lines.slice(at, at + 3)
  if (!first) return null
  const level = marked.exec(first.text)?.[1]?.length
  if (level) return { block: heading(first, first, level, level + 1), length: 1 }
  if (third && underline.test(first.text) && first.text === third.text && second) {
    const over = levelOf(`${first.text[0]}over`, levels)
    return { block: heading(second, third, over, 0), length: 3 }
  }
  if (!second || !underline.test(second.text)) return null
  if (second.text.length + 2 < first.text.trim().length) return null
  const under = levelOf(second.text[0] ?? '=', levels)
  return { block: heading(first, second, under, 0), length: 2 }
}

const literalBlock = (lines: readonly Line[]): Plain => {
  const span: Span = [lines[0]?.start ?? 0, endOf(lines.at(-1) ?? { text: '', start: 0 })]
  return { kind: 'code', span, textSpan: span }
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
