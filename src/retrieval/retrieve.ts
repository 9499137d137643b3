import type { Candidate, Measure, SearchPort, SearchScope } from '../domain/search.ts'
import { type Keywords, readKeywords, termsOf } from './keywords.ts'
import { measureOf } from './measure.ts'
import { rank } from './rank.ts'

/** How to retrieve. */
export interface RetrieveOptions extends SearchScope {
  /** How many candidates to give back. */
  readonly limit?: number
  /** How many passages to look at before ranking. */
  readonly depth?: number
}

/** Candidates, best first, and the scale they were measured on. */
export interface Retrieved {
  readonly keywords: Keywords
  readonly measure: Measure
  readonly candidates: readonly Candidate[]
}

/** Finds the passages that may answer a question, among those its reader may see. */
export const retrieve = async (
  question: string,
  port: SearchPort,
  { limit = 10, depth = 50, ...scope }: RetrieveOptions,
): Promise<Retrieved> => {
  const keywords = readKeywords(question)
  const [hits, counts] = await Promise.all([
    port.search(termsOf(keywords), scope, depth),
    port.countWords(
      keywords.words.map(({ text }) => text),
      scope,
    ),
  ])
  const measure = measureOf(keywords, counts)
  return { keywords, measure, candidates: rank(hits, keywords, measure).slice(0, limit) }
}
