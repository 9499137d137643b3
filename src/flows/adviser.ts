import type { Answer } from '../domain/answer.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { answerQuery } from './answer-query.ts'
import { type AdviserDesk, deskFor, seal } from './answering-desk.ts'
import { findingGrounds } from './receipt-grounds.ts'
import { linkTo, newId } from './seal.ts'
import { searchPassages } from './search-passages.ts'

/** Passages and answers, each answer kept with its receipt. */
export function adviser(desk: AdviserDesk): Pick<Plumbline, 'search' | 'ask'> {
  const { store } = desk
  return {
    search: async (request, principal) =>
      searchPassages(request, await deskFor(principal, null, desk.now(), desk)),
    async ask(request, principal): Promise<Answer> {
      const now = desk.now()
      const answering = await deskFor(principal, request.environment ?? null, now, desk)
      const { draft, candidates, findings } = await answerQuery(request, answering)
      const id = newId('ans')
      const citations = [...draft.citations, ...draft.withheld.map(({ citation }) => citation)]
      const cited = new Set(citations.map(({ passage }) => passage))
      const sealed = await seal(desk, now, principal, {
        about: 'answer',
        aboutId: id,
        verdict: draft.verdict,
        subjects: { query: request.query, ...('text' in draft ? { answer: draft.text } : {}) },
        citations,
        // What code says of passages that were found and not used bears nothing.
        findings: findings.filter(({ claim }) => cited.has(claim.passage)),
        grounds: findingGrounds(findings, citations),
        environment: request.environment ?? null,
        policy: answering.policy,
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
      await desk.audit({
        at: now,
        kind: 'answer',
        principal: principal.id,
        subject: id,
        details: { decision: draft.verdict.decision, receipt: receipt.id },
      })
      return answer
    },
  }
}
