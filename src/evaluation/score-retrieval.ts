import { type Mean, meanOf } from './bootstrap.ts'
import type { RetrievalLabels } from './retrieval-labels.ts'
import { type Share, shareOf } from './wilson.ts'

/** The documents found for a query by their ids, best first, each once. */
export interface Ranking {
  readonly query: string
  readonly ranked: readonly string[]
}

/** How well documents were found, over all queries that have a relevant one; what was not answered counts as 0. */
export interface RetrievalScore {
  /** Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen, TOIS 20, 2002): binary gain, log2(rank + 1), ideal over all relevant. */
  readonly ndcgAt10: Mean
  /** Queries whose first document is relevant. */
  readonly precisionAt1: Share
  /** The reciprocal of the first relevant document's rank among the first ten. */
  readonly mrrAt10: Mean
  /** The share of all relevant documents that are among the first ten. */
  readonly recallAt10: Mean
  /** Queries for which anything was found. */
  readonly answered: Share
  /** Queries without a judgement, or with no relevant document: they are not scored. */
  readonly unscored: number
}

const depth = 10

/** Scores rankings against judgements. */
export function scoreRetrieval(
  { queries, relevant }: Pick<RetrievalLabels, 'queries' | 'relevant'>,
  rankings: readonly Ranking[],
): RetrievalScore {
  const rankedFor = new Map(rankings.map(({ query, ranked }) => [query, ranked]))
  const cases = queries.flatMap(({ id }) => {
    const wanted = relevant.get(id) ?? new Set<string>()
    return wanted.size === 0 ? [] : [caseOf(rankedFor.get(id) ?? [], wanted)]
  })
  const share = (is: (one: Case) => boolean): Share =>
    shareOf(cases.filter(is).length, cases.length)
  return {
    ndcgAt10: meanOf(cases.map(ndcg)),
    precisionAt1: share(({ hits }) => hits[0] === true),
    mrrAt10: meanOf(
      cases.map(({ hits }) => (hits.includes(true) ? 1 / (hits.indexOf(true) + 1) : 0)),
    ),
    recallAt10: meanOf(cases.map(({ hits, wanted }) => hits.filter(Boolean).length / wanted)),
    answered: share(({ isAnswered }) => isAnswered),
    unscored: queries.length - cases.length,
  }
}

interface Case {
  /** For each of the first documents, whether it is relevant. */
  readonly hits: readonly boolean[]
  readonly wanted: number
  readonly isAnswered: boolean
}

const caseOf = (ranked: readonly string[], wanted: ReadonlySet<string>): Case => ({
  hits: ranked.slice(0, depth).map((document) => wanted.has(document)),
  wanted: wanted.size,
  isAnswered: ranked.length > 0,
})

const ndcg = ({ hits, wanted }: Case): number =>
  gain(hits) / gain(Array.from({ length: Math.min(wanted, depth) }, () => true))

const gain = (hits: readonly boolean[]): number =>
  hits.reduce((sum, isHit, index) => sum + (isHit ? 1 / Math.log2(index + 2) : 0), 0)
