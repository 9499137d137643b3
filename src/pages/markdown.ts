import type { Nodes, Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Block, Mark, Span } from '../domain/passage.ts'
import { indexLines } from '../syntax/line-index.ts'
import { limits } from './limits.ts'
import { type BlockContext, blocksOf } from './markdown-blocks.ts'
import { type Chunk, chunksOf } from './markdown-chunks.ts'
import { extensionsFor, treeExtensionsFor } from './markdown-extensions.ts'
import { maskMarkdown, type Region } from './markdown-mask.ts'
import { maskMdx, withPieces } from './mdx/mdx.ts'
import { type Part, partsOf, placeOf } from './plain-markdown/parts.ts'
import { readPlainText } from './plain-text.ts'

/** The blocks of a text, and what could not be read of it, in words. */
export interface Reading {
  readonly blocks: readonly Block[]
  readonly problems: readonly string[]
}

/** How a text is to be read. */
export interface ReadingOptions {
  /** For each line of the text its line in the source document; null when they are the same. */
  readonly lines: readonly number[] | null
  /** Where the content starts: after the front matter. */
  readonly from: number
  readonly mdx: boolean
  /** Whether the text was written here, of HTML: most of it is then read without Markdown's own parser, and just as by it. */
  readonly own?: boolean
}

/** Reads Markdown into blocks whose spans are exact offsets into the text. Never throws. */
export const readMarkdown = (text: string, options: ReadingOptions): Reading => {
  const mdx = options.mdx ? maskMdx(text, options.from) : null
  const masked = maskMarkdown(mdx?.text ?? text, options.from)
  const chunks = chunksOf(masked.text).map((chunk) => ({
    chunk,
    parts: chunk.start > limits.markdown ? null : parsed(chunk.text, options),
  }))
  const shared = sharedContext(text, masked.regions, targetsOf(chunks), options)
  const blocks: Block[] = []
  const problems: string[] = []
  for (const { chunk, parts } of chunks) {
    const read = parts
      ? parts.flatMap(({ children, spanOf }) =>
          blocksOf(children, { ...shared, spanOf: spansIn(chunk, spanOf) }),
        )
      : readPlainText(text.slice(0, chunk.end), {
          ...options,
          from: Math.max(chunk.start, options.from),
        })
    if (!parts) problems.push(asPlainText(chunk, shared.lineAt(chunk.start)))
    for (const block of read) blocks.push(block)
  }
  return {
    blocks: mdx ? withPieces(blocks, mdx.pieces, markup(text, shared)) : blocks,
    problems: problems.slice(0, 3),
  }
}

/** Program text of MDX as a block of its own. */
const markup =
  (text: string, { lineAt }: Pick<BlockContext, 'lineAt'>) =>
  (span: Span, marks: readonly Mark[]): Block => ({
    kind: 'html',
    span,
    line: lineAt(span[0]),
    endLine: lineAt(Math.max(span[0], span[1] - 1)),
    text: text.slice(...span),
    textStart: span[0],
    marks,
  })

const asPlainText = ({ start }: Chunk, line: number): string =>
  start > limits.markdown
    ? `the page is very long; from line ${line} on it was read as plain text`
    : `the Markdown from line ${line} on is too tangled to parse; it was read as plain text`

/** Text that is mostly marks says nothing as Markdown, and takes the parser minutes. */
const isNoise = (text: string): boolean => {
  if (text.length < 16 * 1024) return false
  let marks = 0
  for (let at = 0; at < text.length; at += 1)
    if ('[]*_`<&~!\\'.includes(text.charAt(at))) marks += 1
  return marks > text.length * 0.3
}

const parsed = (text: string, options: ReadingOptions): readonly Part[] | null => {
  if (isNoise(text)) return null
  const plain = options.own ? partsOf(text, (part) => parse(part, options)) : null
  if (plain !== null) return plain
  const tree = parse(text, options)
  return tree && [{ children: tree.children, spanOf: placeOf }]
}

const parse = (text: string, { mdx }: ReadingOptions): Root | null => {
  const extensions = [extensionsFor(text)]
  try {
    return fromMarkdown(text, {
      extensions: mdx ? [...extensions, { disable: { null: ['codeIndented'] } }] : extensions,
      mdastExtensions: [...treeExtensionsFor(text)],
    })
  } catch {
    return null
  }
}

type Parsed = readonly { readonly chunk: Chunk; readonly parts: readonly Part[] | null }[]

const targetsOf = (chunks: Parsed): ReadonlyMap<string, string> => {
  const targets = new Map<string, string>()
  const visit = (nodes: readonly RootContent[]): void => {
    for (const node of nodes) {
      if (node.type === 'definition' && !targets.has(node.identifier))
        targets.set(node.identifier, node.url)
      if (node.type === 'blockquote' || node.type === 'listItem') visit(node.children)
      if (node.type === 'list') for (const item of node.children) visit(item.children)
    }
  }
  for (const { parts } of chunks) for (const { children } of parts ?? []) visit(children)
  return targets
}

/** Where a node of a chunk stands in the whole text; null for what the chunk only borrowed. */
const spansIn =
  ({ start, end, lead }: Chunk, spanOf: Part['spanOf']) =>
  (node: Nodes): Span | null => {
    const own = spanOf(node)
    if (own === null) return null
    const span: Span = [own[0] - lead + start, own[1] - lead + start]
    if (node.type === 'table') return [Math.max(span[0], start), Math.min(span[1], end)]
    return span[0] < start || span[0] >= end ? null : [span[0], Math.min(span[1], end)]
  }

const sharedContext = (
  text: string,
  regions: readonly Region[],
  targets: ReadonlyMap<string, string>,
  { lines }: ReadingOptions,
): Omit<BlockContext, 'spanOf'> => {
  const index = indexLines(text)
  let groups = 0
  return {
    text,
    targetOf: (identifier) => targets.get(identifier) ?? null,
    lineAt: (offset) => sourceLine(index.lineAt(offset), lines),
    admonitionAt: (offset) =>
      regions.find(({ span }) => span[0] <= offset && offset < span[1])?.admonition ?? null,
    nextGroup: () => {
      groups += 1
      return groups
    },
  }
}

/** The line in the source document, from 1, of a line of the text, from 0. */
export const sourceLine = (line: number, lines: readonly number[] | null): number =>
  lines ? (lines[line] ?? lines.at(-1) ?? 1) : line + 1
