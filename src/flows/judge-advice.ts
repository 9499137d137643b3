import type { Finding } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import { mayReadAll, type Principal } from '../domain/principal.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import type { Policy } from '../verdicts/policy.ts'
import { deskFor, type JudgingDesk } from './answering-desk.ts'
import { findingGrounds, type PlacedGround } from './receipt-grounds.ts'
import { factGrounds } from './resting-facts.ts'
import { type DraftVerification, type VerifyingDesk, verifyAdvice } from './verify-advice.ts'

/** What was verified, by which policy, and what it rests on beside the passages that it cites. */
export interface Judged {
  readonly draft: DraftVerification
  readonly findings: readonly Finding[]
  readonly grounds: readonly PlacedGround[]
  readonly policy: Policy
}

/** Judges what was sent for verification; nothing is kept of it. */
export type Judge = (request: VerifyRequest, principal: Principal, now: Instant) => Promise<Judged>

export const judgeBy =
  (desk: JudgingDesk): Judge =>
  async (request, principal, now) => {
    const verifying = await verifyingDesk(principal, now, desk)
    const { draft, findings, policy } = await verifyAdvice(request, verifying)
    const surveys = verifying.repositories.map(({ survey }) => survey)
    const grounds = [
      ...factGrounds(findings, surveys),
      ...findingGrounds(findings, draft.citations),
    ]
    return { draft, findings, grounds, policy }
  }

async function verifyingDesk(
  reader: Principal,
  now: Instant,
  desk: JudgingDesk,
): Promise<VerifyingDesk> {
  const { store } = desk
  return {
    ...(await deskFor(reader, null, now, desk)),
    policyIn: (environments) => desk.policyFor(reader, environments),
    repositories: await desk.repositories.all(),
    attestors: desk.attestors,
    pageAt: async (url) => {
      const page = await store.pages.byUrl(url)
      return page && mayReadAll(reader, page.access) ? page : null
    },
    passagesOf: (page) => store.passages.ofPage(page),
  }
}
