import type { Nodes, Root, RootContent } from 'mdast'
import type { Span } from '../../domain/passage.ts'
import { blockAt, isBlank } from './blocks.ts'
import type { Places, Row } from './places.ts'

/** Some blocks in a row, and where their nodes stand in the text. */
export interface Part {
  readonly children: readonly RootContent[]
  spanOf(node: Nodes): Span | null
}

type Parse = (text: string) => Root | null

/**
 * Reads Markdown as it is written here of HTML: a blank line between blocks, no targets of links set apart, no raw HTML. What is plain is read
 * at a twentieth of the parser's price and just as the parser would; each other block is given to `parse`. Null where the whole is to be.
 */
export const partsOf = (text: string, parse: Parse): readonly Part[] | null => {
  if (text.includes('\r')) return null
  const rows = rowsOf(text)
  const parts: Part[] = []
  const places: Places = new Map()
  const spanOf = (node: Nodes): Span | null => places.get(node) ?? null
  let plain: RootContent[] = []
  for (let at = 0; at < rows.length; ) {
    const row = rows[at]
    if (row === undefined || isBlank(row)) {
      at += 1
      continue
    }
    const found = blockAt(rows, at, places)
    if (found !== null) {
      plain.push(found.node)
      at = found.next
      continue
    }
    const next = nextCut(rows, at)
    const raw = text.slice(row.at, rows[next]?.at ?? text.length)
    const tree = reachesOut(raw) ? null : parse(raw)
    if (tree === null) return null
    parts.push({ children: plain, spanOf }, { children: tree.children, spanOf: placeFrom(row.at) })
    plain = []
    at = next
  }
  return [...parts, { children: plain, spanOf }]
}

const rowsOf = (text: string): readonly Row[] => {
  const rows: Row[] = []
  let at = 0
  for (const line of text.split('\n')) {
    rows.push({ text: line, at })
    at += line.length + 1
  }
  return rows
}

/** Where the parser says that a node stands. */
export const placeOf = ({ position }: Nodes): Span | null => {
  const [first, last] = [position?.start.offset, position?.end.offset]
  return first === undefined || last === undefined ? null : [first, last]
}

const placeFrom =
  (start: number) =>
  (node: Nodes): Span | null => {
    const place = placeOf(node)
    return place && [place[0] + start, place[1] + start]
  }

const marker = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/

/** The row at which what began at a row is surely over: behind a blank one, not set in, and no item of a list that may go on. */
const nextCut = (rows: readonly Row[], from: number): number => {
  let isList = false
  for (let at = from; at < rows.length; at += 1) {
    const { text } = rows[at] ?? { text: '' }
    const before = rows[at - 1]
    const isNew = at > from && before !== undefined && isBlank(before)
    if (isNew && /^[^ \t]/.test(text) && !(isList && marker.test(text))) return at
    if (marker.test(text)) isList = true
  }
  return rows.length
}

/** Whether something in a text may reach over blank lines, or to other blocks: fences, raw HTML, the targets of links. */
const reachesOut = (raw: string): boolean =>
  raw.includes(']:') || /^(?:`{3}|~{3}|<(?!https?:))/m.test(raw)
