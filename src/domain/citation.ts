import type { ClaimKind } from './claim.ts'
import type { Evidence, Suggestion } from './finding.ts'
import type { Age, Freshness } from './freshness.ts'
import type { Page } from './page.ts'
import type { Span } from './passage.ts'
import type { Change } from './repository.ts'

/** What code says against one claim of a citation. */
export interface Contradiction {
  readonly finding: string
  readonly kind: ClaimKind
  readonly status: 'contradicted' | 'moved'
  readonly subject: string
  readonly claimed: string | null
  readonly actual: string | null
  readonly because: string
  /** Left out, with `because` reduced to the kind, for a reader who may not see the repository. */
  readonly evidence: readonly Evidence[]
  readonly since: Change | null
  readonly suggestion: Suggestion | null
}

/** Which survey judged the citation. */
export interface JudgedBy {
  readonly repository: string
  readonly commit: string
  readonly surveyedAt: string
}

/** A page as whoever reads of it is to know it. */
export type CitedPage = Pick<Page, 'id' | 'title' | 'url' | 'source' | 'owner' | 'genre'>

/** A passage as it stood when it was used. */
export interface Citation {
  /** `c1`, `c2`, … within one answer. */
  readonly id: string
  readonly page: CitedPage
  readonly passage: string
  readonly heading: readonly string[]
  readonly quote: string
  readonly span: Span
  /** Where more than one stretch of the page was taken: all of them, with their digests. Kept to compare with later, and not told. */
  readonly taken?: readonly { readonly span: Span; readonly sha256: string }[]
  readonly revision: string
  readonly sha256: string
  readonly age: Age
  readonly freshness: Freshness
  readonly claims: {
    readonly holds: number
    readonly contradicted: number
    readonly moved: number
    readonly unknown: number
  }
  readonly contradictions: readonly Contradiction[]
  readonly judgedBy: readonly JudgedBy[]
}
