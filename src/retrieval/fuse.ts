import type { SearchHit } from '../domain/search.ts'
import type { VectorHit } from '../domain/vectors.ts'

/** A passage that either leg found, with what each made of it, from 0 to 1. */
export interface Fused {
  readonly key: number
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
}

// Half each: one parameter, and the curve is flat around it (Bruch et al. 2023, "An Analysis of Fusion Functions for Hybrid Retrieval").
const lexicalShare = 0.5
// Where a leg says too little to tell a scale from, its ranks stand for its scores (Cormack et al. 2009, "Reciprocal Rank Fusion").
const leastSpread = 1e-9
const rankConstant = 60

type Leg = readonly (SearchHit | VectorHit)[]

/** How good each is between the worst of a leg (0) and its best (1); null where all are as good. */
const normalised = (leg: Leg): ReadonlyMap<number, number> | null => {
  const scores = leg.map(({ score }) => score)
  const [least, most] = [Math.min(...scores), Math.max(...scores)]
  if (leg.length < 2 || most - least < leastSpread) return null
  return new Map(leg.map(({ key, score }) => [key, (score - least) / (most - least)]))
}

const byRank = (leg: Leg): ReadonlyMap<number, number> =>
  new Map(leg.map(({ key }, rank) => [key, (rankConstant + 1) / (rankConstant + 1 + rank)]))

/** What a leg makes of each passage it found, from 0 to 1. Words that do not stand there at all weigh nothing; nearness has no such zero. */
const valuesOf = {
  lexical: (leg: Leg): ReadonlyMap<number, number> => {
    const most = Math.max(0, ...leg.map(({ score }) => score))
    return new Map(leg.map(({ key, score }) => [key, most > 0 ? Math.max(0, score / most) : 0]))
  },
  dense: (leg: Leg): ReadonlyMap<number, number> => normalised(leg) ?? byRank(leg),
}

/** Brings what two legs found into one order. Where there is no dense leg the words alone decide. */
export const fuse = (
  lexical: readonly SearchHit[],
  dense: readonly VectorHit[] | null,
): readonly Fused[] => {
  const words = valuesOf.lexical(lexical)
  const near = dense === null ? null : valuesOf.dense(dense)
  const keys = new Set([...words.keys(), ...(near?.keys() ?? [])])
  return [...keys]
    .map((key): Fused => {
      const byWords = words.get(key) ?? 0
      if (near === null) return { key, score: byWords, parts: { lexical: byWords } }
      const byNearness = near.get(key) ?? 0
      const score = lexicalShare * byWords + (1 - lexicalShare) * byNearness
      return { key, score, parts: { lexical: byWords, dense: byNearness } }
    })
    .sort((a, b) => b.score - a.score || a.key - b.key)
}
