import type { Answer, Verification } from './answer.ts'
import type { ApprovalOutcome, ApprovalRequest, ApprovalView } from './approval.ts'
import type { AuditEntry, AuditFilter } from './audit.ts'
import type { CodeChange } from './code-change.ts'
import type { CorpusFilter, CorpusView } from './corpus.ts'
import type { CrawlSummary, SourceView } from './crawl.ts'
import type { Explanation } from './explanation.ts'
import type { Finding } from './finding.ts'
import type { Impacts } from './impact.ts'
import type { Instant } from './instant.ts'
import type { Noticing } from './notice.ts'
import type { Page } from './page.ts'
import type { Principal } from './principal.ts'
import type { Receipt, SigningKeySummary } from './receipt.ts'
import type { Reporting } from './report.ts'
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
import type { Review, ReviewLoad } from './review.ts'
import type { Attempt, PersonSummary, Session, SignInOutcome, SignInSettings } from './sign-in.ts'
import type { StaleReport, StaleReported } from './stale-report.ts'
import type { SurveyRun } from './survey-run.ts'

/** Plumbline, opened: everything a door can ask of it. Whatever a reader may not see is as if it were not there. */
export interface Plumbline extends Reporting, Noticing {
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
  /** Sets a survey of all repositories going, unless one is under way. */
  startSurvey(): void
  /** The survey of this process under way, else its last one; null where there was none. */
  surveyRun(): SurveyRun | null
  /** How the survey stands whenever that changes, to its end. */
  watchSurvey(signal?: AbortSignal): AsyncIterable<SurveyRun>
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
  /** How an answer or a verification came about, by its id, and what would be said of its sources today. */
  explanation(id: string, principal: Principal): Promise<Explanation | null>
  /** The last answers that somebody was given, newest first. */
  lastAnswers(limit: number, principal: Principal): Promise<readonly Answer[]>
  /** Asks people to allow what they can lift of the asker's own verification. */
  requestApproval(request: ApprovalRequest, principal: Principal): Promise<ApprovalOutcome>
  /** Requests that wait or are approved and not used up, the oldest first; or all of the reader's own, newest first. */
  approvals(
    filter: { readonly mine?: boolean; readonly cursor?: string; readonly limit?: number },
    principal: Principal,
  ): Promise<Listing<ApprovalView>>
  approval(id: string, principal: Principal): Promise<ApprovalView | null>
  /** Requests that the same asker made for the same action before this one, newest first. */
  earlierApprovals(id: string, reader: Principal): Promise<readonly ApprovalView[]>
  /** Remembers that a person was shown a request. */
  approvalSeen(id: string, person: Principal): Promise<void>
  /** Decides on a request, as the person of a session: there is no other way to decide. */
  decideApproval(
    id: string,
    choice: { readonly decision: 'approve' | 'refuse'; readonly comment?: string },
    token: string,
  ): Promise<ApprovalOutcome>
  withdrawApproval(id: string, principal: Principal): Promise<ApprovalOutcome>
  /** How much people have to review, and how they keep up with it. */
  reviewLoad(): Promise<ReviewLoad>
  /** Sampled advice that this reader may look at and nobody has. */
  reviews(principal: Principal): Promise<readonly Review[]>
  closeReview(
    verification: string,
    outcome: { readonly found: 'right' | 'wrong'; readonly comment?: string },
    token: string,
  ): Promise<{ readonly is: 'done' } | Exclude<ApprovalOutcome, { readonly is: 'done' }>>
  signInSettings(): SignInSettings
  signIn(
    attempt: Attempt & { readonly name: string; readonly password: string },
  ): Promise<SignInOutcome>
  /** Sets a person's password by a one-time code, and signs in. */
  firstSignIn(
    attempt: Attempt & { readonly name: string; readonly code: string; readonly password: string },
  ): Promise<SignInOutcome>
  /** Signs in whom a provider vouched for: `value` is the configured claim. */
  signInByClaim(attempt: Attempt & { readonly value: string }): Promise<SignInOutcome>
  /** Whose session a token is; null when it is over, or its person is not configured any more. */
  session(token: string): Promise<Session | null>
  signOut(token: string): Promise<void>
  people(): Promise<readonly PersonSummary[]>
  /** Makes the one-time code of a person's first sign-in; it is shown once. */
  invitePerson(
    id: string,
    minutes?: number,
  ): Promise<{ readonly code: string; readonly endsAt: Instant }>
  /** Ends all sessions of a person; how many there were. */
  signOutEverywhere(id: string): Promise<number>
  /** Takes a person's password, code and sessions away. */
  forgetPerson(id: string): Promise<void>
  /** Writes down that a key was used where only people decide. */
  keyRefused(principal: Principal, subject: string, because: string): Promise<void>
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
  /** What a change makes false on pages that do not live in its repository; a repository that the reader may not read is not there. */
  impacts(change: CodeChange, principal: Principal): Promise<Impacts>
  /** Notes that a page seems out of date; null where there is no such page or passage for this reader. */
  reportStale(request: StaleReport, principal: Principal): Promise<StaleReported | null>
  receipt(id: string, principal: Principal): Promise<Receipt | null>
  receiptStatus(id: string, principal: Principal): Promise<ReceiptStatus | null>
  /** The public keys that receipts are signed with, as a JWK set. */
  jwks(): Promise<{ readonly keys: readonly Readonly<Record<string, string>>[] }>
  /** The keys that receipts are or were signed with, the newest first. */
  signingKeys(): Promise<readonly SigningKeySummary[]>
  /** Makes a new key that signs receipts from now on; `compromised` revokes the one that signed until now, and recalls its receipts. */
  rotateSigningKey(how?: { readonly compromised?: boolean }): Promise<SigningKeySummary>
  /** Messages that subscribers, mail servers and rooms would not take, the newest first. */
  deadLetters(filter: {
    readonly cursor?: string
    readonly limit?: number
  }): Promise<Listing<DeadLetter>>
  /** Has a message that was given up tried again; null where there is none. */
  redeliver(id: string): Promise<DeadLetter | null>
  /** Tells subscribers and people what they were not told yet, once. */
  deliver(): Promise<DeliveryTally>
  health(): Promise<Health>
  /** How the pages stand that a reader may read, and how they stood. */
  corpus(filter: CorpusFilter, principal: Principal): Promise<CorpusView>
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
