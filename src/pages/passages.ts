import { decodeString } from 'micromark-util-decode-string'
import type { Block, Passage } from '../domain/passage.ts'
import { fingerprint } from './fingerprint.ts'
import { limits } from './limits.ts'
import { slugger } from './slug.ts'

/** What passages need to know of their page. */
export interface PassageContext {
  readonly page: string
  readonly title: string
  readonly text: string
  /** The anchor that the document itself gives the heading at an offset; null when it gives none. */
  anchorAt(offset: number): string | null
}

interface Section {
  readonly heading: readonly string[]
  readonly anchor: string | null
  readonly blocks: Block[]
}

/** Cuts a page's blocks into passages: every block once, in order, bounded by headings and by size. */
export const passagesOf = (blocks: readonly Block[], context: PassageContext): Passage[] => {
  const passages: Passage[] = []
  const seen = new Map<string, number>()
  for (const section of sectionsOf(blocks, context)) {
    const path = section.heading.join('\u0000')
    const ordinal = seen.get(path) ?? 0
    seen.set(path, ordinal + 1)
    const key = [context.page, path, `${ordinal}`]
    const taken = new Set<string>()
    for (const [number, part] of partsOf(section.blocks).entries()) {
      const id = passageId(number === 0 ? key : [...key, ...partKey(part, taken)])
      passages.push(passage(id, passages.length, section, part, context))
    }
  }
  return passages
}

const passageId = (key: readonly string[]): string =>
  `psg_${fingerprint(key.join('\u0001')).slice(0, 20)}`

/** A later part of a long section is known by its first block, so that an edit above it does not rename it. */
const partKey = (part: readonly Block[], taken: Set<string>): readonly string[] => {
  const key = fingerprint(part[0]?.text ?? '')
  let unique = key
  for (let count = 1; taken.has(unique); count += 1) unique = `${key}-${count}`
  taken.add(unique)
  return [unique]
}

const passage = (
  id: string,
  position: number,
  { heading, anchor }: Section,
  blocks: readonly Block[],
  context: PassageContext,
): Passage => {
  const first = blocks[0]
  const start = first?.span[0] ?? 0
  const end = blocks.reduce((furthest, { span }) => Math.max(furthest, span[1]), start)
  const text = context.text.slice(start, end)
  return {
    id,
    page: context.page,
    position,
    heading,
    anchor,
    span: [start, end],
    line: first?.line ?? 1,
    endLine: blocks.reduce((last, { endLine }) => Math.max(last, endLine), first?.line ?? 1),
    text,
    blocks,
    sha256: fingerprint(text),
    changed: null,
  }
}

/** Only headings that stand free open a section; one inside a list or a quotation does not. */
const opensSection = (block: Block, text: string): boolean =>
  block.kind === 'heading' &&
  block.group === undefined &&
  block.admonition === undefined &&
  /^\uFEFF?[ \t]{0,3}$/.test(
    text.slice(text.lastIndexOf('\n', block.span[0] - 1) + 1, block.span[0]),
  )

interface HeadingWords {
  readonly words: string
  /** The words with as many blanks between them as were written, each of which GitHub makes a dash of. */
  readonly spaced: string
  readonly anchor: string | null
}

