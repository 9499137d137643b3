import { addHours } from 'date-fns/addHours'
import type { Escalation, Verification } from '../domain/answer.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { mayReadAll, type Principal } from '../domain/principal.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import { peopleFor } from '../verdicts/judge.ts'
import type { Policy } from '../verdicts/policy.ts'
import { type AdviserDesk, deskFor, seal } from './answering-desk.ts'
import { factGrounds } from './resting-facts.ts'
import { linkTo, newId } from './seal.ts'
import { type DraftVerification, type VerifyingDesk, verifyAdvice } from './verify-advice.ts'

/** Hours that people have to decide on an approval. */
const approvalHours = 24

/** Verifications, each kept with its receipt, and with a request for approval where people could lift it. */
export function verifier(desk: AdviserDesk): Pick<Plumbline, 'verify'> {
  const { store } = desk
  return {
    async verify(request, principal): Promise<Verification> {
      const now = desk.now()
      const verifying = await verifyingDesk(request, principal, now, desk)
      const { draft, findings } = await verifyAdvice(request, verifying)
      const id = newId('ver')
      const asked: Asked = { request, principal, verification: id, now, policy: verifying.policy }
      const escalation = request.mode === 'report' ? null : await escalationFor(draft, asked, desk)
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
        grounds: factGrounds(
          findings,
          verifying.repositories.map(({ survey }) => survey),
        ),
        mode: request.mode,
        executor: executorOf(request, principal),
        environment: request.action?.target?.environment ?? null,
        policy: verifying.policy,
      })
      const { intent: _, ...rest } = draft
      const receipt = linkTo(sealed)
      const verification: Verification = { id, verifiedAt: now, ...rest, escalation, receipt }
      await store.verifications.put(principal.id, verification)
      await desk.audit({
        at: now,
        kind: 'verification',
        principal: principal.id,
        subject: id,
        details: {
          decision: draft.verdict.decision,
          action: draft.action?.digest ?? null,
          receipt: receipt.id,
        },
      })
      return verification
    },
  }
}

/** Who the action is to run as: a receipt is good for this one and no other. Nobody where there is no action. */
const executorOf = ({ action }: VerifyRequest, principal: Principal) =>
  action === undefined
    ? null
    : { principal: action.runAs ?? principal.id, role: action.role ?? null }

async function verifyingDesk(
  request: VerifyRequest,
  reader: Principal,
  now: Instant,
  desk: AdviserDesk,
): Promise<VerifyingDesk> {
  const { store } = desk
  const environment = request.action?.target?.environment ?? null
  return {
    ...(await deskFor(reader, environment, now, desk)),
    repositories: await desk.repositories.all(),
    attestors: desk.attestors,
    pageAt: async (url) => {
      const page = await store.pages.byUrl(url)
      return page && mayReadAll(reader, page.access) ? page : null
    },
    passagesOf: (page) => store.passages.ofPage(page),
  }
}

/** Who asked for what, when, and by which policy it was judged. */
interface Asked {
  readonly request: VerifyRequest
  readonly principal: Principal
  readonly verification: string
  readonly now: Instant
  readonly policy: Policy
}

/** A request for approval, where people could lift the verdict on an action. */
async function escalationFor(
  draft: DraftVerification,
  { request, principal, verification, now, policy }: Asked,
  { store, audit }: AdviserDesk,
): Promise<Escalation | null> {
  const people = peopleFor(draft.verdict, draft.intent, policy)
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
  await audit({
    at: now,
    kind: 'approval-requested',
    principal: principal.id,
    subject: id,
    details: { action: draft.action.digest, verification },
  })
  return { ...people, approval: id, url: `/v1/approvals/${id}` }
}
