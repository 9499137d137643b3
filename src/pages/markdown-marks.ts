import type { Definition, Image, Link, LinkReference, Nodes, PhrasingContent } from 'mdast'
import { lookUp } from '../domain/lookup.ts'
import type { Mark, Span } from '../domain/passage.ts'
import { attributeOf } from './markdown-html.ts'

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
    case 'image':
      return image(node, span, context)
    case 'html':
      return picture(node.value, span)
    case 'strong':
      return around('strong', node, span, context)
    case 'delete':
      return around('deleted', node, span, context)
    default:
      return null
  }
}

/** A picture is a link to its file. */
const image = (node: Image, span: Span, { text }: MarkContext): Mark => {
  const alt = node.alt ?? ''
  const at = text.slice(span[0], span[1]).indexOf(alt)
  const start = span[0] + Math.max(0, at)
  const textSpan: Span = at < 0 ? span : [start, start + alt.length]
  return { kind: 'link', span, text: alt, textSpan, target: node.url, role: 'image' }
}

const picture = (tag: string, span: Span): Mark | null => {
  const target = /^<(?:img|source|video)\s/i.test(tag) ? attributeOf(tag, 'src') : null
  return target === null
    ? null
    : { kind: 'link', span, text: '', textSpan: span, target: target.value, role: 'image' }
}

const lowered = new WeakMap<MarkContext, string>()

/** Nobody sees the target of a label that stands nowhere else. */
function isUsed({ label, identifier }: Definition, context: MarkContext): boolean {
  // A page may have thousands of definitions: its text is brought to one case once.
  const whole = lowered.get(context) ?? context.text.toLowerCase()
  lowered.set(context, whole)
  const asked = `[${label ?? identifier}]`.toLowerCase()
  return whole.indexOf(asked) !== whole.lastIndexOf(asked)
}

/** The line that gives a reference its target: `[2]: ../guide.md`. */
export const definitionMarks = (
  node: Definition,
  span: Span,
  context: MarkContext,
): readonly Mark[] => {
  const raw = context.text.slice(span[0], span[1])
  const at = raw.indexOf(node.url, raw.indexOf(']:') + 2)
  if (node.url === '' || at < 0 || !isUsed(node, context)) return []
  const place: Span = [span[0] + at, span[0] + at + node.url.length]
  return [
    {
      kind: 'link',
      span: place,
      text: node.url,
      textSpan: place,
      target: node.url,
      role: 'definition',
    },
  ]
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

/** One space or line end within each tick is not shown; with a line end goes what the next line begins with. */
const padding = /^(?: |[\r\n]+[ \t>]*)([\s\S]*?)(?: |[\r\n]+[ \t>]*)$/

const insideTicks = (text: string, [start, end]: Span): Span => {
  const raw = text.slice(start, end)
  const ticks = /^`*/.exec(raw)?.[0].length ?? 0
  const inner = raw.slice(ticks, raw.length - ticks)
  const shown = padding.exec(inner)?.[1] ?? ''
  if (shown.trim() === '') return [start + ticks, end - ticks]
  const from = start + ticks + inner.indexOf(shown, 1)
  return [from, from + shown.length]
}

const opening = /^<(a|code|tt|kbd|samp|del|s|strong|b)(?:\s[^>]*)?>$/i
const kinds: Readonly<Record<string, 'code' | 'deleted' | 'strong' | 'link'>> = {
  a: 'link',
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
  if (node?.type !== 'html') return null
  const tag = opening.exec(node.value)?.[1]?.toLowerCase()
  if (tag === undefined) return null
  const length = nodes.slice(position + 1).findIndex((next) => closes(next, tag))
  const inner = nodes.slice(position + 1, position + 1 + length)
  const start = context.spanOf(node)
  const closing = nodes[position + 1 + length]
  const end = length > 0 && closing ? context.spanOf(closing) : null
  const kind = lookUp(kinds, tag)
  if (!start || !end || !kind) return null
  const target = kind === 'link' ? attributeOf(node.value, 'href') : null
  if (kind === 'link' && target === null) return null
  const mark: Mark = {
    kind,
    span: [start[0], end[1]],
    text: plainText(inner),
    textSpan: [start[1], end[0]],
  }
  return target === null ? mark : { ...mark, target: target.value }
}

const closes = (node: PhrasingContent, tag: string): boolean =>
  node.type === 'html' && node.value.toLowerCase() === `</${tag}>`
