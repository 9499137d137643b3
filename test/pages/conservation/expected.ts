import { type CheerioAPI, load } from 'cheerio'
import type { Description } from './saved.ts'
import type { Placed, Token, Where } from './token.ts'

type Node = ReturnType<ReturnType<CheerioAPI['root']>['contents']>[number]

const items = 'li, ac\\:task, ac\\:adf-node[type=decision-item]'
const never = 'script, style, template, button, select, textarea, svg, noscript, iframe, link, meta'

/** What a saved page's content holds, read from its markup alone and by none of our own code. */
export const expectedOf = (source: string, about: Description): Placed[] => {
  const api = about.storage
    ? load(`<root>${source}</root>`, {
        xml: { xmlMode: false, recognizeCDATA: true, recognizeSelfClosing: true },
      })
    : // A template's content is a document of its own, which selectors do not reach.
      load(source.replace(/<(\/?)template\b/g, '<$1div'))
  const content = api(about.content)
  if (content.length !== 1) throw new Error(`${about.content} names ${content.length} elements`)
  const labels = api(about.tabs?.labels ?? 'no-labels')
    .map((_, label) => api(label).text())
    .get()
  if (about.tabs) api(about.tabs.labels).remove()
  api(never).remove()
  for (const selector of about.without) {
    if (api(selector).length === 0) throw new Error(`${selector} names nothing`)
    api(selector).remove()
  }
  return new Walk(api, about, labels).read(content.contents().toArray())
}

const childrenOf = (node: Node): readonly Node[] => ('children' in node ? node.children : [])

/** Walks the content in document order. */
class Walk {
  readonly #out: Placed[] = []
  readonly #labels: string[]
  readonly #api: CheerioAPI
  readonly #about: Description
  #item: Placed | null = null

  constructor(api: CheerioAPI, about: Description, labels: readonly string[]) {
    this.#api = api
    this.#about = about
    this.#labels = [...labels]
  }

  read(nodes: readonly Node[]): Placed[] {
    for (const node of nodes) this.#visit(node, { depth: -1, admonition: null, quoted: false })
    return this.#out
  }

  #put(token: Token, where: Where): void {
    if (token.is === 'words' && token.text.trim() === '') return
    // An item that opens with code or a table has no words of its own.
    if (this.#item && token.is === 'words') this.#out.push(this.#item)
    if (token.is !== 'admonition') this.#item = null
    this.#out.push({ ...token, where })
  }

