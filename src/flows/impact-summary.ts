import type { Finding } from '../domain/finding.ts'
import type { Impact, ImpactedSource } from '../domain/impact.ts'
import type { Page } from '../domain/page.ts'
import { grouped } from '../values/grouped.ts'

/** What a change makes of a claim that holds today; nothing where it does not make it false. Both findings are told as their reader may know them. */
export function impactOn(page: Page, today: Finding, then: Finding): readonly Impact[] {
  const { claim, suggestion } = then
  const now = today.judgement
  const judgement = then.judgement
  if (now.status !== 'holds') return []
  if (judgement.status !== 'contradicted' && judgement.status !== 'moved') return []
  const { id, title, url, source, owner, genre } = page
  return [
    {
      finding: then.id,
      status: judgement.status,
      kind: claim.kind,
      subject: claim.subject,
      claimed: claim.value,
      now: { value: now.actual ?? null, evidence: now.evidence },
      after: judgement.actual,
      because: judgement.because,
      page: { id, title, url, source, owner, genre },
      heading: claim.heading,
      quote: claim.quote,
      line: claim.line,
      suggestion,
    },
  ]
}

/** Summed up by source, the one with the most pages first. */
export const sourcesOf = (all: readonly Impact[]): readonly ImpactedSource[] =>
  [...grouped(all, ({ page }) => page.source)]
    .map(([source, found]) => {
      const pages = new Map(found.map(({ page }) => [page.id, page.owner]))
      const owners = [...pages.values()]
      return {
        source,
        pages: pages.size,
        claims: found.length,
        owners: [...new Set(owners.filter((owner) => owner !== null))].toSorted(),
        unowned: owners.filter((owner) => owner === null).length,
      }
    })
    .toSorted((a, b) => b.pages - a.pages || (a.source < b.source ? -1 : 1))
