import type { Answer, Verification } from './answer.ts'
import type { Approval } from './approval.ts'
import type { AuditEntry, AuditFilter } from './audit.ts'
import type { CrawlSummary, SourceView } from './crawl.ts'
import type { Finding } from './finding.ts'
import type { Instant } from './instant.ts'
import type { Page } from './page.ts'
import type { Principal } from './principal.ts'
import type { Receipt, SigningKeySummary } from './receipt.ts'
import type {
  AskRequest,
  DeadLetter,
  DeliveryTally,
  Health,
  KeySummary,
  Listing,
  OnceRequest,
  Origin,
  PageView,
  Progress,
  Provenance,
  ReceiptStatus,
  SearchRequest,
  SearchResult,
  SurveySummary,
  VectorsView,
  VerifyRequest,
} from './requests.ts'

/** Plumbline, opened: everything a door can ask of it. Whatever a reader may not see is as if it were not there. */
export interface Plumbline {
  now(): Instant
  /** A configured principal by id; the only one where none is named. */
  principal(id: string | null): Promise<Principal>
  createKey(principal: string): Promise<string>
  keys(): Promise<readonly KeySummary[]>
  /** Makes a key worthless: one of a principal's, or one that signed receipts before. */
  revokeKey(id: string): Promise<void>
  /** Who holds a key; null for a key that is unknown or revoked. */
  principalFor(key: string): Promise<Principal | null>
  /** Brings surveys, findings and the pages that stand on this machine up to date; wikis and sites are left to `crawl` and `poll`. */
  index(progress?: Progress): Promise<readonly CrawlSummary[]>
  /** Goes over some sources (all when empty) and judges what changed: over everything, or only over what is due. */
  crawl(
    sources: readonly string[],
    progress?: Progress,
    how?: { readonly everything?: boolean },
  ): Promise<readonly CrawlSummary[]>
  /** The configured sources, as their operators see them. */
  sources(): Promise<readonly SourceView[]>
  /** Sets a crawl of a source going, or joins the one under way; null for a source that is not configured. */
  startCrawl(source: string): Promise<CrawlSummary | null>
  /** How a crawl stands, or what it came to. */
  crawlSummary(id: string): Promise<CrawlSummary | null>
  /** How a crawl stands whenever that changes, to its end. */
  watchCrawl(id: string, signal?: AbortSignal): AsyncIterable<CrawlSummary>
  /** Looks at sources and repositories from time to time, and reports what goes wrong; gives what ends it. `tick`: milliseconds between two looks at the clock. */
  poll(report: (message: string) => void, tick?: number): () => void
  /** Surveys some repositories (all when empty) and judges the pages by them. */
  survey(repositories: readonly string[], progress?: Progress): Promise<readonly SurveySummary[]>
  /** Makes the vectors that passages still lack, to the end. */
  embed(progress?: Progress): Promise<void>
  /** How passages are found by nearness just now. */
  vectors(): VectorsView
  /** Passages as they stand, each with its age and with what code says against it: no verdict is given on them. */
  search(request: SearchRequest, principal: Principal): Promise<SearchResult>
  ask(request: AskRequest, principal: Principal, origin?: Origin): Promise<Answer>
  verify(request: VerifyRequest, principal: Principal, origin?: Origin): Promise<Verification>
  answer(id: string, principal: Principal): Promise<Answer | null>
  provenance(id: string, principal: Principal): Promise<Provenance | null>
  verification(id: string, principal: Principal): Promise<Verification | null>
  approval(id: string, principal: Principal): Promise<Approval | null>
  pages(
    filter: { readonly source?: string; readonly cursor?: string; readonly limit?: number },
    principal: Principal,
  ): Promise<Listing<Page>>
  page(id: string, principal: Principal): Promise<PageView | null>
  findings(
    filter: {
      readonly page?: string
      readonly status?: Finding['status']
      readonly kind?: string
      readonly cursor?: string
      readonly limit?: number
    },
    principal: Principal,
  ): Promise<Listing<Finding>>
  finding(id: string, principal: Principal): Promise<Finding | null>
  receipt(id: string, principal: Principal): Promise<Receipt | null>
  receiptStatus(id: string, principal: Principal): Promise<ReceiptStatus | null>
  /** The public keys that receipts are signed with, as a JWK set. */
  jwks(): Promise<{ readonly keys: readonly Readonly<Record<string, string>>[] }>
  /** The keys that receipts are or were signed with, the newest first. */
  signingKeys(): Promise<readonly SigningKeySummary[]>
  /** Makes a new key that signs receipts from now on; `compromised` revokes the one that signed until now, and recalls its receipts. */
  rotateSigningKey(how?: { readonly compromised?: boolean }): Promise<SigningKeySummary>
  /** Messages that subscribers would not take, the newest first. */
  deadLetters(filter: {
    readonly cursor?: string
    readonly limit?: number
  }): Promise<Listing<DeadLetter>>
  /** Has a message that was given up tried again; null where there is none. */
  redeliver(id: string): Promise<DeadLetter | null>
  /** Tells subscribers what they were not told yet, once. */
  deliver(): Promise<DeliveryTally>
  health(): Promise<Health>
  /** What stands in the audit log, oldest first; `cursor` is where the part before ended. */
  auditEntries(
    filter: Pick<AuditFilter, 'kind' | 'subject' | 'since' | 'limit'> & {
      readonly cursor?: string
    },
  ): Promise<Listing<AuditEntry>>
  /** Signs what the audit log is now, and writes it down; null while nothing stands in it. */
  checkpointAudit(): Promise<string | null>
  /**
   * Does the work of a request once, however often the request is sent: whoever sends it again gets the first reply. Another
   * request under the same key is a fault, and so is one whose first reply is not there yet.
   */
  once(request: OnceRequest, principal: Principal, work: () => Promise<string>): Promise<string>
  close(): Promise<void>
}
