import type { Verification } from '../domain/answer.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import type { Principal } from '../domain/principal.ts'
import type { ReceiptContent } from '../domain/receipt.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import { verdictOf } from '../domain/verdict.ts'
import { withoutSecrets } from '../values/secrets.ts'
import { within } from '../values/within.ts'
import type { Policy } from '../verdicts/policy.ts'
import { because, fixFor } from '../verdicts/reasons.ts'
import type { AdviserDesk } from './answering-desk.ts'
import type { Judge, Judged } from './judge-advice.ts'
import { type Asked, type Heard, hearPeople } from './lift-verdict.ts'
import { record, type Sealable } from './record.ts'
import { sampleForReview } from './reviews.ts'
import { linkTo, newId } from './seal.ts'
import { countsOf } from './verify-advice.ts'
import { inTime, patience } from './within.ts'

/** Verifications, each kept with its receipt, and with a request for approval where people could lift it. */
export function verifier(desk: AdviserDesk, judge: Judge): Pick<Plumbline, 'verify'> {
  return {
    async verify(request, principal, origin): Promise<Verification> {
      const now = desk.now()
      const judged =
        (await within(patience.judging, judge(request, principal, now))) ??
        overdue(
          request,
          await inTime(patience.keeping, 'reading the policy', desk.policyFor(principal, null)),
        )
      const { policy } = judged
      const asked = { request, principal, verification: newId('ver'), now, policy }
      const keeping = keep(judged, asked, origin?.requestId ?? null, desk)
      return inTime(patience.keeping, 'keeping the verification', keeping)
    },
  }
}

/** Who the action is to run as: a receipt is good for this one and no other. Nobody where there is no action. */
const executorOf = ({ action }: VerifyRequest, principal: Principal) =>
  action === undefined
    ? null
    : { principal: action.runAs ?? principal.id, role: action.role ?? null }

/** A verification with its receipt, once it stands in the audit log and in the store with what people approved of it. */
const keep = (
  judged: Judged,
  asked: Asked,
  requestId: string | null,
  desk: AdviserDesk,
): Promise<Verification> => {
  const { draft } = judged
  // All that can be made ready before the lock is taken.
  const sealable = sealableOf(judged, asked, requestId)
  const of = { now: asked.now, reader: asked.principal, environments: draft.environments }
  return record(desk, of, async (ledger, seal) => {
    const inside = { ...desk, store: ledger }
    const heard = await hearPeople(draft, asked, inside)
    const { verdict, approvals } = heard
    const sealed = await seal({ ...sealable, verdict, approvals })
    const result = verificationOf(draft, heard, asked, sealed.content)
    await ledger.verifications.put(asked.principal.id, result)
    await sampleForReview(
      {
        ...{ verification: result.id, principal: asked.principal.id },
        ...{ task: result.task, at: result.verifiedAt },
        ...{ decision: result.verdict.decision, intent: draft.intent },
        commands: result.action?.commands ?? [],
        approved: approvals.length > 0,
      },
      inside,
    )
    return { result, sealed }
  })
}

const sealableOf = (
  { draft, findings, grounds }: Judged,
  { request, principal, verification, policy }: Asked,
  requestId: string | null,
): Omit<Sealable, 'verdict' | 'approvals'> => ({
  about: 'verification',
  aboutId: verification,
  subjects: {
    ...(request.advice ? { advice: request.advice.text } : {}),
    ...(draft.action ? { action: draft.action.digest } : {}),
    ...(request.advice || draft.action ? {} : { request: canonicalJson(request) }),
  },
  citations: draft.citations,
  findings,
  grounds,
  mode: draft.mode,
  executor: executorOf(request, principal),
  environment: request.action?.target?.environment ?? null,
  policy,
  asked: { of: request, request: requestId },
})

function verificationOf(
  draft: Judged['draft'],
  { verdict, escalation }: Heard,
  { verification: id, now }: Asked,
  content: ReceiptContent,
): Verification {
  const unblock = verdict.decision === 'block' ? draft.unblock : []
  const given = { ...draft, verdict, unblock, escalation, receipt: linkTo(content) }
  const whole: Verification = { id, verifiedAt: now, ...given }
  // What the caller is told is what is kept: secrets of advice and commands are in neither.
  return withoutSecrets(whole)
}

/** What could not be judged in time is blocked, and nobody can lift that but by asking again. */
const overdue = (request: VerifyRequest, policy: Policy): Judged => ({
  policy,
  draft: {
    intent: 'destroy',
    mode: request.mode === 'report' ? 'report' : policy.mode,
    environments: [],
    task: request.task ?? null,
    verdict: verdictOf([because('system.timeout', 'block')]),
    statements: [],
    citations: [],
    counts: countsOf([]),
    action: null,
    unblock: [fixFor('system.timeout')],
  },
  findings: [],
  grounds: [],
})
