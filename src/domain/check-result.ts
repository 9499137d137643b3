import type { Finding, Status, UnknownReason } from './finding.ts'
import type { Page } from './page.ts'

/** A document that was checked. */
export interface CheckedPage extends Pick<Page, 'id' | 'path' | 'title' | 'genre' | 'revision'> {
  /** The document's own text, where its lines are the page's: what an edit can be applied to. */
  readonly text: string | null
}

/** What a check of documents against code found out. */
export interface CheckResult {
  readonly pages: readonly CheckedPage[]
  /** Documents that could not be read, and why. */
  readonly unread: readonly { readonly path: string; readonly because: string }[]
  readonly repositories: readonly {
    readonly id: string
    readonly commit: string
    /** For each kind `complete`, or why not. */
    readonly surveys: Readonly<Record<string, string>>
  }[]
  readonly findings: readonly Finding[]
}

export interface ClaimCounts {
  readonly total: number
  readonly holds: number
  readonly contradicted: number
  readonly moved: number
  readonly unknown: number
  readonly unknownBecause: Readonly<Partial<Record<UnknownReason, number>>>
}

/** How many claims fared how; unknown is counted by reason and never folded into a pass. */
export function countClaims(findings: readonly Finding[]): ClaimCounts {
  const by: Record<Status, number> = { holds: 0, contradicted: 0, moved: 0, unknown: 0 }
  const unknownBecause: Partial<Record<UnknownReason, number>> = {}
  for (const { status, judgement } of findings) {
    by[status]++
    if (judgement.status === 'unknown')
      unknownBecause[judgement.reason] = (unknownBecause[judgement.reason] ?? 0) + 1
  }
  const sorted = Object.fromEntries(
    Object.entries(unknownBecause).sort(([a], [b]) => a.localeCompare(b)),
  )
  return { total: findings.length, ...by, unknownBecause: sorted }
}
