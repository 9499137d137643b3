import type { ErrorCode } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { AskRequest, VerifyRequest } from '../domain/requests.ts'
import type { Decided } from '../flows/adviser.ts'
import type { Judged } from '../flows/judge-advice.ts'
import type { StandingWorker } from '../workers/standing.ts'

interface Asked<Request> {
  readonly request: Request
  readonly principal: Principal
  readonly now: Instant
}

/** What a thread that judges is asked: to verify, to answer, or to bring what it holds up to date. */
export type JudgingQuestion =
  | (Asked<VerifyRequest> & { readonly what: 'verification' })
  | (Asked<AskRequest> & { readonly what: 'answer' })
  | { readonly what: 'follow' }

/** The policy is told by its digest: what was compiled of it does not go from thread to thread. */
type Told<Made> = Omit<Made, 'policy'> & { readonly policy: string }
export type ToldJudged = Told<Judged>
export type ToldAnswered = Told<Decided>

/** What it says: what it was asked for, or what went wrong; a `code` where the caller is to know. */
export type JudgingAnswer =
  | { readonly judged: ToldJudged }
  | { readonly answered: ToldAnswered }
  | { readonly followed: true }
  | { readonly fault: string; readonly code: ErrorCode | null }

export type JudgingThread = StandingWorker<JudgingQuestion, JudgingAnswer>
