import type { Block, Mark, Span } from '../../domain/passage.ts'
import { attributeOf } from '../markdown-html.ts'
import { commentEnd, esmEnd, tagAt } from './jsx.ts'

/** Program text inside a page: a tag, an import, a comment. */
interface Piece {
  readonly span: Span
  readonly links: readonly Mark[]
}

/** A text of the same length without what is program, so that Markdown reads the rest; and what was set aside. */
export interface MaskedMdx {
  readonly text: string
  readonly pieces: readonly Piece[]
}

/** Markdown itself reads these well. */
const inlineTags = new Set('a b br code del em i img kbd s samp strong sub sup tt u'.split(' '))
const fence = /^[ \t>]*(?:[-*+] |\d{1,9}[.)] )?[ \t]*(`{3,}|~{3,})/

/** Sets imports, exports, comments and tags of MDX aside; what stands between tags stays. */
export const maskMdx = (text: string, from: number): MaskedMdx => {
  const pieces: Piece[] = []
  const out: string[] = [text.slice(0, from)]
  let fenced: string | null = null
  let at = from
  const put = (end: number, links: readonly Mark[]): void => {
    pieces.push({ span: [at, end], links })
    out.push(text.slice(at, end).replace(/[^\r\n]/g, ' '))
    at = end
  }
  while (at < text.length) {
    const atStart = at === 0 || text.charAt(at - 1) === '\n'
    if (atStart) {
      const end = endOfLine(text, at)
      const mark = fence.exec(text.slice(at, Math.min(end, at + 400)))?.[1] ?? null
      if (mark !== null || fenced !== null) {
        const closes = mark !== null && fenced !== null && mark.startsWith(fenced)
        if (fenced === null) fenced = mark
        else if (closes && text.slice(at, end).trim().endsWith(mark)) fenced = null
        out.push(text.slice(at, end))
        at = end
        continue
      }
      const program = esmEnd(text, at)
      if (program !== null && program > at) {
        put(program, [])
        continue
      }
    }
    const next = nextPiece(text, at)
    out.push(text.slice(at, next.at))
    at = next.at
    if (next.end > next.at) {
      const isTag = text.charAt(next.at) === '<'
      put(next.end, isTag ? linksIn(text.slice(next.at, next.end), next.at) : [])
    }
  }
  return { text: out.join(''), pieces }
}

const endOfLine = (text: string, at: number): number => {
  const found = text.indexOf('\n', at)
  return found < 0 ? text.length : found + 1
}

/** The next tag or comment of the line, or the start of the next line. */
const nextPiece = (text: string, from: number): { readonly at: number; readonly end: number } => {
  const stop = endOfLine(text, from)
  for (let at = from; at < stop; at += 1) {
    const char = text.charAt(at)
    if (char === '`') at = codeEnd(text, at, stop) - 1
    else if (char === '{') {
      const end = commentEnd(text, at)
      if (end !== null) return { at, end }
    } else if (char === '<' && text.charAt(at - 1) !== '\\') {
      const tag = tagAt(text, at)
      if (tag && !inlineTags.has(tag.name)) return { at, end: tag.end }
    }
  }
  return { at: stop, end: stop }
}

/** Where a code span that begins with these ticks ends on its line; behind the ticks when it ends nowhere. */
const codeEnd = (text: string, at: number, stop: number): number => {
  let ticks = 1
  while (text.charAt(at + ticks) === '`') ticks += 1
  const fenceOf = '`'.repeat(ticks)
  const close = text.indexOf(fenceOf, at + ticks)
  return close < 0 || close >= stop ? at + ticks : close + ticks
}

const linkAttributes = ['href', 'to', 'src', 'link', 'url'] as const

const linksIn = (tag: string, offset: number): readonly Mark[] => {
  const plain = tag.replace(
    /=\{\s{0,5}(["'])/g,
    (whole, quote: string) => `=${' '.repeat(whole.length - 2)}${quote}`,
  )
  return linkAttributes.flatMap((name): Mark[] => {
    const found = attributeOf(plain, name)
    if (found === null) return []
    const span: Span = [offset + found.at, offset + found.at + found.value.length]
    const role = name === 'src' ? { role: 'image' } : {}
    return [{ kind: 'link', span, text: found.value, textSpan: span, target: found.value, ...role }]
  })
}

/** Puts back what was set aside: as blocks of their own, or as links of the block they stand in. */
export const withPieces = (
  blocks: readonly Block[],
  pieces: readonly Piece[],
  blockOf: (span: Span, marks: readonly Mark[]) => Block,
): Block[] => {
  const out: Block[] = []
  let next = 0
  let end = 0
  const free = (until: number): void => {
    for (let piece = pieces[next]; piece && piece.span[1] <= until; piece = pieces[next]) {
      if (piece.span[0] >= end) {
        out.push(blockOf(piece.span, piece.links))
        end = piece.span[1]
      }
      next += 1
    }
  }
  for (const block of blocks) {
    free(block.span[0])
    const links: Mark[] = []
    for (let piece = pieces[next]; piece && piece.span[0] < block.span[1]; piece = pieces[next]) {
      if (piece.span[0] >= block.span[0] && piece.span[1] <= block.span[1])
        links.push(...piece.links)
      next += 1
    }
    const marks = [...block.marks, ...links].sort((a, b) => a.span[0] - b.span[0])
    out.push(links.length > 0 ? { ...block, marks } : block)
    end = block.span[1]
  }
  free(Number.POSITIVE_INFINITY)
  return out
}
