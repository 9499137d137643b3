import type { BlockContent, Blockquote, Code, Heading, List, ListItem, Paragraph } from 'mdast'
import { inlineOf } from './inline.ts'
import { endOf, type Places, placed, type Row } from './places.ts'
import { tableOf } from './table.ts'

/** A block, and the row behind it. */
export interface Found {
  readonly node: BlockContent
  readonly next: number
}

type Reader = (rows: readonly Row[], from: number, places: Places) => Found | null

/** Whether a row says nothing. */
export const isBlank = ({ text }: Row): boolean => /^[ \t]*$/.test(text)

/** What a row begins; null where that is not surely told. */
type Kind = 'paragraph' | 'heading' | 'code' | 'table' | 'quote' | 'list'

const kindOf = (text: string): Kind | null => {
  if (/^([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(text)) return null
  switch (text.charAt(0)) {
    case '#':
      return headed.test(text) ? 'heading' : notHeaded(text)
    case '`':
      return text.startsWith('```') ? 'code' : 'paragraph'
    case '|':
      return 'table'
    case '>':
      return 'quote'
    case '-':
    case '+':
    case '*':
      if (item.test(text)) return 'list'
      return /^\*\*[^\s*]/.test(text) ? 'paragraph' : null
    case ' ':
    case '\t':
    case '~':
    case '=':
    case ':':
      return null
    case '<':
      return /^<https?:/.test(text) ? 'paragraph' : null
    default:
      if (item.test(text)) return 'list'
      return /^\d{1,9}[.)](?:\s|$)/.test(text) ? null : 'paragraph'
  }
}

const headed = /^(#{1,6}) (?=\S)/
const notHeaded = (text: string): 'paragraph' | null =>
  /^#{1,6}(?:\s|$)/.test(text) ? null : 'paragraph'
const item = /^(?:([-+*])|(\d{1,9})([.)])) (?=\S)/

/** All blocks of some rows; null where one is not surely read. */
const blocksIn = (rows: readonly Row[], places: Places): BlockContent[] | null => {
  const blocks: BlockContent[] = []
  for (let at = 0; at < rows.length; ) {
    const row = rows[at]
    if (row === undefined || isBlank(row)) at += 1
    else {
      const found = blockAt(rows, at, places)
      if (found === null) return null
      blocks.push(found.node)
      at = found.next
    }
  }
  return blocks
}

/** The block that begins at a row; null where it is not surely read. */
export const blockAt: Reader = (rows, from, places) => {
  const kind = kindOf(rows[from]?.text ?? '')
  return kind === null ? null : readers[kind](rows, from, places)
}

const heading: Reader = (rows, from, places) => {
  const row = rows[from]
  const lead = headed.exec(row?.text ?? '')
  if (row === undefined || lead === null || /[#\s]$/.test(row.text)) return null
  const held = { text: row.text.slice(lead[0].length), at: row.at + lead[0].length }
  const children = inlineOf([held], places)
  const depth = depths[(lead[1] ?? '').length - 1]
  if (children === null || depth === undefined) return null
  const node: Heading = { type: 'heading', depth, children }
  return { node: placed(places, node, [row.at, endOf(row)]), next: from + 1 }
}

const depths = [1, 2, 3, 4, 5, 6] as const

const paragraph: Reader = (rows, from, places) => {
  const held: Row[] = []
  let next = from
  for (let row = rows[next]; row !== undefined && !isBlank(row); row = rows[next]) {
    if (next > from) {
      const kind = kindOf(row.text)
      if (kind === 'list' && interrupts.test(row.text)) break
      if (kind !== 'paragraph') return null
    }
    if (/\s$/.test(row.text)) return null
    held.push(row)
    next += 1
  }
  if (/^\[[ xX]\](?:\s|$)/.test(held[0]?.text ?? '')) return null
  const children = inlineOf(held, places)
  const [first] = held
  const last = held.at(-1)
  if (children === null || first === undefined || last === undefined) return null
  const node: Paragraph = { type: 'paragraph', children }
  return { node: placed(places, node, [first.at, endOf(last)]), next }
}

/** Of numbered lists only one that begins with 1 ends a paragraph. */
const interrupts = /^(?:[-+*]|1[.)]) \S/

const code: Reader = (rows, from, places) => {
  const row = rows[from]
  const opener = /^(`{3,})([\w+#.-]*)$/.exec(row?.text ?? '')
  if (row === undefined || opener === null) return null
  const [, fence = '', language = ''] = opener
  const ends = new RegExp(`^ {0,3}\`{${fence.length},}[ \\t]*$`)
  for (let at = from + 1; at < rows.length; at += 1) {
    const last = rows[at]
    if (last === undefined || !ends.test(last.text)) continue
    if (last.text !== fence) return null
    const node: Code = { type: 'code', lang: language === '' ? null : language, value: '' }
    return { node: placed(places, node, [row.at, endOf(last)]), next: at + 1 }
  }
  return null
}

const table: Reader = (rows, from, places) => {
  let next = from
  while (rows[next]?.text.startsWith('|')) next += 1
  const after = rows[next]
  if (after !== undefined && !isBlank(after)) return null
  const node = tableOf(rows.slice(from, next), places)
  return node === null ? null : { node, next }
}

const quote: Reader = (rows, from, places) => {
  const held: Row[] = []
  let next = from
  for (let row = rows[next]; row?.text.startsWith('>'); row = rows[next]) {
    const lead = row.text.startsWith('> ') ? 2 : 1
    if (lead === 1 && row.text.length > 1) return null
    held.push({ text: row.text.slice(lead), at: row.at + lead })
    next += 1
  }
  const after = rows[next]
  const [first, last] = [rows[from], rows[next - 1]]
  // What follows at once may be more of it.
  if ((after !== undefined && !isBlank(after)) || first === undefined || last === undefined)
    return null
  const children = blocksIn(held, places)
  if (children === null) return null
  const node: Blockquote = { type: 'blockquote', children }
  return { node: placed(places, node, [first.at, endOf(last)]), next }
}

/** A list's items have one marker, and what they hold is set in as far as the first of it. */
const list: Reader = (rows, from, places) => {
  const marker = markerOf(rows[from])
  const children: ListItem[] = []
  let next = from
  for (let own = markerOf(rows[next]); own !== null && own === marker; own = markerOf(rows[next])) {
    const found = itemAt(rows, next, places)
    if (found === null) return null
    children.push(found.node)
    next = found.next
  }
  const first = rows[from]
  const last = rows[next - 1]
  if (first === undefined || last === undefined) return null
  const ordered = marker === '.' || marker === ')'
  const node: List = { type: 'list', ordered, spread: false, children }
  return { node: placed(places, node, [first.at, endOf(last)]), next }
}

const markerOf = (row: Row | undefined): string | null => {
  const found = row === undefined ? null : item.exec(row.text)
  return found?.[1] ?? found?.[3] ?? null
}

interface FoundItem {
  readonly node: ListItem
  readonly next: number
}

const itemAt = (rows: readonly Row[], from: number, places: Places): FoundItem | null => {
  const row = rows[from]
  const width = item.exec(row?.text ?? '')?.[0].length ?? 0
  if (row === undefined || width === 0) return null
  const held: Row[] = [{ text: row.text.slice(width), at: row.at + width }]
  let end = from + 1
  let next = from + 1
  for (let line = rows[next]; line !== undefined; line = rows[next]) {
    const isIn = line.text.startsWith(' '.repeat(width))
    if (!isIn && !isBlank(line)) break
    held.push(
      isIn ? { text: line.text.slice(width), at: line.at + width } : { text: '', at: line.at },
    )
    next += 1
    if (!isBlank(line)) end = next
  }
  const after = rows[next]
  // A line that is not set in may be more of the paragraph before it.
  if (after !== undefined && end === next && markerOf(after) === null) return null
  const children = blocksIn(unticked(held.slice(0, end - from)), places)
  if (children === null || children.length === 0) return null
  const last = rows[end - 1] ?? row
  const node: ListItem = { type: 'listItem', spread: false, children }
  return { node: placed(places, node, [row.at, endOf(last)]), next }
}

/** The box of a task belongs to its item, not to its words. */
const unticked = (rows: readonly Row[]): readonly Row[] => {
  const [first, ...rest] = rows
  if (first === undefined || !/^\[[ xX]\] \p{L}/u.test(first.text)) return rows
  return [{ text: first.text.slice(4), at: first.at + 4 }, ...rest]
}

const readers: Readonly<Record<Kind, Reader>> = { paragraph, heading, code, table, quote, list }
