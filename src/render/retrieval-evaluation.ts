import { type Share, shareInWords } from './share.ts'

interface Mean {
  readonly of: number
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
}

/** What the score of a test collection holds, as far as people read it. */
export interface RetrievalScoreShape {
  readonly ndcgAt10: Mean
  readonly precisionAt1: Share
  readonly mrrAt10: Mean
  readonly recallAt10: Mean
  readonly answered: Share
  readonly unscored: number
}

/** How much was asked of how much, and how long it took. */
export interface RetrievalEffort {
  readonly documents: number
  readonly rankings: { readonly length: number }
  readonly seconds: { readonly indexing: number; readonly asking: number }
}

/** The score of a test collection for people: means and shares with 95 % intervals; null where nothing was judged. */
export function retrievalScoreForTerminal(
  score: RetrievalScoreShape | null,
  { documents, rankings, seconds }: RetrievalEffort,
): string {
  const effort = [
    `queries: ${rankings.length}, of ${documents} documents`,
    `seconds: ${seconds.indexing.toFixed(1)} to index, ${seconds.asking.toFixed(1)} to ask`,
  ]
  if (score === null) return `${effort.join('\n')}\n`
  const { ndcgAt10, precisionAt1, mrrAt10, recallAt10, answered, unscored } = score
  return `${[
    `nDCG@10:   ${words(ndcgAt10)}`,
    `P@1:       ${shareInWords(precisionAt1)}`,
    `MRR@10:    ${words(mrrAt10)}`,
    `recall@10: ${words(recallAt10)}`,
    `answered:  ${shareInWords(answered)}`,
    ...(unscored > 0 ? [`not scored, for want of a relevant document: ${unscored}`] : []),
    ...effort,
  ].join('\n')}\n`
}

const words = ({ of, mean, low, high }: Mean): string =>
  mean === null
    ? `none of ${of}`
    : `${mean.toFixed(4)} (95 %: ${low?.toFixed(4)} to ${high?.toFixed(4)}; ${of} queries)`

/** The documents found for one query as a line of JSON. */
export const rankingAsJson = ({
  query,
  ranked,
}: {
  readonly query: string
  readonly ranked: readonly string[]
}): string => JSON.stringify({ query_id: query, ranked })
