/** What became of the passages since a model was fitted. */
export interface Growth {
  /** How many passages there were when it was fitted. */
  readonly fittedOn: number
  /** How many there are. */
  readonly now: number
  /** The mean share of passages outside its vocabulary when it was fitted, as the model says. */
  readonly unknownWhenFitted: number
  /** The same of all passages there are, or of a sample spread evenly over them. */
  readonly unknownShare: number
}

const most = { growth: 0.25, loss: 0.5, unknown: 0.15 }
/** So few passages more or less change little, and every fit makes all vectors anew. */
const fewest = 32

/**
 * Whether a model should be fitted again: a quarter more passages, half of them gone (what they said should not live on in it), or
 * a vocabulary that the model knows 15 percentage points less of than of what it was fitted on.
 */
export const isOutgrown = ({ fittedOn, now, unknownWhenFitted, unknownShare }: Growth): boolean => {
  if (Math.abs(now - fittedOn) >= fewest) {
    if (now >= fittedOn * (1 + most.growth) || now <= fittedOn * most.loss) return true
  }
  return unknownShare - unknownWhenFitted > most.unknown
}
