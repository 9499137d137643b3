import { askingOf, leastSaid, saidBy } from '../answers/said.ts'
import type { Candidate } from '../domain/search.ts'
import { readAsked } from '../retrieval/asked.ts'
import { fits } from '../retrieval/fits.ts'
import type { Retrieved } from '../retrieval/retrieve.ts'

/** The candidates that speak of a question, and whether one of them says enough of it in one place to answer it. */
export interface Grounds {
  readonly fitting: readonly Candidate[]
  readonly isGrounded: boolean
}

/** Which candidates an answer may rest on, if there is one. */
export const groundsOf = ({
  question,
  keywords,
  corrections,
  measure,
  candidates,
}: Retrieved): Grounds => {
  const asking = askingOf(readAsked(question, keywords, corrections), measure)
  const says = (one: Candidate): boolean => saidBy(one, asking) >= leastSaid
  // Looking at what one says takes longer than at whether it fits.
  const fitting = candidates.filter((one) => fits(one, measure) || says(one))
  return { fitting, isGrounded: fitting.some(says) }
}
