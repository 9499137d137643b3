import type { Config } from '../config/config.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Principal } from '../domain/principal.ts'
import type { Answering } from '../flows/adviser.ts'
import type { JudgingDesk } from '../flows/answering-desk.ts'
import type { Judge } from '../flows/judge-advice.ts'
import { patience } from '../flows/within.ts'
import { type Policy, policyDigest } from '../verdicts/policy.ts'
import { canStart } from '../workers/can-start.ts'
import type { JudgingAnswer, JudgingQuestion, ToldAnswered, ToldJudged } from './messages.ts'
import { seatFor } from './seat.ts'

/** Threads that judge beside the one that listens. Each gives null where none of them is up to date and free. */
export interface JudgingAside {
  judge(...asked: Parameters<Judge>): Promise<ToldJudged | null>
  answer(...asked: Parameters<Answering>): Promise<ToldAnswered | null>
  /** Does such work where it came in, so that it is known how much is under way there. */
  here<Result>(work: () => Promise<Result>): Promise<Result>
  /** Something was judged, surveyed or learnt anew: nobody judges aside until that has been read. */
  follow(): void
  end(): Promise<void>
}

/**
 * So many questions wait at one thread before one is taken up where they came in, and so many more before the next: that thread has to
 * listen, and what it takes up it cannot hand over.
 */
const worthHelp = 4

const file = new URL('../judging-thread.js', import.meta.url)

/** So many threads, each with an index and surveys of its own; none where no thread can start. */
export function judgingAside(config: Config, threads: number): JudgingAside {
  const seats = canStart(file) ? Array.from({ length: threads }, () => seatFor(file, config)) : []
  let underWayHere = 0
  const ask = async (question: JudgingQuestion): Promise<JudgingAnswer | null> => {
    const [free] = seats
      .flatMap((seat) => seat.ready() ?? [])
      .toSorted((a, b) => a.waiting() - b.waiting())
    if (free === undefined || free.waiting() >= worthHelp * (underWayHere + 1)) return null
    const answer = await free.ask(question, patience.judging)
    if ('fault' in answer) throw faultOf(answer)
    return answer
  }
  return {
    async judge(request, principal, now) {
      const told = await ask({ what: 'verification', request, principal, now })
      return told !== null && 'judged' in told ? told.judged : null
    },
    async answer(request, principal, now) {
      const told = await ask({ what: 'answer', request, principal, now })
      return told !== null && 'answered' in told ? told.answered : null
    },
    async here(work) {
      underWayHere += 1
      try {
        return await work()
      } finally {
        underWayHere -= 1
      }
    },
    follow: () => {
      for (const seat of seats) seat.follow()
    },
    end: async () => {
      await Promise.all(seats.map((seat) => seat.end()))
    },
  }
}

const faultOf = ({ fault, code }: Extract<JudgingAnswer, { readonly fault: string }>): Error =>
  code === null ? new Error(fault) : new PlumblineError(code, fault)

type PolicyDesk = Pick<JudgingDesk, 'policyFor'>

/** Judges aside where a thread is free, else here; and here, too, where the policy changed between the one and the other. */
export const judgedAside =
  (aside: JudgingAside, here: Judge, desk: PolicyDesk): Judge =>
  async (...asked) => {
    const told = await aside.judge(...asked)
    const policy = told && (await samePolicy(told, asked[1], told.draft.environments, desk))
    return policy ? { ...told, policy } : aside.here(() => here(...asked))
  }

/** The same for answers. */
export const answeredAside =
  (aside: JudgingAside, here: Answering, desk: PolicyDesk): Answering =>
  async (...asked) => {
    const told = await aside.answer(...asked)
    const policy = told && (await samePolicy(told, asked[1], null, desk))
    return policy ? { ...told, policy } : aside.here(() => here(...asked))
  }

/** The policy in force here, where it is the one that was judged by. */
async function samePolicy(
  told: { readonly policy: string },
  principal: Principal,
  environments: readonly string[] | null,
  { policyFor }: PolicyDesk,
): Promise<Policy | null> {
  const policy = await policyFor(principal, environments)
  return policyDigest(policy) === told.policy ? policy : null
}
