import type { Flag } from '../domain/page.ts'
import type { Fields } from './front-matter.ts'
import { renderBlocks } from './html-blocks.ts'
import { breaksIn, type Line } from './html-inline.ts'
import { mainContent } from './html-main.ts'
import { fieldsIn, titleIn } from './html-metadata.ts'
import { joined } from './html-rendered.ts'
import { withoutStorage } from './html-storage.ts'
import { elementsIn, parseHtml } from './html-tree.ts'

/** An HTML page as Markdown, with what it says of itself. */
export interface HtmlReading {
  readonly text: string
  /** For each line of the text its line in the HTML, from 1. */
  readonly lines: readonly number[]
  readonly title: string | null
  readonly fields: Fields
  /** What was hidden from readers. */
  readonly flags: readonly Flag[]
  /** The document's own anchors of headings, by line of the text from 0. */
  readonly anchors: ReadonlyMap<number, string>
  readonly problems: readonly string[]
}

/** Renders the main content of an HTML page as Markdown, each line with its line in the HTML. */
export const readHtml = (html: string): HtmlReading => {
  const tree = parseHtml(html)
  const elements = elementsIn(tree.root)
  const { root, flags } = mainContent(withoutStorage(tree.root))
  const blocks = renderBlocks(root.children)
  const lines = joined(blocks)
  const anchors = new Map<number, string>()
  let at = 0
  for (const block of blocks) {
    if (block.anchor) anchors.set(at, block.anchor)
    at += block.lines.length + 1
  }
  const known = breaksIn(html) + 1
  // A line break written as an entity counts as text, not as a line of the file.
  const inFile = ({ line }: Line): number => Math.min(line, known)
  return {
    text: lines.map(({ text }) => text).join('\n') + (lines.length > 0 ? '\n' : ''),
    lines: [...lines.map(inFile), Math.min(lines.at(-1)?.line ?? 1, known)],
    title: titleIn(elements, root),
    fields: fieldsIn(elements),
    flags,
    anchors,
    problems: tree.problems,
  }
}
