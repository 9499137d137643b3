import { classesOf, type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'

/** An item of a list without the box before its words, and whether that box is ticked; null where it has none. */
export interface Task {
  readonly done: boolean | null
  readonly children: readonly HtmlNode[]
}

/** Reads the box of a task, however it is drawn: an input, a picture of one, or only a class or attribute of the item. */
export const taskOf = (item: HtmlElement, list: HtmlElement): Task => {
  const found: { done: boolean | null } = { done: statedBy(item, list) }
  const without = (nodes: readonly HtmlNode[]): HtmlNode[] =>
    nodes.flatMap((node): HtmlNode[] => {
      if (node.kind !== 'element' || /^(?:ul|ol|dl|table)$/.test(node.tag)) return [node]
      const ticked = tickedBy(node)
      if (ticked !== null) {
        found.done ??= ticked
        return []
      }
      return [{ ...node, children: without(node.children) }]
    })
  return { children: without(item.children), done: found.done }
}

const statedBy = (item: HtmlElement, list: HtmlElement): boolean | null => {
  const said = item.attributes['data-checked'] ?? item.attributes['aria-checked']
  if (said === 'true' || said === 'false') return said === 'true'
  const inline = classesOf(list).includes('inline-task-list')
  return inline ? classesOf(item).includes('checked') : null
}

const tickedBy = (node: HtmlElement): boolean | null => {
  if (node.tag === 'input' && node.attributes.type?.toLowerCase() === 'checkbox')
    return 'checked' in node.attributes
  const classes = classesOf(node)
  if (!classes.includes('checkbox') || textOf(node).trim() !== '') return null
  if (classes.includes('checkbox-on')) return true
  return classes.includes('checkbox-off') ? false : null
}
