import type { Answer } from '../domain/answer.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import type { Principal } from '../domain/principal.ts'
import type { AskRequest } from '../domain/requests.ts'
import { redact } from '../values/secrets.ts'
import type { Policy } from '../verdicts/policy.ts'
import { type Answered, answerQuery } from './answer-query.ts'
import { type AdviserDesk, deskFor, type JudgingDesk } from './answering-desk.ts'
import { findingGrounds } from './receipt-grounds.ts'
import { record, type Sealable } from './record.ts'
import { linkTo, newId } from './seal.ts'
import { searchPassages } from './search-passages.ts'
import { inTime, patience } from './within.ts'

/** An answer, and the policy that it was decided by. */
export interface Decided extends Answered {
  readonly policy: Policy
}

/** Finds an answer; nothing is kept of it. */
export type Answering = (
  request: AskRequest,
  principal: Principal,
  now: Instant,
) => Promise<Decided>

export const answerBy =
  (desk: JudgingDesk): Answering =>
  async (request, principal, now) => {
    // The environment that a question names tightens what is answered; it chooses no profile.
    const answering = await deskFor(principal, null, now, desk)
    return { ...(await answerQuery(request, answering)), policy: answering.policy }
  }

/** Passages and answers, each answer kept with its receipt. */
export function adviser(
  desk: AdviserDesk,
  answering: Answering,
): Pick<Plumbline, 'search' | 'ask'> {
  return {
    search: async (request, principal) =>
      searchPassages(request, await deskFor(principal, null, desk.now(), desk)),
    async ask(request, principal, origin): Promise<Answer> {
      const now = desk.now()
      const answered = await inTime(
        patience.judging + desk.modelPatience,
        'finding an answer',
        answering(request, principal, now),
      )
      const asked = { request, principal, now, requestId: origin?.requestId ?? null }
      return inTime(patience.keeping, 'keeping the answer', keep(answered, asked, desk))
    },
  }
}

interface Asked {
  readonly request: AskRequest
  readonly principal: Principal
  readonly now: Instant
  readonly requestId: string | null
}

/** An answer with its receipt, once it stands in the audit log and in the store. */
function keep(
  { draft, candidates, findings, policy }: Decided,
  { request, principal, now, requestId }: Asked,
  desk: AdviserDesk,
): Promise<Answer> {
  const id = newId('ans')
  const citations = [...draft.citations, ...draft.withheld.map(({ citation }) => citation)]
  const cited = new Set(citations.map(({ passage }) => passage))
  const sealable: Sealable = {
    about: 'answer',
    aboutId: id,
    verdict: draft.verdict,
    subjects: { query: request.query, ...('text' in draft ? { answer: draft.text } : {}) },
    citations,
    // What code says of passages that were found and not used bears nothing.
    findings: findings.filter(({ claim }) => cited.has(claim.passage)),
    grounds: findingGrounds(findings, citations),
    environment: request.environment ?? null,
    policy,
    mode: policy.mode,
    asked: { of: request, request: requestId },
  }
  return record(desk, { now, reader: principal, environments: null }, async (ledger, seal) => {
    const sealed = await seal(sealable)
    const query = redact(request.query)
    const receipt = linkTo(sealed.content)
    const answer: Answer = { id, query, answeredAt: now, ...draft, receipt }
    await ledger.answers.put(principal.id, answer, {
      answer: id,
      query,
      principal: principal.id,
      answeredAt: now,
      policy: sealed.content.policy,
      candidates,
      citations: draft.citations,
      findings,
    })
    return { result: answer, sealed }
  })
}
