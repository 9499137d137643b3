import { PlumblineError } from '../domain/errors.ts'
import type { FoundPassage, SearchRequest, SearchResult } from '../domain/requests.ts'
import type { Candidate } from '../domain/search.ts'
import { type AnsweringDesk, knowledgeOf } from './answer-query.ts'
import { cite } from './cite.ts'
import { lookUp } from './look-up.ts'
import { excludedOf, type Knowledge } from './withhold.ts'

/** So many passages are found unless a request says how many, and at most. */
const usual = 10
const most = 50

/** query -> passages, each cited as a whole, with what an answer would leave out of it */
export async function searchPassages(
  { query, limit = usual, ...narrowed }: SearchRequest,
  desk: AnsweringDesk,
): Promise<SearchResult> {
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw new PlumblineError('input.invalid', `limit is ${limit}; it goes from 1 to ${most}`)
  const { candidates, corrections } = await lookUp(query, desk, {
    ...narrowed,
    reader: desk.reader,
    limit,
  })
  const known = await knowledgeOf(candidates, desk)
  const hits = candidates.map((candidate, index) =>
    foundAs(`c${index + 1}`, candidate, known, desk),
  )
  const readAs = corrections.length === 0 ? {} : { readAs: corrections }
  return { query, searchedAt: desk.now, ...readAs, hits }
}

function foundAs(
  id: string,
  candidate: Candidate,
  known: Knowledge,
  desk: AnsweringDesk,
): FoundPassage {
  const { page, passage, copies = [], score, parts } = candidate
  const findings = known.findings.filter(({ claim }) => claim.passage === passage.id)
  const assessment = known.assessments.get(page.id) ?? null
  const unusable = excludedOf(candidate, known, 'act', desk).map(({ span }) => span)
  return {
    citation: cite({ id, page, passage, spans: [], findings, assessment }, desk),
    unusable: unusable.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
    copies,
    score,
    parts,
  }
}
