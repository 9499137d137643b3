import type { Citation } from './citation.ts'
import type { Finding } from './finding.ts'
import type { Instant } from './instant.ts'
import type { Genre, Page } from './page.ts'
import type { Passage, Span } from './passage.ts'
import type { Envelope, TurnedFact } from './receipt.ts'
import type { Correction } from './search.ts'
import type { VectorIndexStatus } from './vectors.ts'

/** A question, and what its answer is for. */
export interface AskRequest {
  readonly query: string
  readonly intent?: 'inform' | 'act'
  readonly environment?: string
}

/** Advice or an action of somebody else, to be judged. */
export interface VerifyRequest {
  /** What the agent was asked to do, in its caller's words. */
  readonly task?: string
  readonly advice?: {
    readonly text: string
    readonly citations?: readonly {
      readonly url?: string
      readonly revision?: string
      readonly quote?: string
    }[]
  }
  readonly action?: {
    /** A shell command; either this or `diff` is given. */
    readonly command?: string
    /** A change, as a unified diff. */
    readonly diff?: string
    readonly workingDirectory?: string
    readonly target?: { readonly environment?: string; readonly resource?: string }
    readonly runAs?: string
    readonly role?: string
    /** Files that it reads, with the SHA-256 of their bytes in hex: other content is another action. */
    readonly files?: readonly { readonly path: string; readonly sha256: string }[]
  }
  /** Signed statements about test results and rehearsals, as DSSE envelopes. */
  readonly attestations?: readonly Envelope[]
  readonly intent?: 'inform' | 'act'
  /** In `report` mode the verdict is given but nothing is asked of people. */
  readonly mode?: 'enforce' | 'report'
}

/** How a request came in. */
export interface Origin {
  /** The id that a request over HTTP bears. */
  readonly requestId?: string
}

/** A request that must not be done twice. */
export interface OnceRequest {
  /** Its sender's name for it: an `Idempotency-Key`. */
  readonly key: string
  /** Where it was sent and all that it says. */
  readonly of: unknown
}

/** Something to look for, in some sources or in all. */
export interface SearchRequest {
  readonly query: string
  /** Only these sources; all when left out. */
  readonly sources?: readonly string[]
  /** Only pages that stand in one of these repositories, or say that they speak of it. */
  readonly repositories?: readonly string[]
  readonly genres?: readonly Genre[]
  /** Only pages that are neither gone nor superseded. */
  readonly current?: boolean
  /** How many passages at most, from 1 to 50; 10 unless given. */
  readonly limit?: number
}

/** A passage that was found, tagged as it would be in an answer. */
export interface FoundPassage {
  /** Of the whole passage; `c1` is the best. */
  readonly citation: Citation
  /** Stretches of the page's text that no answer would quote, because something speaks against them; ascending. */
  readonly unusable: readonly Span[]
  /** Passages of other pages that say the same, for which this one stands. */
  readonly copies: readonly string[]
  /** The higher the better; comparable within one result alone. */
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
}

/** Passages, best first, among those that the reader may see. */
export interface SearchResult {
  readonly query: string
  readonly searchedAt: Instant
  /** Words that were taken for misspelt; left out where there were none. */
  readonly readAs?: readonly Correction[]
  readonly hits: readonly FoundPassage[]
}

/** One part of a longer list. */
export interface Listing<Item> {
  readonly items: readonly Item[]
  /** What to send as `cursor` for the next part; null after the last. */
  readonly next: string | null
}

/** A page with its passages and the findings on its claims, as a reader may see them. */
export interface PageView {
  readonly page: Page
  readonly passages: readonly Passage[]
  readonly findings: readonly Finding[]
}

/** How an answer came about: every candidate with its score parts, and what became of it. */
export interface Provenance {
  readonly answer: string
  readonly query: string
  readonly principal: string
  readonly answeredAt: Instant
  readonly policy: { readonly name: string; readonly sha256: string }
  readonly candidates: readonly {
    readonly passage: string
    readonly page: string
    readonly title: string
    readonly heading: readonly string[]
    readonly score: number
    readonly parts: Readonly<Record<string, number>>
    readonly used: boolean
    readonly because: string
  }[]
  readonly citations: readonly Citation[]
  readonly findings: readonly Finding[]
}

/** One thing that a recalled receipt rested on, as far as its reader may know what became of it. */
export interface TurnedView {
  readonly what: 'passage' | 'finding' | 'fact' | 'key'
  /** In words. */
  readonly because: string
  /** Null for what belongs to no page, or to one that the reader may not read. */
  readonly page: { readonly id: string; readonly title: string; readonly url: string | null } | null
  readonly passage: string | null
  readonly finding: string | null
  /** Null for what is no fact, or one of code that the reader may not read. */
  readonly fact: TurnedFact | null
}

/** Whether a receipt may still be relied on. */
export interface ReceiptStatus {
  readonly id: string
  readonly status: 'valid' | 'expired' | 'recalled'
  readonly because: string
  readonly recalledAt: Instant | null
  readonly turned: readonly TurnedView[]
}

/** A message that a subscriber would not take, after all tries. */
export interface DeadLetter {
  /** The message's id, as its receiver sees it. */
  readonly id: string
  /** Which webhook of the configuration. */
  readonly webhook: string
  readonly type: string
  readonly createdAt: Instant
  readonly attempts: number
  readonly failedAt: Instant
  /** What went wrong last, in words. */
  readonly because: string
}

/** What one round of deliveries came to. */
export interface DeliveryTally {
  readonly delivered: number
  /** Not taken, to be tried again. */
  readonly failed: number
  /** Given up. */
  readonly dead: number
}

/** The policy that verdicts are made by. */
export interface PolicyView {
  readonly name: string
  readonly sha256: string
  readonly mode: 'enforce' | 'report'
  /** Why it cannot be read, in words: everything is blocked then; null where it can. */
  readonly problem: string | null
}

/** What an operator wants to know first. */
export interface Health {
  readonly status: 'ok' | 'starting' | 'degraded'
  readonly version: string
  readonly now: Instant
  /** How passages are found by nearness just now. */
  readonly nearness: VectorsView['state']
  readonly policy: PolicyView
  readonly sources: readonly {
    readonly id: string
    readonly pages: number
    readonly unread: number
    readonly crawledAt: Instant | null
  }[]
  readonly repositories: readonly {
    readonly id: string
    readonly commit: string | null
    readonly surveyedAt: Instant | null
  }[]
}

/** What long work tells while it goes on. */
export interface ProgressEvent {
  readonly work: 'crawl' | 'survey' | 'check' | 'learn' | 'embed'
  readonly what: string
  readonly done: number
  readonly total: number | null
  readonly note?: string
}
export type Progress = (event: ProgressEvent) => void

/** How passages are found by nearness, beside their words. */
export interface VectorsView {
  /** The space that questions are answered by; null where there is none. */
  readonly space: string | null
  readonly state: VectorIndexStatus['state'] | 'off'
  /** Why, in words. */
  readonly reason: string
  readonly passages: number
  /** What went wrong, in words; passages are found by their words all the same. */
  readonly problem: string | null
}

/** What surveying one repository came to: its commit, and how the claims judged by it fared. */
export interface SurveySummary {
  readonly id: string
  readonly commit: string
  readonly judged: Readonly<Record<string, number>>
}

/** A key without its secret. */
export interface KeySummary {
  readonly id: string
  readonly principal: string
  readonly createdAt: Instant
  readonly revokedAt: Instant | null
}