  #children(node: Node, where: Where): void {
    for (const child of childrenOf(node)) this.#visit(child, where)
  }

  #is(node: Node, selector: string): boolean {
    return selector !== '' && this.#api(node).is(selector)
  }

  #visit(node: Node, outer: Where): void {
    if (node.type === 'text') this.#put({ is: 'words', text: this.#api(node).text() }, outer)
    if (node.type === 'cdata') this.#children(node, outer)
    if (node.type !== 'tag') return
    const said = this.#said(node)
    if (said !== null) {
      this.#put({ is: 'words', text: said }, outer)
      return
    }
    let where = outer
    const found = Object.entries(this.#about.admonitions).find(([selector]) =>
      this.#is(node, selector),
    )
    if (found) {
      where = { ...outer, admonition: found[1] }
      this.#put({ is: 'admonition', kind: found[1] }, where)
    }
    const { tabs } = this.#about
    if (tabs && this.#is(node, tabs.panels))
      this.#put({ is: 'words', text: this.#labels.shift() ?? 'a label is missing' }, where)
    if (this.#is(node, this.#about.code)) this.#put({ is: 'code', text: this.#codeOf(node) }, where)
    else if (/^h[1-6]$/.test(node.name))
      this.#put({ is: 'heading', level: Number(node.name[1]), text: this.#plain(node) }, where)
    else if (node.name === 'table' && !found && !this.#is(node, this.#about.layout))
      this.#table(node, where)
    else if (this.#is(node, this.#about.grid?.table ?? '')) this.#grid(node, where)
    else if (this.#is(node, 'ul') && this.#is(node, this.#about.layout))
      for (const item of this.#api(node).children().toArray()) this.#children(item, where)
    else if (this.#is(node, items)) this.#listItem(node, where)
    else if (node.name === 'dl') this.#definitions(node, where)
    else if (node.name === 'input' || node.name === 'ac:task-id' || node.name === 'ac:task-status')
      return
    else if (node.name === 'blockquote' && !where.admonition)
      this.#children(node, { ...where, quoted: true })
    else this.#children(node, where)
  }

  #listItem(node: Node, where: Where): void {
    const inner = { ...where, depth: where.depth + 1 }
    const ordered = this.#api(node).parent().is('ol')
    this.#item = { is: 'item', ordered, done: this.#done(node), where: inner }
    this.#children(node, inner)
    this.#item = null
  }

  #done(node: Node): boolean | null {
    const status = this.#api(node).children('ac\\:task-status')
    if (status.length > 0) return status.text().trim() === 'complete'
    if (this.#is(node, '.inline-task-list > li')) return this.#api(node).hasClass('checked')
    const drawn = this.#api(node).children('.checkbox')
    if (drawn.length > 0) return drawn.hasClass('checkbox-on')
    const box = this.#api(node).find('input[type=checkbox]').first()
    if (box.length === 0 || !box.closest('li').is(this.#api(node))) return null
    return box.attr('checked') !== undefined
  }

  /** A term and what is said of it is one item. */
  #definitions(node: Node, where: Where): void {
    const inner = { ...where, depth: where.depth + 1 }
    let terms: string[] = []
    const entry = (said: Node | null): void => {
      this.#item = { is: 'item', ordered: false, done: null, where: inner }
      this.#put({ is: 'words', text: terms.join(', ') }, inner)
      if (said) this.#children(said, inner)
      this.#item = null
      terms = []
    }
    for (const child of this.#api(node).find('> dt, > dd, > div > dt, > div > dd').toArray())
      if (child.name === 'dt') terms.push(this.#plain(child))
      else entry(child)
    if (terms.length > 0) entry(null)
  }

  #table(node: Node, where: Where): void {
    const rows = this.#api(node).find('> tr, > thead > tr, > tbody > tr, > tfoot > tr').toArray()
    for (const caption of this.#api(node).children('caption').toArray())
      this.#children(caption, where)
    const held: { text: string; left: number }[] = []
    for (const row of rows) {
      const cells: string[] = []
      const fill = (): void => {
        for (let above = held[cells.length]; above && above.left > 0; above = held[cells.length]) {
          above.left -= 1
          cells.push(above.text)
        }
      }
      for (const cell of this.#api(row).children('td, th').toArray()) {
        fill()
        const left = Number(this.#api(cell).attr('rowspan') ?? 1) - 1
        for (let across = Number(this.#api(cell).attr('colspan') ?? 1); across > 0; across -= 1) {
          const first = across === Number(this.#api(cell).attr('colspan') ?? 1)
          held[cells.length] = { text: first ? this.#plain(cell) : '', left }
          cells.push(first ? this.#plain(cell) : '')
        }
      }
      fill()
      if (cells.some((text) => text.trim() !== '')) this.#put({ is: 'row', cells }, where)
    }
  }

  #grid(node: Node, where: Where): void {
    const columns = this.#about.grid?.columns
    const flat = this.#api(node).children().toArray()
    const rows =
      columns === undefined
        ? this.#api(node)
            .find('[role=row]')
            .toArray()
            .map((row) => this.#api(row).children().toArray())
        : flat.flatMap((_, at) => (at % columns === 0 ? [flat.slice(at, at + columns)] : []))
    for (const row of rows)
      this.#put({ is: 'row', cells: row.map((cell) => this.#plain(cell)) }, where)
  }

  /** The words below a node: pictures by their text, items of lists behind a dash, boxes ticked or not. */
  #plain(node: Node): string {
    if (node.type === 'text') return this.#api(node).text()
    if (node.type === 'cdata') return this.#inside(node)
    if (node.type !== 'tag') return ''
    const said = this.#said(node)
    if (said !== null) return said
    if (node.name === 'input')
      return node.attribs.type === 'checkbox' ? ('checked' in node.attribs ? '[x]' : '[ ]') : ''
    return node.name === 'li' ? `- ${this.#inside(node)}` : this.#inside(node)
  }

  /** What an element says by itself. */
  #said(node: Node): string | null {
    if (node.type !== 'tag') return null
    const { name, attribs } = node
    if (name === 'br') return ' '
    if (name === 'img') return attribs.alt ?? ''
    if (name === 'ac:image') return `${attribs['ac:alt'] ?? ''} ${this.#api(node).text()}`
    if (name === 'time') return this.#api(node).text() || (attribs.datetime ?? '')
    if (name === 'ac:emoticon') return attribs['ac:emoji-fallback'] ?? `(${attribs['ac:name']})`
    if (name === 'ac:link' && this.#api(node).text().trim() === '')
      return (
        this.#api(node).children().attr('ri:content-title') ??
        this.#api(node).children().attr('ri:filename') ??
        ''
      )
    return null
  }

  #inside(node: Node): string {
    return childrenOf(node)
      .map((child) => this.#plain(child))
      .join('')
  }

  #codeOf(node: Node): string {
    if (node.type === 'text') return this.#api(node).text()
    if (node.type !== 'tag' && node.type !== 'cdata') return ''
    if (node.type === 'tag' && node.name === 'br') return '\n'
    const text = childrenOf(node)
      .map((child) => this.#codeOf(child))
      .join('')
    return node.type === 'tag' && this.#is(node, 'div.line') ? `${text}\n` : text
  }
}
