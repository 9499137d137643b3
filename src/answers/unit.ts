import type { Page } from '../domain/page.ts'
import type { Block, Passage, Span } from '../domain/passage.ts'

/** What a part of an answer is. */
export type PartKind = 'sentence' | 'steps' | 'code' | 'table-row'

/** The smallest thing that may be quoted by itself, and what it would mislead without. */
export interface Unit {
  readonly kind: PartKind
  readonly span: Span
  /** Starts of the units that must be quoted with it; without one of them it is not quoted at all. */
  readonly needs: readonly number[]
  /** It only leads to what follows it, and is never chosen for its own sake. */
  readonly leadOnly: boolean
  /** Source lines, from 1, as flags name them. */
  readonly line: number
  readonly endLine: number
}

/** Some units, read from blocks, and the first block after them. */
export interface Reading {
  readonly units: readonly Unit[]
  readonly next: number
}

/** What the readers of blocks share. */
export interface Reader {
  readonly page: Page
  readonly passage: Passage
  readonly blocks: readonly Block[]
}

/** One unit over some blocks, whole. */
export const unitOver = (
  kind: PartKind,
  blocks: readonly Block[],
  needs: readonly number[] = [],
  from?: number,
): Unit => ({
  kind,
  span: [
    from ?? Math.min(...blocks.map(({ span }) => span[0])),
    Math.max(...blocks.map(({ span }) => span[1])),
  ],
  needs,
  leadOnly: false,
  line: Math.min(...blocks.map(({ line }) => line)),
  endLine: Math.max(...blocks.map(({ endLine }) => endLine)),
})

/** The sentence that stands right before a block, if prose does. */
export const leadOf = (
  { blocks }: Reader,
  index: number,
  before: readonly Unit[],
): Unit | undefined => {
  const block = blocks[index - 1]
  const last = before.at(-1)
  const isProse = block?.kind === 'paragraph' && !block.admonition
  return isProse && last?.kind === 'sentence' ? last : undefined
}
