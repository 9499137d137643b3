import type { Nodes } from 'mdast'
import type { Span } from '../../domain/passage.ts'

/** A line of a block, without what the blocks around it set before it. */
export interface Row {
  readonly text: string
  /** Where it starts in the whole text. */
  readonly at: number
}

/** Where a row ends in the whole text. */
export const endOf = ({ text, at }: Row): number => at + text.length

/** Where nodes stand in the text that they were read from. */
export type Places = Map<Nodes, Span>

/** Enters where a node stands. */
export const placed = <Node extends Nodes>(places: Places, node: Node, span: Span): Node => {
  places.set(node, span)
  return node
}
