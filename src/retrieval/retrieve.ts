import type {
  Candidate,
  Correction,
  DenseLeg,
  Measure,
  SearchPort,
  SearchScope,
} from '../domain/search.ts'
import { fold } from './fold.ts'
import { fuse } from './fuse.ts'
import { type Keywords, readKeywords, termsOf } from './keywords.ts'
import { measureOf } from './measure.ts'
import { rank, type WearOf } from './rank.ts'
import { asMeant, corrected } from './spelling.ts'

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
  /** What was asked, with the words that were meant. */
  readonly question: string
  readonly corrections: readonly Correction[]
  readonly measure: Measure
  readonly candidates: readonly Candidate[]
}

/** Where passages are looked for. */
export interface RetrievalPorts {
  readonly search: SearchPort
  readonly dense?: DenseLeg
  /** Whether a passage is old for what it is. */
  readonly wearOf?: WearOf
  /** Which of some passages code contradicts: of copies, one that holds stands in front. */
  contradictedAmong?(passages: readonly string[]): Promise<ReadonlySet<string>>
}

const nothingKnown = async (): Promise<ReadonlySet<string>> => new Set()

// How many passages each leg hands over to be fused.
export const legDepth = 100

/** Finds the passages that may answer a question, among those its reader may see. */
export const retrieve = async (
  question: string,
  { search, dense, wearOf, contradictedAmong = nothingKnown }: RetrievalPorts,
  { limit = 10, depth = 50, ...scope }: RetrieveOptions,
): Promise<Retrieved> => {
  const asked = readKeywords(question)
  const wordsOf = ({ words }: Keywords) => words.map(({ text }) => text)
  const known = await search.countWords(wordsOf(asked), scope)
  const { keywords, corrections } = await corrected(asked, known, search, scope)
  const meant = asMeant(question, corrections)
  const [hits, counts, near] = await Promise.all([
    search.search(termsOf(keywords), scope, legDepth),
    corrections.length === 0 ? known : search.countWords(wordsOf(keywords), scope),
    dense === undefined ? null : dense.nearest(meant, scope, legDepth),
  ])
  const fused = fuse(hits, near).slice(0, depth)
  const parts = new Map(fused.map((one) => [one.key, one.parts]))
  const found = await search.glimpse([...parts.keys()], scope)
  const measure = measureOf(keywords, counts)
  const ranked = rank(
    found.map((one) => ({ ...one, parts: parts.get(one.key) ?? {} })),
    keywords,
    measure,
    wearOf,
  )
  const best = (await fold(ranked, measure, contradictedAmong)).slice(0, limit)
  const located = await search.locate(
    best.map(({ key }) => key),
    scope,
  )
  const candidates = best.flatMap(({ key, score, parts, copies }): Candidate[] => {
    const one = located.get(key)
    return one === undefined ? [] : [{ ...one, score, parts, ...(copies && { copies }) }]
  })
  return { question: meant, keywords, corrections, measure, candidates }
}
