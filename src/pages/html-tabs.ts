import { classesOf, type HtmlElement, type HtmlNode, holds, textOf } from './html-tree.ts'

const groups = /^(?:tabs|tab-?labels|tabbed-labels|nav-tabs|tabset-labels|code-group-tabs)$/i
const panes = /^(?:tab-?pane|tab-?panel|tabbed-block|tabs__item|tabitem)$/i

const has = (element: HtmlElement, form: RegExp): boolean =>
  classesOf(element).some((name) => form.test(name))

const isGroup = (node: HtmlNode): node is HtmlElement =>
  node.kind === 'element' && (node.attributes.role === 'tablist' || has(node, groups))

const isPane = (element: HtmlElement): boolean =>
  element.attributes.role === 'tabpanel' || has(element, panes)

/** Sets the label of each tab over its panel: apart from one another nobody could tell which is for what. */
export const withTabs = (root: HtmlElement): HtmlElement =>
  holds(root, isGroup) ? labelledIn(root) : root

const labelledIn = (element: HtmlElement): HtmlElement => {
  const at = element.children.findIndex(isGroup)
  const group = element.children[at]
  const children = element.children.map((child) =>
    child.kind === 'element' ? labelledIn(child) : child,
  )
  if (group?.kind !== 'element') return { ...element, children }
  const labels = labelsIn(group)
  const rest = children.slice(at + 1)
  const panels = new Set<HtmlNode>(rest.flatMap(panesIn))
  if (labels.length === 0 || labels.length !== panels.size) return { ...element, children }
  const set = (node: HtmlNode): HtmlNode => {
    if (node.kind !== 'element') return node
    if (panels.has(node)) return labelled(node, labels.shift())
    return { ...node, children: node.children.map(set) }
  }
  return { ...element, children: [...children.slice(0, at), ...rest.map(set)] }
}

/** The outermost labels of a group. */
const labelsIn = (node: HtmlNode): HtmlElement[] => {
  if (node.kind !== 'element') return []
  const own = node.attributes.role === 'tab' || /^(?:label|button|a)$/.test(node.tag)
  return own ? [node] : node.children.flatMap(labelsIn)
}

/** The outermost panels of a node; what stands in a plain box of blocks is a panel, too. */
const panesIn = (node: HtmlNode): HtmlElement[] => {
  if (node.kind !== 'element') return []
  if (isPane(node)) return [node]
  const parts = node.children.filter((child) => child.kind === 'element')
  return has(node, /^blocks$/) ? parts : parts.flatMap(panesIn)
}

const labelled = (pane: HtmlElement, label: HtmlElement | undefined): HtmlElement => {
  if (!label || textOf(label).trim() === '') return pane
  const { line } = label
  const text = { kind: 'text', text: textOf(label).trim(), line } as const
  const strong: HtmlElement = {
    kind: 'element',
    tag: 'strong',
    attributes: {},
    line,
    children: [text],
  }
  const title: HtmlElement = { kind: 'element', tag: 'p', attributes: {}, line, children: [strong] }
  return { ...pane, children: [title, ...pane.children] }
}
