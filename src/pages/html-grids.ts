import { classesOf, type HtmlElement, type HtmlNode, holds } from './html-tree.ts'

const element = (from: HtmlElement, tag: string, children: HtmlNode[]): HtmlElement => ({
  kind: 'element',
  tag,
  attributes: from.attributes,
  line: from.line,
  children,
})

/** Tables that a page draws with plain boxes, told by their roles (or as Javadoc names them), as tables. */
export const withGrids = (root: HtmlElement): HtmlElement =>
  holds(root, isGrid) ? drawnIn(root) : root

const isGrid = (node: HtmlElement): boolean =>
  node.tag === 'div' && (tables.test(node.attributes.role ?? '') || isSummary(node))

const drawnIn = (node: HtmlElement): HtmlElement => {
  const rows = node.tag === 'div' ? (rolesIn(node) ?? columnsIn(node)) : null
  const children = (rows ?? node.children).map((child) =>
    child.kind === 'element' ? drawnIn(child) : child,
  )
  return rows ? element(node, 'table', children) : { ...node, children }
}

const tables = /^(?:table|grid|treegrid)$/
const cells = /^(?:cell|gridcell|columnheader|rowheader)$/

const rolesIn = (node: HtmlElement): HtmlElement[] | null => {
  if (!tables.test(node.attributes.role ?? '')) return null
  const rows = outermost(node, /^row$/).map((row) =>
    element(
      row,
      'tr',
      outermost(row, cells).map((cell) =>
        element(cell, tagOf(cell.attributes.role ?? ''), cell.children),
      ),
    ),
  )
  return rows.length > 0 ? rows : null
}

/** The elements of a role below one, but not those inside one another or in a table of their own. */
const outermost = ({ children }: HtmlElement, role: RegExp): HtmlElement[] =>
  children.flatMap((child) => {
    if (child.kind !== 'element') return []
    const own = child.attributes.role ?? ''
    if (role.test(own)) return [child]
    return tables.test(own) ? [] : outermost(child, role)
  })

const tagOf = (role: string): string => (role.endsWith('header') ? 'th' : 'td')

const isSummary = (node: HtmlElement): boolean => classesOf(node).includes('summary-table')

/** Javadoc since 16: cells follow one another, the first of each row is marked. */
const columnsIn = (node: HtmlElement): HtmlElement[] | null => {
  if (!isSummary(node)) return null
  const rows: HtmlElement[] = []
  for (const child of node.children) {
    if (child.kind !== 'element') continue
    const classes = classesOf(child)
    if (classes.includes('col-first')) rows.push(element(child, 'tr', []))
    const tag = classes.includes('table-header') ? 'th' : 'td'
    rows.at(-1)?.children.push(element(child, tag, child.children))
  }
  return rows.length > 0 ? rows : null
}
