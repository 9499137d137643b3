import { unwrapped } from './html-block-tags.ts'
import { type Line, piecesOf } from './html-inline.ts'
import { linesOf } from './html-lines.ts'
import { type Around, paragraph, type Render, type Rendered, setIn } from './html-rendered.ts'
import { taskOf } from './html-tasks.ts'
import { elementsIn, type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'

/** A list, its items behind markers, ordered ones with their numbers. */
export const list = (element: HtmlElement, around: Around, render: Render): Rendered[] => {
  const ordered = element.tag === 'ol'
  let number = Number.parseInt(element.attributes.start ?? '1', 10)
  if (!(number >= 0 && number < 1e8)) number = 1
  const lines: Line[] = []
  const items = itemsOf(element)
  if (!ordered && items.every(opensWithHeading))
    return items.flatMap(({ children }) => render(children, around))
  for (const item of items) {
    const value = Number.parseInt(item.attributes.value ?? '', 10)
    if (value >= 0 && value < 1e8) number = value
    const { done, children } = taskOf(item, element)
    const marker = ordered ? `${number}. ` : '- '
    const rendered = itemLines({ ...item, children: [...children] }, marker, done, around, render)
    if (rendered.length > 0) number += 1
    for (const line of rendered) lines.push(line)
  }
  return lines.length > 0 ? [{ lines, is: 'list' }] : []
}

/** A list of whole sections only arranges them: in items they would open none. */
const opensWithHeading = (item: HtmlElement): boolean => {
  const first = item.children.find(
    (child) => child.kind === 'element' || textOf(child).trim() !== '',
  )
  if (first?.kind !== 'element') return false
  return /^h[1-6]$/.test(first.tag) || (sections.test(first.tag) && opensWithHeading(first))
}

const sections = /^(?:div|section|article|header)$/

/** The items of a list; what stands in a list without being an item joins the item before it. */
const itemsOf = (element: HtmlElement): HtmlElement[] => {
  const items: HtmlElement[] = []
  for (const child of element.children) {
    if (child.kind === 'element' && child.tag === 'li')
      items.push({ ...child, children: [...child.children] })
    else if (child.kind !== 'comment' && (child.kind === 'element' || child.text.trim() !== '')) {
      const last = items.at(-1)
      if (last) last.children.push(child)
      else
        items.push({
          kind: 'element',
          tag: 'li',
          attributes: {},
          line: child.line,
          children: [child],
        })
    }
  }
  return items
}

const itemLines = (
  item: HtmlElement,
  marker: string,
  done: boolean | null,
  around: Around,
  render: Render,
): Line[] => {
  const blocks = render(item.children, {
    ...around,
    path: [...around.path, item],
    lists: around.lists + 1,
  })
  return setIn(done === null ? blocks : ticked(blocks, done, item.line), marker, around.lists)
}

/** Blocks with a task's box before their first words. */
const ticked = (blocks: readonly Rendered[], done: boolean, at: number): Rendered[] => {
  const box = done ? '[x]' : '[ ]'
  const [first, ...rest] = blocks
  const [line, ...more] = first?.is === 'paragraph' ? first.lines : []
  if (!line) return [paragraph([{ text: box, line: at }]), ...blocks]
  return [paragraph([{ ...line, text: `${box} ${line.text}` }, ...more]), ...rest]
}

/** A definition list as items: the term in bold, then what is said of it. */
export const definitions = (element: HtmlElement, around: Around, render: Render): Rendered[] => {
  const lines: Line[] = []
  let terms: HtmlElement[] = []
  const entries = element.children.flatMap((child): HtmlElement[] => {
    if (child.kind !== 'element') return []
    return child.tag === 'div'
      ? child.children.filter((inner) => inner.kind === 'element')
      : [child]
  })
  for (const entry of entries) {
    if (entry.tag === 'dt') {
      terms.push(entry)
      continue
    }
    for (const line of definition(terms, entry, around, render)) lines.push(line)
    terms = []
  }
  if (terms.length > 0) for (const line of definition(terms, null, around, render)) lines.push(line)
  return lines.length > 0 ? [{ lines, is: 'list' }] : []
}

const definition = (
  terms: readonly HtmlElement[],
  said: HtmlElement | null,
  around: Around,
  render: Render,
): Line[] => {
  const path = { ...around, lists: around.lists + 1 }
  const names = terms.flatMap((term) => {
    const inline: HtmlNode[] = term.children.flatMap(unwrapped)
    const code = elementsIn(term).some(({ tag }) => tag === 'code')
    const held: HtmlNode[] = code ? inline : [{ ...term, tag: 'strong', children: inline }]
    return linesOf(piecesOf(held), { single: true })
  })
  const [first, ...rest] = said ? render(said.children, path) : []
  const line = names[0]?.line ?? first?.lines[0]?.line ?? 1
  const name = names.map(({ text }) => text).join(', ')
  if (name === '') return first ? setIn([first, ...rest], '- ', around.lists) : []
  if (first?.is !== 'paragraph')
    return setIn(
      [paragraph([{ text: name, line }]), ...(first ? [first] : []), ...rest],
      '- ',
      around.lists,
    )
  const [opening, ...more] = first.lines
  const sameLine = opening && opening.line === line
  const led = /:\**$/.test(name) ? name : `${name}:`
  const lead: Line[] = sameLine
    ? [{ text: `${led} ${opening.text}`, line }, ...more]
    : [{ text: led, line }, ...first.lines]
  return setIn([paragraph(lead), ...rest], '- ', around.lists)
}
