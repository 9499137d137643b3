import { type Html, html, plainly } from './html.ts'

/** One thing in a graph that reads from left to right. */
export interface GraphNode {
  readonly id: string
  /** From 0, the leftmost. */
  readonly column: number
  readonly label: string
  /** What is said of it, under the label. */
  readonly note: string
  readonly tone?: 'good' | 'odd' | 'bad'
}

/** What led to what: each edge goes from left to right, by ids. */
export interface Graph {
  readonly columns: readonly string[]
  /** The first is what all the rest leads to. */
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly (readonly [from: string, to: string])[]
}

const box = { width: 182, height: 46, gap: 40, row: 58, top: 26 }
/** So many things of one column are drawn; the text names all of them. */
const mostInColumn = 14

interface Placed extends GraphNode {
  readonly x: number
  readonly y: number
}

/** A graph as a drawing, and the same in words for whoever cannot see it, or wants to search it. */
export const graphPart = (graph: Graph, title: string): Html => html`
<div class="scroll" role="region" aria-label="${title}" tabindex="0">${drawing(graph, title)}</div>
<details><summary>The same in words</summary>${inWords(graph, graph.nodes.slice(0, 1))}</details>`

function drawing({ columns, nodes, edges }: Graph, title: string): Html {
  const used = columns
    .map((_, column) => column)
    .filter((column) => nodes.some((one) => one.column === column))
  const placed = used.flatMap((column, at) =>
    nodes
      .filter((one) => one.column === column)
      .slice(0, mostInColumn)
      .map(
        (node, row): Placed => ({
          ...node,
          x: at * (box.width + box.gap),
          y: box.top + row * box.row,
        }),
      ),
  )
  const known = new Map(placed.map((node) => [node.id, node]))
  const left = nodes.length - placed.length
  const width = used.length * (box.width + box.gap) - box.gap
  const height = Math.max(...placed.map(({ y }) => y)) + box.height + (left > 0 ? 26 : 4)
  return html`<svg class="graph" role="img" aria-label="${title}; the same stands below in words" viewBox="-2 0 ${width + 4} ${height}" width="${width + 4}" height="${height}">
${used.map((column, at) => html`<text class="head" x="${at * (box.width + box.gap)}" y="14">${columns[column]}</text>`)}
${edges.map(([from, to]) => edge(known.get(from), known.get(to)))}
${placed.map(drawn)}
${left > 0 ? html`<text class="head" x="0" y="${height - 6}">and ${left} more, in words below</text>` : null}
</svg>`
}

function edge(from: Placed | undefined, to: Placed | undefined): Html | null {
  if (from === undefined || to === undefined) return null
  const [x, y, toX, toY] = [
    from.x + box.width,
    from.y + box.height / 2,
    to.x,
    to.y + box.height / 2,
  ]
  const bend = Math.min(60, (toX - x) / 2)
  return html`<path d="M${x} ${y} C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}"/>`
}

const drawn = ({
  x,
  y,
  label,
  note,
  tone,
}: Placed): Html => html`<g class="${tone}"><title>${label}: ${note}</title>
<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="7"/>
<text x="${x + 11}" y="${y + 19}">${cut(label, 23)}</text><text class="note" x="${x + 11}" y="${y + 36}">${cut(note, 29)}</text></g>`

const cut = (text: string, most: number): string => {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat
}

const inWords = (graph: Graph, nodes: readonly GraphNode[]): Html =>
  html`<ul>${nodes.map(
    (node) =>
      html`<li>${plainly(node.label)} <span class="quiet">${plainly(node.note)}</span>${below(graph, node)}</li>`,
  )}</ul>`

function below(graph: Graph, { id }: GraphNode): Html | null {
  const next = graph.edges.filter(([from]) => from === id).map(([, to]) => to)
  const nodes = graph.nodes.filter((node) => next.includes(node.id))
  return nodes.length === 0 ? null : inWords(graph, nodes)
}
