import type { Excluded, Part } from '../answers/extract.ts'
import type { Provenance } from '../domain/requests.ts'
import type { Candidate } from '../domain/search.ts'

/** What became of each candidate, and why. */
export function candidatesAs(
  candidates: readonly Candidate[],
  fitting: readonly Candidate[],
  parts: readonly Part[],
  bad: readonly Excluded[],
): Provenance['candidates'] {
  return candidates.map((candidate) => {
    const { passage, page, score } = candidate
    const used = parts.some((part) => part.passage === passage.id)
    const because = used
      ? 'it answers'
      : !fitting.includes(candidate)
        ? 'it does not speak of enough of the question'
        : isTouched(candidate, bad)
          ? 'evidence speaks against it'
          : 'others answer better'
    return {
      passage: passage.id,
      page: page.id,
      title: page.title,
      heading: passage.heading,
      score,
      parts: candidate.parts,
      used,
      because,
    }
  })
}

/** Whether some of a candidate must not be quoted. */
export const isTouched = ({ page, passage }: Candidate, bad: readonly Excluded[]): boolean =>
  bad.some(
    (one) => one.page === page.id && one.span[0] < passage.span[1] && passage.span[0] < one.span[1],
  )
