import type { HtmlElement, HtmlNode } from './html-tree.ts'

const isItem = (node: HtmlNode): boolean => node.kind === 'element' && node.tag === 'li'
const isBlank = (node: HtmlNode): boolean =>
  node.kind === 'comment' || (node.kind === 'text' && !/\S/.test(node.text))

const isList = (node: HtmlNode): node is HtmlElement =>
  node.kind === 'element' && (node.tag === 'ul' || node.tag === 'ol')

interface Run {
  /** The list as it stood in the page, before others were joined to it. */
  readonly own: HtmlElement
  readonly joined: HtmlElement
  readonly count: number
}

const noRun = (): Run | null => null
const startOf = ({ attributes }: HtmlElement): number =>
  Number.parseInt(attributes.start ?? '1', 10)
const countOf = ({ children }: HtmlElement): number => children.filter(isItem).length

/** Joins lists that an engine cut into one list an item, as Notion does: steps of one procedure must not be torn apart. */
export const joinedLists = (nodes: readonly HtmlNode[]): HtmlNode[] => {
  const out: HtmlNode[] = []
  let run = noRun()
  for (const node of nodes) {
    if (isList(node)) {
      const count = countOf(node)
      if (run && continues(run, node, count)) {
        for (const child of node.children) run.joined.children.push(child)
        run = { ...run, own: node, count: run.count + count }
      } else {
        run = { own: node, joined: { ...node, children: [...node.children] }, count }
        out.push(run.joined)
      }
    } else {
      if (!isBlank(node)) run = noRun()
      out.push(node)
    }
  }
  return out
}

const continues = ({ own, joined, count }: Run, next: HtmlElement, held: number): boolean => {
  if (own.tag !== next.tag) return false
  if (next.tag === 'ol' && next.attributes.start !== undefined)
    return startOf(next) === startOf(joined) + count
  const name = next.attributes.class ?? ''
  return name !== '' && name === own.attributes.class && countOf(own) === 1 && held === 1
}