/** A heading's words as a reader sees them, and the anchor that some writers set behind them. */
export const headingWords = (block: Block): HeadingWords => {
  const text = block.text.slice(0, 1_000)
  const explicit =
    /\s*(?:\{#([\w.:-]+)[^}]*\}|<a\s[^>]*?(?:id|name)="([\w.:-]+)"[^>]*>\s*<\/a>)\s*$/.exec(text)
  const bare = explicit ? text.slice(0, explicit.index) : text
  // Tags before links: `<[Options][1]>` is shown as it stands.
  const plain = shelved(bare)
    .replace(/<\/?[a-z][^>]{0,200}>/gi, '')
    .replace(/!?\[((?:[^[\]]|\[[^\]]*\])*)\](?:\([^)\n]*\)|\[[^\]\n]*\])/g, '$1')
    .replace(/(`+)\s*(.+?)\s*\1/g, '$2')
    .replace(/\*\*(.+?)\*\*|__(.+?)__/g, '$1$2')
    .replace(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, '$1')
    .replace(/(?<![\w_])_([^_\s][^_]*)_(?![\w_])/g, '$1')
  // `int&lt;1, 2&gt;` is named as it is shown, but in code, where it is shown as it stands.
  const spaced = decodeString(plain)
    .replace(/[\uE000-\uE07F]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xe000))
    .trim()
  const words = spaced.replace(/\s+/g, ' ')
  return { words, spaced, anchor: explicit?.[1] ?? explicit?.[2] ?? null }
}

/** Sets escaped characters and those in code aside, so that they are not taken for markup. */
const shelved = (text: string): string =>
  text
    .replace(/(?<!\\)(`+)([^`]+?)\1/g, (_, __, code: string) =>
      code.replace(/[!-/:-@[-`{-~]/g, shelf),
    )
    .replace(/\\([!-/:-@[-`{-~])/g, (_, char: string) => shelf(char))

const shelf = (char: string): string => String.fromCharCode(0xe000 + char.charCodeAt(0))

const sameWords = (a: string, b: string): boolean =>
  a.trim().toLowerCase().replace(/\s+/g, ' ') === b.trim().toLowerCase().replace(/\s+/g, ' ')

const sectionsOf = (blocks: readonly Block[], context: PassageContext): readonly Section[] => {
  const slug = slugger()
  const sections: Section[] = []
  const above: { level: number; words: string; block: Block }[] = []
  let titled: Block | undefined
  let current: Section = { heading: [], anchor: null, blocks: [] }
  for (const block of blocks) {
    if (opensSection(block, context.text)) {
      const { words, anchor } = headingWords(block)
      const level = block.level ?? 1
      while ((above.at(-1)?.level ?? 0) >= level) above.pop()
      above.push({ level, words, block })
      const atTop = level === 1 || (above.length === 1 && sections.length === 0)
      if (atTop && sameWords(words, context.title)) titled ??= block
      const heading = above.filter((entry) => entry.block !== titled).map((entry) => entry.words)
      const carried = bodiless(current) ? current.blocks : []
      if (carried.length === 0 && current.blocks.length > 0) sections.push(current)
      const slugged = slug(words)
      const given = context.anchorAt(block.span[0]) ?? anchor
      current = { heading, anchor: given ?? slugged, blocks: [...carried] }
    }
    current.blocks.push(block)
  }
  return current.blocks.length > 0 ? [...sections, current] : sections
}

/** A heading with nothing under it but the next heading is cited together with that one. */
const bodiless = ({ blocks }: Section): boolean =>
  blocks.length > 0 && blocks.length < 6 && blocks.every(saysNothing)

const saysNothing = ({ kind, text }: Block): boolean =>
  kind === 'heading' ||
  (kind === 'html' &&
    text.length < 2_000 &&
    text.replace(/<!--[\s\S]*?-->|<[^>]*>/g, '').length < 100)

const partsOf = (blocks: readonly Block[]): Block[][] => {
  const parts: Block[][] = []
  let part: Block[] = []
  let length = 0
  for (const [position, block] of blocks.entries()) {
    const size = block.span[1] - block.span[0]
    if (part.length > 0 && length + size > roomFor(blocks, position) && mayPart(blocks, position)) {
      parts.push(part)
      part = []
      length = 0
    }
    part.push(block)
    length += size
  }
  return part.length > 0 ? [...parts, part] : parts
}

const roomFor = (blocks: readonly Block[], position: number): number => {
  const [before, block] = [blocks[position - 1], blocks[position]]
  const inProcedure =
    block?.group !== undefined &&
    block.group === before?.group &&
    isProcedure(before) &&
    isProcedure(block)
  return inProcedure ? limits.procedure : limits.passage
}

const isProcedure = (block: Block): boolean => block.ordered === true || (block.depth ?? 0) > 0

/** Not after a heading or a lead-in ("Run this:"), and in a numbered list only before a step. */
const mayPart = (blocks: readonly Block[], position: number): boolean => {
  const [before, block] = [blocks[position - 1], blocks[position]]
  if (!before || !block || before.kind === 'heading') return false
  if (before.kind === 'paragraph' && /:\s*$/.test(before.text) && block.kind !== 'heading')
    return false
  if (before.isHeader) return false
  if (block.group === undefined || block.group !== before.group) return true
  return block.kind === 'table-row' || (block.kind === 'list-item' && block.depth === 0)
}
