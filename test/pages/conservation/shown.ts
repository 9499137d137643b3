import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toString as plain } from 'mdast-util-to-string'
import { gfm } from 'micromark-extension-gfm'
import type { Block } from '../../../src/domain/passage.ts'
import type { ReadPage } from '../../../src/pages/read-page.ts'
import { blocksIn } from '../reading.ts'
import type { Placed, Where } from './token.ts'

const options = { includeHtml: false }

interface Found {
  readonly node: Nodes
  readonly parent: Nodes
}

/** The nodes of a page's Markdown by what they are and where they start. */
const nodesOf = (text: string): ReadonlyMap<string, Found> => {
  const found = new Map<string, Found>()
  const visit = (node: Nodes, parent: Nodes): void => {
    const key = `${node.type} ${node.position?.start.offset}`
    if (!found.has(key)) found.set(key, { node, parent })
    if ('children' in node) for (const child of node.children) visit(child, node)
  }
  const root = fromMarkdown(text, {
    extensions: [gfm({ singleTilde: false })],
    mdastExtensions: [gfmFromMarkdown()],
  })
  visit(root, root)
  return found
}

const whereOf = ({ kind, depth, admonition }: Block): Where => ({
  depth: depth ?? -1,
  admonition: admonition ?? null,
  quoted: kind === 'quote',
})

/** What came out of a page, block by block. */
export const shownIn = (read: ReadPage): Placed[] => {
  const nodes = nodesOf(read.page.text)
  const at = (type: string, offset: number): Found => {
    const found = nodes.get(`${type} ${offset}`)
    if (!found) throw new Error(`no ${type} at ${offset}`)
    return found
  }
  return blocksIn(read).flatMap((block): Placed[] => {
    const where = whereOf(block)
    const { span, textStart } = block
    switch (block.kind) {
      case 'heading': {
        const text = plain(at('heading', span[0]).node, options)
        return [{ is: 'heading', level: block.level ?? 0, text, where }]
      }
      case 'code': {
        const { node } = at('code', span[0])
        return [{ is: 'code', text: node.type === 'code' ? node.value : '', where }]
      }
      case 'table-row': {
        const { node } = at('tableRow', span[0])
        const cells = node.type === 'tableRow' ? node.children : []
        return [{ is: 'row', cells: cells.map((cell) => plain(cell, options)), where }]
      }
      case 'html':
        throw new Error(`a block of HTML came out: ${block.text}`)
      default: {
        const { node, parent } = at('paragraph', textStart)
        const text = plain(node, options)
        const words: Placed = { is: 'words', text, where }
        if (block.kind === 'list-item' && parent.type === 'listItem') {
          const done = parent.checked ?? null
          return [{ is: 'item', ordered: block.ordered === true, done, where }, words]
        }
        return opensAdmonition(block)
          ? [{ is: 'admonition', kind: block.admonition ?? '', where }, words]
          : [words]
      }
    }
  })
}

const opensAdmonition = ({ text, admonition }: Block): boolean =>
  admonition !== undefined && text.toLowerCase().replace(':', '').startsWith(`**${admonition}**`)
