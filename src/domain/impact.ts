import type { CitedPage } from './citation.ts'
import type { ClaimKind } from './claim.ts'
import type { Evidence, Suggestion } from './finding.ts'

/** A claim that holds today, and that a change makes false. */
export interface Impact {
  /** The finding that tells today that it holds. */
  readonly finding: string
  /** What it will be found to be. */
  readonly status: 'contradicted' | 'moved'
  readonly kind: ClaimKind
  readonly subject: string
  readonly claimed: string | null
  /** What the code says now: the value where it is one, and where it stands. Without it for code that the reader may not read. */
  readonly now: { readonly value: string | null; readonly evidence: readonly Evidence[] }
  /** What the code will say: the other value, or the new name; null where there will be nothing, or what the reader may not read. */
  readonly after: string | null
  /** In words. */
  readonly because: string
  readonly page: CitedPage
  readonly heading: readonly string[]
  readonly quote: string
  readonly line: number
  readonly suggestion: Suggestion | null
}

/** How many pages of a source a change makes false, and whose they are. */
export interface ImpactedSource {
  readonly source: string
  readonly pages: number
  readonly claims: number
  readonly owners: readonly string[]
  /** Pages that name no owner, where their source has none either. */
  readonly unowned: number
}

/** What a change does to pages that do not live in its repository, as far as one reader may know. */
export interface Impacts {
  readonly repository: string
  /** The commit that the server surveyed last; where it is not the change's base, what lies between the two is not seen. */
  readonly surveyedCommit: string
  /** Where more pages speak of what changes than are judged for one request, why the rest was not. */
  readonly unknown: string | null
  readonly impacts: readonly Impact[]
  readonly sources: readonly ImpactedSource[]
}

/** What was learnt of pages outside a repository that a change makes false, or why nobody looked. */
export type Elsewhere =
  | { readonly is: 'looked'; readonly base: string; readonly impacts: Impacts }
  | { readonly is: 'not-looked'; readonly because: string }
