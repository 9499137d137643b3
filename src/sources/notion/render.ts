import { escapeLine } from './escape.ts'
import { addressOf, altText, inlineLines, inlineText } from './rich-text.ts'
import type { Content, RichText } from './shapes.ts'
import type { Block } from './tree.ts'

/** What is written above a page's blocks: columns of its row in a database. */
export type Row = readonly (readonly [name: string, value: string])[]

/** A page as Markdown: what its row says, and its blocks in order. Every text that a block holds comes out. */
export const renderPage = (row: Row, blocks: readonly Block[]): string => {
  const table = row.length === 0 ? [] : [tableOf([['Property', 'Value'], ...row].map(cellsOf))]
  return `${apart([...table, ...renderAll(blocks, 0)])
    .join('\n')
    .trim()}\n`
}

type Lines = readonly string[]

/** Lists inside lists that are still set in; Markdown does not go on for ever either. */
const deepest = 20

const renderAll = (blocks: readonly Block[], depth: number): Lines[] => {
  const out: Lines[] = []
  let number = 0
  for (const block of blocks) {
    const isNumbered = block.type === 'numbered_list_item'
    number = isNumbered ? (number === 0 ? (block.content.list_start_index ?? 1) : number + 1) : 0
    out.push(render(block, depth, number))
  }
  return out.filter((lines) => lines.length > 0)
}

const render = (block: Block, depth: number, number: number): Lines => {
  const { type, content, children } = block
  const below = renderAll(children, depth + 1)
  const text = content.rich_text ?? []
  switch (type) {
    case 'heading_1':
    case 'heading_2':
    case 'heading_3':
    case 'heading_4':
      return apart([headed(text, Number(type.slice(-1))), ...below])
    case 'bulleted_list_item':
      return item('- ', text, below, depth)
    case 'numbered_list_item':
      return item(`${Math.min(Math.max(number, 0), 999_999_999)}. `, text, below, depth)
    case 'to_do':
      return item('- ', text, below, depth, content.checked ? '[x] ' : '[ ] ')
    case 'quote':
      return quoted(apart([inlineLines(text), ...below]))
    case 'callout':
      return quoted([`[!${kindOf(content)}]`, ...apart([inlineLines(text), ...below])])
    case 'code':
      return apart([fenced(plain(text), languageOf(content)), inlineLines(content.caption ?? [])])
    case 'equation':
      return fenced(content.expression ?? '', 'math')
    case 'divider':
      return ['***']
    case 'table':
      return apart(tableBlock(block, depth))
    default:
      return apart([...heldIn(block), ...below])
  }
}

/** Whatever a block of another type holds: paragraphs and toggles, links and files, and types that nobody has thought of yet. */
const heldIn = ({ type, content }: Block): Lines[] => {
  const { rich_text, caption, title, name, expression, cells } = content
  const texts = [rich_text, typeof title === 'string' ? plainText(title) : title, ...(cells ?? [])]
  const target = addressIn(content)
  const told = caption ?? plainText(name ?? '')
  return [
    ...texts.map((text) => inlineLines(text ?? [])),
    expression ? fenced(expression, 'math') : [],
    name && caption?.length ? inlineLines(plainText(name)) : [],
    target === null ? inlineLines(told) : [linked(type, told, target)],
  ]
    .map((lines) => lines.filter((line, at) => line !== '' || at > 0))
    .filter((lines) => lines.length > 0)
}

/** Files that Notion keeps have addresses that last for an hour: only their names are told. */
const addressIn = ({ url, external, page_id, database_id }: Content): string | null => {
  const page = page_id ?? database_id
  const target = url ?? external?.url ?? (page ? `/${page.replaceAll('-', '')}` : null)
  return target === null ? null : addressOf(target)
}

const linked = (type: string, told: RichText, target: string): string => {
  if (type === 'image') return `![${altText(told)}](${target})`
  const words = inlineLines(told, { isLine: true, isInside: false }).join(' ')
  return words === '' ? `<${target}>` : `${words} <${target}>`
}

const headed = (text: RichText, level: number): Lines => {
  const words = inlineText(text)
  return words === '' ? [] : [`${'#'.repeat(level)} ${words}`]
}

const item = (
  marker: string,
  text: RichText,
  below: readonly Lines[],
  depth: number,
  box = '',
): Lines => {
  if (depth > deepest) return apart([inlineLines(text), ...below])
  const [first = '', ...more] = inlineLines(text)
  // An empty item followed by an empty line would end the list there.
  const head = first === '' && below.length > 0 && box === '' ? '&nbsp;' : first
  const [opening = '', ...rest] = apart([[`${box}${head}`, ...more], ...below])
  const indent = ' '.repeat(marker.length)
  return [`${marker}${opening}`, ...rest.map((line) => (line === '' ? '' : `${indent}${line}`))]
}

const quoted = (lines: Lines): Lines =>
  lines.every((line) => line === '') ? [] : lines.map((line) => (line === '' ? '>' : `> ${line}`))

/** The kinds of boxes that Markdown has, by the sign that people set on theirs. */
const kindOf = ({ icon }: Content): string => {
  const sign = icon?.emoji ?? ''
  if (/[⚠🚨🚧❗🛑⛔]/u.test(sign)) return 'WARNING'
  return /[💡✨👉]/u.test(sign) ? 'TIP' : 'NOTE'
}

const languageOf = ({ language }: Content): string =>
  language && language !== 'plain text' ? language.replace(/[^\w#+./-]+/g, '-') : ''

const fenced = (text: string, language: string): Lines => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, ...text.split(/\r\n|[\n\r]/), fence]
}

/** Rows of cells; whatever else stands in a table comes after it. */
const tableBlock = ({ content, children }: Block, depth: number): Lines[] => {
  const rows = children
    .filter(({ type }) => type === 'table_row')
    .map((row) => row.content.cells ?? [])
  const others = children.filter(({ type }) => type !== 'table_row')
  const texts = rows.map((cells) => cells.map(inlineText))
  const head = content.has_column_header
    ? []
    : [Array.from({ length: texts[0]?.length ?? 0 }, () => '')]
  return [tableOf([...head, ...texts]), ...renderAll(others, depth + 1)]
}

const tableOf = (rows: readonly Lines[]): Lines => {
  const width = Math.max(0, ...rows.map(({ length }) => length))
  if (width === 0) return []
  const [head = '', ...more] = rows.map((cells) => {
    const all = Array.from({ length: width }, (_, at) => (cells[at] ?? '').replaceAll('|', '\\|'))
    return `| ${all.join(' | ')} |`
  })
  return [head, `|${' --- |'.repeat(width)}`, ...more]
}

const cellsOf = (cells: readonly string[]): Lines =>
  cells.map((text) => escapeLine([{ text: text.replace(/\s+/g, ' ').trim(), ours: false }], true))

/** Blocks with an empty line between them. */
const apart = (all: readonly Lines[]): Lines =>
  all
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))

const plain = (text: RichText): string => text.map(({ plain_text }) => plain_text).join('')

const plainText = (text: string): RichText => (text === '' ? [] : [{ plain_text: text }])
