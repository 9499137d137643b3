import type { Line } from './html-inline.ts'
import type { HtmlElement, HtmlNode } from './html-tree.ts'
import { limits } from './limits.ts'

/** One block of Markdown: its lines, and what it is where that matters to its neighbours. */
export interface Rendered {
  readonly lines: readonly Line[]
  readonly is: 'paragraph' | 'heading' | 'list' | 'other'
  /** The `id` that the document gives a heading. */
  readonly anchor?: string
}

/** What a block stands in. */
export interface Around {
  /** The elements around, outermost first. */
  readonly path: readonly HtmlElement[]
  readonly lists: number
  readonly quotes: number
}

/** Renders nodes as blocks: what a list lends its items. */
export type Render = (nodes: readonly HtmlNode[], around: Around) => Rendered[]

/** A paragraph of some lines. */
export const paragraph = (lines: readonly Line[]): Rendered => ({ lines, is: 'paragraph' })

/** Sets blocks under one another with a blank line between; the blank line belongs to the block above. */
export const joined = (blocks: readonly Rendered[]): Line[] =>
  separated(blocks).flatMap(({ lines }, position) => {
    const above = blocks[position - 1]?.lines.at(-1)
    return above ? [{ text: '', line: above.line }, ...lines] : [...lines]
  })

/** Two lists that follow one another would grow together: the second gets another marker. */
export const separated = (blocks: readonly Rendered[]): Rendered[] => {
  let turned = false
  return blocks.map((block, position) => {
    turned = !turned && alike(block, blocks[position - 1])
    return turned ? { ...block, lines: block.lines.map(otherMarker) } : block
  })
}

const alike = (block: Rendered, above: Rendered | undefined): boolean =>
  block.is === 'list' &&
  above?.is === 'list' &&
  block.lines[0]?.text.startsWith('-') === above.lines[0]?.text.startsWith('-')

const otherMarker = ({ text, line }: Line): Line => ({
  text: text.replace(/^- /, '* ').replace(/^(\d{1,9})\. /, '$1) '),
  line,
})

/** Sets blocks behind a marker; lists far inside lists stay at the last depth that is told apart. */
export const setIn = (blocks: readonly Rendered[], marker: string, depth: number): Line[] => {
  const lines = tight(blocks)
  const indent = depth < limits.listDepth ? ' '.repeat(marker.length) : ''
  return lines.map(({ text, line }, position) => {
    if (position === 0) return { text: marker + text, line }
    return { text: text === '' ? '' : indent + text, line }
  })
}

/** A list right under an item's text needs no blank line, unless Markdown would read it as more of that text. */
const tight = (blocks: readonly Rendered[]): Line[] =>
  separated(blocks).flatMap(({ lines, is }, position) => {
    const above = blocks[position - 1]
    const last = above?.lines.at(-1)
    if (!above || !last) return [...lines]
    const close =
      is === 'list' && above.is === 'paragraph' && /^(?:- |1\. )\S/.test(lines[0]?.text ?? '')
    return close ? [...lines] : [{ text: '', line: last.line }, ...lines]
  })
