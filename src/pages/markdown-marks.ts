import type { Html, Link, LinkReference, Nodes, PhrasingContent } from 'mdast'
import type { Mark, Span } from '../domain/passage.ts'

/** What reading marks needs to know of the text around. */
export interface MarkContext {
  readonly text: string
  /** Where a parsed node stands in the page's text; null when the parser made it up. */
  spanOf(node: Nodes): Span | null
  /** The target of a link definition. */
  targetOf(identifier: string): string | null
}

/** The inline elements below some nodes, in the order they stand. */
export const marksOf = (nodes: readonly PhrasingContent[], context: MarkContext): Mark[] => {
  const marks: Mark[] = []
  collect(nodes, context, marks)
  return marks.sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])
}

const collect = (nodes: readonly PhrasingContent[], context: MarkContext, marks: Mark[]): void => {
  for (const [position, node] of nodes.entries()) {
    const mark = markOf(node, context) ?? htmlMark(nodes, position, context)
    if (mark) marks.push(mark)
    if ('children' in node) collect(node.children, context, marks)
  }
}

const markOf = (node: PhrasingContent, context: MarkContext): Mark | null => {
  const span = context.spanOf(node)
  if (!span) return null
  switch (node.type) {
    case 'inlineCode':
      return { kind: 'code', span, text: node.value, textSpan: insideTicks(context.text, span) }
    case 'link':
    case 'linkReference': {
      const target = targetOf(node, context)
      return target === null ? null : { ...around('link', node, span, context), target }
    }
    case 'strong':
      return around('strong', node, span, context)
    case 'delete':
      return around('deleted', node, span, context)
    default:
      return null
  }
}

const targetOf = (node: Link | LinkReference, context: MarkContext): string | null =>
  node.type === 'link' ? node.url : context.targetOf(node.identifier)

const around = (
  kind: 'link' | 'strong' | 'deleted',
  node: Nodes & { readonly children: readonly PhrasingContent[] },
  span: Span,
  context: MarkContext,
): Mark => {
  const first = node.children[0]
  const last = node.children.at(-1)
  const from = first ? context.spanOf(first) : null
  const to = last ? context.spanOf(last) : null
  const textSpan: Span = from && to ? innermost(node.children, [from[0], to[1]], context) : span
  return { kind, span, text: plainText(node.children), textSpan }
}

/** A link whose text is one code span reads as the code: its place is the code's. */
const innermost = (
  children: readonly PhrasingContent[],
  span: Span,
  context: MarkContext,
): Span => {
  const only = children.length === 1 ? children[0] : undefined
  return only?.type === 'inlineCode' ? insideTicks(context.text, span) : span
}

/** What a reader sees of some inline nodes. */
export const plainText = (nodes: readonly Nodes[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'html') return ''
      if (node.type === 'break') return '\n'
      if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? ''
      if ('value' in node) return node.value
      return 'children' in node ? plainText(node.children) : ''
    })
    .join('')

const insideTicks = (text: string, [start, end]: Span): Span => {
  const raw = text.slice(start, end)
  const ticks = /^`*/.exec(raw)?.[0].length ?? 0
  const inner = raw.slice(ticks, raw.length - ticks)
  const padded = /^[ \n][\s\S]*[ \n]$/.test(inner) && inner.trim() !== '' ? 1 : 0
  return [start + ticks + padded, end - ticks - padded]
}

const opening = /^<(code|tt|kbd|samp|del|s|strong|b)(?:\s[^>]*)?>$/i
const kinds: Readonly<Record<string, 'code' | 'deleted' | 'strong'>> = {
  code: 'code',
  tt: 'code',
  kbd: 'code',
  samp: 'code',
  del: 'deleted',
  s: 'deleted',
  strong: 'strong',
  b: 'strong',
}

/** A mark written as HTML inside Markdown: `<code>` among its siblings up to `</code>`. */
const htmlMark = (
  nodes: readonly PhrasingContent[],
  position: number,
  context: MarkContext,
): Mark | null => {
  const node = nodes[position]
  const tag = node?.type === 'html' ? opening.exec(node.value)?.[1]?.toLowerCase() : undefined
  if (node === undefined || tag === undefined) return null
  const length = nodes.slice(position + 1).findIndex((next) => closes(next, tag))
  const inner = nodes.slice(position + 1, position + 1 + length)
  const start = context.spanOf(node)
  const closing = nodes[position + 1 + length]
  const end = length > 0 && closing ? context.spanOf(closing) : null
  const kind = kinds[tag]
  if (!start || !end || !kind) return null
  return { kind, span: [start[0], end[1]], text: plainText(inner), textSpan: [start[1], end[0]] }
}

const closes = (node: PhrasingContent, tag: string): boolean =>
  node.type === 'html' && node.value.toLowerCase() === `</${tag}>`

const rawCode = /<!--[\s\S]*?(?:-->|$)|<(code|tt|kbd|samp)(?:\s[^>]*)?>([^<]*)<\/\1>/gi

/** The code that a block of raw HTML shows, comments left out. */
export const marksInHtml = (node: Html, context: MarkContext): Mark[] => {
  const span = context.spanOf(node)
  if (!span) return []
  const raw = context.text.slice(span[0], span[1])
  return Array.from(raw.matchAll(rawCode)).flatMap((found): Mark[] => {
    const [whole, tag = '', text = ''] = found
    if (tag === '') return []
    const start = span[0] + found.index
    const inner = start + whole.length - text.length - tag.length - 3
    return [
      {
        kind: 'code',
        span: [start, start + whole.length],
        text,
        textSpan: [inner, inner + text.length],
      },
    ]
  })
}
