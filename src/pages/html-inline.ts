import { classesOf, type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'

/** A line of the Markdown text with its line in the HTML. */
export interface Line {
  readonly text: string
  readonly line: number
}

type Delimiter = '**' | '~~'

/** A piece whose delimiters are settled. */
export type Settled =
  | { readonly is: 'text' | 'ours'; readonly text: string; readonly line: number }
  | { readonly is: 'break'; readonly line: number }

interface Edge {
  readonly text: Delimiter | '['
  readonly line: number
  readonly tail?: string
}

/** What an inline run is made of before its white space is settled. */
export type Piece = Settled | (Edge & { readonly is: 'open' }) | (Edge & { readonly is: 'close' })

interface Inside {
  readonly strong?: boolean
  readonly struck?: boolean
  readonly link?: boolean
}

const codeTags = new Set(['code', 'tt', 'kbd', 'samp'])

/** The pieces of some inline nodes, in the order they stand. */
export const piecesOf = (nodes: readonly HtmlNode[], inside: Inside = {}): Piece[] => {
  const out: Piece[] = []
  for (const node of nodes) {
    if (node.kind === 'text') out.push({ is: 'text', text: visible(node.text), line: node.line })
    else if (node.kind === 'element') for (const piece of pieces(node, inside)) out.push(piece)
  }
  return out
}

const pieces = (node: HtmlElement, inside: Inside): Piece[] => {
  const { tag, line } = node
  if (tag === 'br') return [{ is: 'break', line }]
  if (tag === 'img') return [{ is: 'text', text: altOf(node), line }]
  if (tag === 'input') return checkbox(node)
  if (tag === 'wbr') return []
  if (codeTags.has(tag)) return codePieces(node, inside)
  if (tag === 'a') return linkPieces(node, inside)
  if ((tag === 'strong' || tag === 'b') && !inside.strong)
    return delimited('**', piecesOf(node.children, { ...inside, strong: true }), line)
  if (/^(?:del|s|strike)$/.test(tag) && !inside.struck)
    return delimited('~~', piecesOf(node.children, { ...inside, struck: true }), line)
  if (tag === 'q') return quoted(node, inside)
  return piecesOf(node.children, inside)
}

/** Text without the characters that only tell where a word may be broken. */
const visible = (text: string): string =>
  /[\u00A0\u00AD\u200B\u2060\uFEFF]/.test(text)
    ? text.replace(/[\u200B\u2060\uFEFF\u00AD]/g, '').replace(/\u00A0/g, ' ')
    : text

const altOf = (element: HtmlElement): string => {
  const alt = (element.attributes.alt ?? '').trim()
  const emoticon = classesOf(element).some((name) => /^(?:emoticon|emoji)/.test(name))
  return alt === '' || emoticon ? alt : ` ${alt} `
}

const checkbox = ({ attributes, line }: HtmlElement): Piece[] =>
  attributes.type?.toLowerCase() === 'checkbox'
    ? [
        { is: 'ours', text: 'checked' in attributes ? '[x]' : '[ ]', line },
        { is: 'text', text: ' ', line },
      ]
    : []

const quoted = (element: HtmlElement, inside: Inside): Piece[] => [
  { is: 'text', text: '“', line: element.line },
  ...piecesOf(element.children, inside),
  { is: 'text', text: '”', line: element.line },
]

const isBlank = (piece: Piece | undefined): boolean =>
  piece !== undefined && (piece.is === 'break' || (piece.is === 'text' && piece.text.trim() === ''))

/** Sets delimiters close around what they hold: white space at the edges goes outside. */
const delimited = (
  text: Delimiter | '[',
  held: readonly Piece[],
  line: number,
  tail?: string,
): Piece[] => {
  let from = 0
  let to = held.length
  while (from < to && isBlank(held[from])) from += 1
  while (to > from && isBlank(held[to - 1])) to -= 1
  if (from === to) return [...held]
  const first = held[from]
  const last = held[to - 1]
  const lead = first?.is === 'text' ? first.text.slice(0, -first.text.trimStart().length) : ''
  const rest = last?.is === 'text' ? last.text.slice(last.text.trimEnd().length) : ''
  const inner = held.slice(from, to).map((piece) => piece)
  if (first?.is === 'text' && lead)
    inner[0] = { ...first, text: first.text.slice(lead.length), line: first.line + breaksIn(lead) }
  const end = inner.at(-1)
  if (end?.is === 'text' && rest) inner[inner.length - 1] = { ...end, text: end.text.trimEnd() }
  return [
    ...held.slice(0, from),
    { is: 'text', text: lead, line: first?.line ?? line },
    { is: 'open', text, line: (first?.line ?? line) + breaksIn(lead) },
    ...inner,
    { is: 'close', text, line, ...(tail === undefined ? {} : { tail }) },
    { is: 'text', text: rest, line: last?.line ?? line },
    ...held.slice(to),
  ]
}

/** How many line breaks a text holds. */
export const breaksIn = (text: string): number => {
  let breaks = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks += 1
  return breaks
}

const codePieces = (element: HtmlElement, inside: Inside): Piece[] => {
  const links = element.children.filter((child) => child.kind === 'element' && child.tag === 'a')
  const [only] = links
  if (
    !inside.link &&
    links.length === 1 &&
    only?.kind === 'element' &&
    textOf(only) === textOf(element)
  )
    return linkPieces({ ...only, children: [{ ...element, children: only.children }] }, inside)
  return codeLines(element).flatMap(({ text, line }, position): Piece[] => {
    const code: Piece = { is: 'ours', text: codeSpan(text), line }
    return position > 0 ? [{ is: 'break', line }, code] : [code]
  })
}

/** The lines of code that `<br>` sets apart, without those that say nothing. */
const codeLines = (element: HtmlElement): Line[] => {
  const lines: Line[] = []
  let text = ''
  let line = element.line
  const end = (): void => {
    const code = visible(text).replace(/\s+/g, ' ').trim()
    if (code !== '') lines.push({ text: code, line })
    text = ''
  }
  const visit = (node: HtmlNode): void => {
    if (node.kind === 'text') {
      if (text.trim() === '') line = node.line + breaksIn(/^\s*/.exec(node.text)?.[0] ?? '')
      text += node.text
    } else if (node.kind === 'element') {
      if (node.tag === 'br') end()
      node.children.forEach(visit)
    }
  }
  visit(element)
  end()
  return lines
}

/** A code span whose fence is longer than any run of backticks in it. */
export const codeSpan = (code: string): string => {
  if (!code.includes('`')) return `\`${code}\``
  const longest = (code.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0)
  const fence = '`'.repeat(longest + 1)
  const pad = code.startsWith('`') || code.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${code}${pad}${fence}`
}

const linkPieces = (element: HtmlElement, inside: Inside): Piece[] => {
  const held = piecesOf(element.children, { ...inside, link: true })
  const target = (element.attributes.href ?? '').trim()
  const text = textOf(element).trim()
  if (inside.link || target === '' || /^\s*(?:javascript|data|vbscript):/i.test(target)) return held
  if (/^(?:[¶#§🔗]|\u200b)?$/u.test(text) && target.startsWith('#'))
    return held.filter(({ is }) => is !== 'text')
  if (text === target && /^https?:\/\/[^\s<>\\]+$/.test(text))
    return [{ is: 'ours', text: `<${text}>`, line: element.line }]
  return delimited('[', held, element.line, `](${destination(target)})`)
}

/** A link's target as Markdown takes it. */
const destination = (target: string): string => {
  const bare = target
    .replace(/[\s\u0000-\u001f]/g, (char) => encodeURIComponent(char))
    .replaceAll('\\', '%5C')
  return /[()<>]/.test(bare) ? `<${bare.replaceAll('<', '%3C').replaceAll('>', '%3E')}>` : bare
}
