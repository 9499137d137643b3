import { addHours } from 'date-fns/addHours'
import type { Answer, Escalation, Verification } from '../domain/answer.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { type Access, mayReadAll, type Principal } from '../domain/principal.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import type { DenseLeg } from '../domain/search.ts'
import { wearOf } from '../freshness/freshness.ts'
import type { AgeLimits } from '../freshness/limits.ts'
import type { Store } from '../store/store.ts'
import { peopleFor } from '../verdicts/judge.ts'
import type { SigningKey } from '../verdicts/keys.ts'
import { signReceipt } from '../verdicts/receipts.ts'
import { type AnsweringDesk, answerQuery } from './answer-query.ts'
import type { Composing } from './compose-answer.ts'
import { findingFor } from './disclose.ts'
import type { Repositories } from './open-repositories.ts'
import { readableFindings } from './readable-findings.ts'
import { linkTo, newId, receiptContent, type Sealing } from './seal.ts'
import { searchPassages } from './search-passages.ts'
import { type DraftVerification, verifyAdvice } from './verify-advice.ts'

/** What advising needs from the rest of Plumbline. */
export interface AdviserDesk {
  readonly store: Store
  readonly repositories: Repositories
  readonly key: SigningKey
  readonly dense: DenseLeg
  readonly copyLimitSeconds: number
  readonly composing?: Composing | undefined
  ageLimitsOf(source: string): AgeLimits
  now(): Instant
  accessOf(repository: string): Access
}

/** Hours that people have to decide on an approval. */
const approvalHours = 24

/** Answers and verifications, each kept with its receipt. */
export function adviser(desk: AdviserDesk): Pick<Plumbline, 'search' | 'ask' | 'verify'> {
  const { store } = desk
  return {
    search: async (request, principal) =>
      searchPassages(request, await deskFor(principal, desk.now(), desk)),
    async ask(request, principal): Promise<Answer> {
      const now = desk.now()
      const { draft, candidates, findings } = await answerQuery(
        request,
        await deskFor(principal, now, desk),
      )
      const id = newId('ans')
      const sealed = await seal(desk, now, principal, {
        about: 'answer',
        aboutId: id,
        verdict: draft.verdict,
        subjects: { query: request.query, ...('text' in draft ? { answer: draft.text } : {}) },
        citations: [...draft.citations, ...draft.withheld.map(({ citation }) => citation)],
        findings,
      })
      const receipt = linkTo(sealed)
      const answer: Answer = { id, query: request.query, answeredAt: now, ...draft, receipt }
      await store.answers.put(principal.id, answer, {
        answer: id,
        query: request.query,
        principal: principal.id,
        answeredAt: now,
        policy: sealed.policy,
        candidates,
        citations: draft.citations,
        findings,
      })
      return answer
    },
    async verify(request, principal): Promise<Verification> {
      const now = desk.now()
      const verifying = {
        ...(await deskFor(principal, now, desk)),
        repositories: await desk.repositories.all(),
        pageAt: async (url: string) => {
          const page = await store.pages.byUrl(url)
          return page && mayReadAll(principal, page.access) ? page : null
        },
        passagesOf: (page: string) => store.passages.ofPage(page),
      }
      const { draft, findings } = await verifyAdvice(request, verifying)
      const id = newId('ver')
      const escalation =
        request.mode === 'report'
          ? null
          : await escalationFor(draft, request, principal, id, now, store)
      const sealed = await seal(desk, now, principal, {
        about: 'verification',
        aboutId: id,
        verdict: draft.verdict,
        subjects: {
          ...(request.advice ? { advice: request.advice.text } : {}),
          ...(draft.action ? { action: draft.action.digest } : {}),
        },
        citations: draft.citations,
        findings,
      })
      const { intent: _, ...rest } = draft
      const receipt = linkTo(sealed)
      const verification: Verification = { id, verifiedAt: now, ...rest, escalation, receipt }
      await store.verifications.put(principal.id, verification)
      return verification
    },
  }
}

async function deskFor(
  reader: Principal,
  now: Instant,
  { store, dense, accessOf, copyLimitSeconds, ageLimitsOf, composing }: AdviserDesk,
): Promise<AnsweringDesk> {
  const surveys = await store.surveys.list()
  const findingsOf: AnsweringDesk['findingsOf'] = async (passages) =>
    readableFindings(await store.findings.byPassages(passages), reader, store)
  return {
    reader,
    now,
    copyLimitSeconds,
    ageLimitsOf,
    accessOf,
    composing,
    surveyedAt: (repository, commit) =>
      surveys.find((one) => one.repository === repository && one.commit === commit)?.surveyedAt ??
      null,
    search: store.passages,
    dense,
    wearOf: ({ page, passage }) => {
      const { times, visits, genre, source } = page
      const aged = { times, visits, genre, sectionChanged: passage.changed }
      return wearOf({ ...aged, limits: ageLimitsOf(source) }, now)
    },
    findingsOf,
    contradictedAmong: async (passages) => {
      const against = (await findingsOf(passages)).filter(({ status }) => status === 'contradicted')
      return new Set(against.map(({ claim }) => claim.passage))
    },
    assessmentsOf: (pages) => store.assessments.getMany(pages),
  }
}

/** A receipt is its holder's to read: it names the facts it rests on, and the values of those alone that the holder may see. */
async function seal(
  { store, key, accessOf }: AdviserDesk,
  now: Instant,
  reader: Principal,
  sealing: Omit<Sealing, 'principal'>,
) {
  const findings = sealing.findings.map((finding) => findingFor(finding, { reader, accessOf }))
  const content = receiptContent({ ...sealing, principal: reader.id, findings }, now)
  await store.receipts.put(signReceipt(content, key))
  return content
}

/** A request for approval, where people could lift the verdict on an action. */
async function escalationFor(
  draft: DraftVerification,
  request: VerifyRequest,
  principal: Principal,
  verification: string,
  now: Instant,
  store: Store,
): Promise<Escalation | null> {
  const people = peopleFor(draft.verdict, draft.intent)
  if (people === null || draft.action === null) return null
  const id = newId('apr')
  await store.approvals.put({
    id,
    verification,
    action: draft.action.digest,
    role: request.action?.role ?? null,
    requestedBy: principal.id,
    requestedAt: now,
    expiresAt: addHours(now, approvalHours).toISOString(),
    approvers: people.approvers,
    senior: people.senior,
    decisions: [],
  })
  return { ...people, approval: id, url: `/v1/approvals/${id}` }
}
