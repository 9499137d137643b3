import type { Finding } from '../domain/finding.ts'
import type { Passage, Span } from '../domain/passage.ts'
import { quotedIn } from '../support/quotes.ts'
import type { AnsweringDesk } from './answer-query.ts'
import { said } from './withhold.ts'

/** What code says of the words of a passage that are repeated, and of no others: what else it gets wrong is not used. */
export async function findingsOnWords(
  words: string,
  passage: Passage,
  { findingsOf }: Pick<AnsweringDesk, 'findingsOf'>,
): Promise<readonly Finding[]> {
  const from = passage.span[0]
  const spans = quotedIn(words, passage.text).map(
    ([start, end]): Span => [from + start, from + end],
  )
  if (spans.length === 0) return []
  const findings = await findingsOf([passage.id])
  return findings.filter(({ claim }) =>
    spans.some(([start, end]) => claim.span[0] < end && start < claim.span[1]),
  )
}

/**
 * What code says against some words on one page, and bears out on none: another page may speak of other code. What it bears out of the
 * advice itself counts, too, but of that very claim alone: the rest of the same sentence may be wrong all the same.
 */
export function spokenAgainst(
  pages: readonly (readonly Finding[])[],
  own: readonly Finding[],
): readonly Finding[] {
  const judged = pages.flat()
  const saidOf = (findings: readonly Finding[], wanted: Finding['status']): ReadonlySet<string> =>
    new Set(findings.filter(({ status }) => status === wanted).map(({ claim }) => said(claim)))
  const held = saidOf([...judged, ...own], 'holds')
  const told = saidOf(own, 'moved')
  return judged.filter(({ status, claim }) => {
    if (held.has(said(claim))) return false
    return status === 'contradicted' || (status === 'moved' && !told.has(said(claim)))
  })
}
