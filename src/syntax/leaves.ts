/** One scalar of a data file, with the way to it. */
export interface Leaf {
  /** Keys as strings, positions in a list as numbers. */
  readonly path: readonly (string | number)[]
  /** As written but for quotes; null where nothing is written. */
  readonly value: string | null
  /** Offset of the key (in a list, of the value), in UTF-16 units. */
  readonly at: number
}

/** The scalars of a data file, in order, and why they may not be all. */
export interface Leaves {
  readonly leaves: readonly Leaf[]
  readonly problem: string | null
}

/** How much one data file may hold. */
export const mostLeaves = 5_000
export const deepestLeaf = 100

/** The file holds more than is read. */
export const tooMany: Leaves = { leaves: [], problem: `it holds more than ${mostLeaves} values` }

/** The file is nested beyond reading. */
export const tooDeep: Leaves = { leaves: [], problem: 'it is nested too deeply' }
