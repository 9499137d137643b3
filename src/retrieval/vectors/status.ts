import type { VectorIndexStatus } from '../../domain/vectors.ts'
import type { GraphKeeper } from './graph-keeper.ts'
import { largestLabel } from './hnsw.ts'
import type { VectorLimits } from './limits.ts'
import type { PackedVectors } from './packed.ts'

/** What an index's state is told from. */
export interface StatusParts {
  readonly isRead: boolean
  readonly packed: PackedVectors
  readonly keeper: GraphKeeper | null
  readonly limits: VectorLimits
  /** Why there is no hnswlib; null where there is one. */
  readonly withoutLibrary: string | null
}

/** How an index answers just now, in words. */
export const statusOf = (parts: StatusParts): VectorIndexStatus => {
  const passages = parts.packed.size
  const problem = parts.keeper?.problem ?? null
  return { ...stateOf(parts), passages, problem }
}

const stateOf = (parts: StatusParts): Pick<VectorIndexStatus, 'state' | 'reason'> => {
  const { isRead, packed, keeper, limits, withoutLibrary } = parts
  const { size, dimensions } = packed
  if (!isRead)
    return {
      state: 'building',
      reason: `the vectors are being read, ${size} so far: passages are found by their words alone`,
    }
  const graph = keeper?.graph ?? null
  if (graph !== null) {
    const lacking = keeper?.tail.size ?? 0
    if (lacking * dimensions <= limits.meanwhile)
      return { state: 'approximate', reason: `a graph leads to the nearest of ${size} passages` }
    return {
      state: 'building',
      reason: `${lacking} of ${size} passages are still being added to the index: those are found by their words alone`,
    }
  }
  return withoutGraph(size * dimensions, parts, withoutLibrary)
}

const withoutGraph = (
  numbers: number,
  { packed, keeper, limits }: StatusParts,
  withoutLibrary: string | null,
): Pick<VectorIndexStatus, 'state' | 'reason'> => {
  if (numbers <= limits.exact)
    return { state: 'exact', reason: 'there are few enough passages to compare with each' }
  if (withoutLibrary !== null)
    return { state: 'exact', reason: `each passage is compared with, because ${withoutLibrary}` }
  if (packed.largestKey > largestLabel)
    return {
      state: 'exact',
      reason: 'each passage is compared with, because their numbers have outgrown 32 bits',
    }
  const because = keeper?.because ?? null
  const building = `the index is being built${because === null ? '' : ` because ${because}`}`
  if (keeper?.isAwaited !== true)
    return { state: 'exact', reason: 'each passage is compared with: no index was built' }
  if (numbers <= limits.meanwhile)
    return { state: 'exact', reason: `${building}: each passage is compared with meanwhile` }
  return { state: 'building', reason: `${building}: passages are found by their words alone` }
}
