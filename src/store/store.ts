import type { Database } from 'better-sqlite3'
import { Kysely } from 'kysely'
import { type AnswerStore, answerStore } from './answers.ts'
import { type ApprovalStore, approvalStore } from './approvals.ts'
import { type AssessmentStore, assessmentStore } from './assessments.ts'
import { type AuditStore, auditStore } from './audit.ts'
import { checkpointAside } from './checkpoints.ts'
import { type CrawlStore, crawlStore } from './crawls.ts'
import { StoreDialect } from './dialect.ts'
import { guarded } from './faults.ts'
import { type FindingStore, findingStore } from './findings.ts'
import { type GroundStore, groundStore } from './grounds.ts'
import { type GroupStore, groupStore } from './groups.ts'
import { type IdempotencyStore, idempotencyStore } from './idempotency.ts'
import { type KeyStore, keyStore } from './keys.ts'
import { type LiftableStore, liftableStore } from './liftable.ts'
import { migrate } from './migrate.ts'
import { type NoticeStore, noticeStore } from './notices.ts'
import { type OpenOptions, openDatabase, openToRead } from './open.ts'
import { type PageStore, pageStore } from './pages.ts'
import { type PassageStore, passageStore } from './passages.ts'
import { type PeopleStore, peopleStore } from './people.ts'
import { type PolicyStore, policyStore } from './policies.ts'
import { type RecallStore, recallStore } from './recalls.ts'
import { type ReceiptStore, receiptStore } from './receipts.ts'
import { type ReportStore, reportStore } from './reports.ts'
import { type ReviewFigures, reviewFigures } from './review-figures.ts'
import { type ReviewStore, reviewStore } from './reviews.ts'
import { type RuleStore, ruleStore } from './rules.ts'
import { type ServedStore, servedStore } from './served.ts'
import { type SessionStore, sessionStore } from './sessions.ts'
import { type StandingStore, standingStore } from './standings.ts'
import { type SurveyStore, surveyStore } from './surveys.ts'
import type { Tables } from './tables.ts'
import { atomically } from './transaction.ts'
import { type VectorStore, vectorStore } from './vectors.ts'
import { type VerificationStore, verificationStore } from './verifications.ts'
import { type WebhookStore, webhookStore } from './webhooks.ts'

/** What is written down of one answer or verification. */
export type Ledger = Pick<
  Store,
  | 'answers'
  | 'verifications'
  | 'receipts'
  | 'grounds'
  | 'audit'
  | 'approvals'
  | 'liftable'
  | 'reviews'
>

/** All that Plumbline remembers. */
export interface Store {
  readonly pages: PageStore
  readonly passages: PassageStore
  readonly crawls: CrawlStore
  readonly groups: GroupStore
  readonly surveys: SurveyStore
  readonly findings: FindingStore
  readonly answers: AnswerStore
  readonly verifications: VerificationStore
  readonly receipts: ReceiptStore
  readonly recalls: RecallStore
  readonly grounds: GroundStore
  readonly webhooks: WebhookStore
  readonly approvals: ApprovalStore
  readonly liftable: LiftableStore
  readonly reviews: ReviewStore
  readonly reviewFigures: ReviewFigures
  readonly reports: ReportStore
  readonly rules: RuleStore
  readonly served: ServedStore
  readonly notices: NoticeStore
  readonly people: PeopleStore
  readonly sessions: SessionStore
  readonly idempotency: IdempotencyStore
  readonly keys: KeyStore
  readonly assessments: AssessmentStore
  readonly standings: StandingStore
  readonly vectors: VectorStore
  readonly audit: AuditStore
  readonly policies: PolicyStore
  /**
   * Writes to the ledger all of what the work writes, or nothing where it fails. Everybody else waits meanwhile: the work asks nobody
   * but the ledger.
   */
  atomically<Result>(work: (ledger: Ledger) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

const ledgerOver = (db: Kysely<Tables>): Ledger => ({
  answers: answerStore(db),
  verifications: verificationStore(db),
  receipts: receiptStore(db),
  grounds: groundStore(db),
  audit: auditStore(db),
  approvals: approvalStore(db),
  liftable: liftableStore(db),
  reviews: reviewStore(db),
})

const storeOver = (db: Kysely<Tables>, endCheckpoints: (() => void) | null): Store => {
  return {
    ...ledgerOver(db),
    pages: pageStore(db),
    passages: passageStore(db),
    crawls: crawlStore(db),
    groups: groupStore(db),
    surveys: surveyStore(db),
    findings: findingStore(db),
    recalls: recallStore(db),
    webhooks: webhookStore(db),
    reviewFigures: reviewFigures(db),
    reports: reportStore(db),
    rules: ruleStore(db),
    served: servedStore(db),
    notices: noticeStore(db),
    people: peopleStore(db),
    sessions: sessionStore(db),
    idempotency: idempotencyStore(db),
    keys: keyStore(db),
    assessments: assessmentStore(db),
    standings: standingStore(db),
    vectors: vectorStore(db),
    policies: policyStore(db),
    atomically: (work) => atomically(db, (trx) => work(ledgerOver(trx))),
    close: async () => {
      endCheckpoints?.()
      await db.destroy()
    },
  }
}

/** Opens the store in a SQLite file (or `:memory:`), making or migrating it as needed. */
export const openStore = async (file: string, options?: OpenOptions): Promise<Store> => {
  const database = openDatabase(file, options)
  try {
    guarded(file, () => {
      migrate(database, file)
      // Nobody is to work for hours before the first entry fails.
      database.prepare('select 1 from audit limit 0').get()
    })
  } catch (error) {
    database.close()
    throw error
  }
  const endCheckpoints = options?.staysUp === true ? checkpointAside(database, file) : null
  return storeOver(overDatabase(database, file), endCheckpoints)
}

/** Reads in a store that another thread of this process opened; what would write is refused. */
export const readStore = (file: string): Store =>
  storeOver(overDatabase(openToRead(file), file), null)

const overDatabase = (database: Database, file: string): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new StoreDialect(database, file) })
