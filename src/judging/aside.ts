import type { Config } from '../config/config.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Answering } from '../flows/adviser.ts'
import type { JudgingDesk } from '../flows/answering-desk.ts'
import type { Judge } from '../flows/judge-advice.ts'
import { patience } from '../flows/within.ts'
import { type Policy, policyDigest } from '../verdicts/policy.ts'
import { canStand } from '../workers/standing.ts'
import type { JudgingAnswer, JudgingQuestion, ToldAnswered, ToldJudged } from './messages.ts'
import { seatFor } from './seat.ts'

/** Threads that judge beside the one that listens. Each gives null where none of them is up to date and free. */
export interface JudgingAside {
  judge(...asked: Parameters<Judge>): Promise<ToldJudged | null>
  answer(...asked: Parameters<Answering>): Promise<ToldAnswered | null>
  /** Something was judged, surveyed or learnt anew: nobody judges aside until that has been read. */
  follow(): void
  end(): Promise<void>
}

/** Questions that may wait at one thread; more are better off where they came in. */
const mostWaiting = 3

const file = new URL('../judging-thread.js', import.meta.url)

/** So many threads, each with an index and surveys of its own; none where no thread can start. */
export function judgingAside(config: Config, threads: number): JudgingAside {
  const seats = canStand(file) ? Array.from({ length: threads }, () => seatFor(file, config)) : []
  const ask = async (question: JudgingQuestion): Promise<JudgingAnswer | null> => {
    const [free] = seats
      .flatMap((seat) => seat.ready() ?? [])
      .toSorted((a, b) => a.waiting() - b.waiting())
    if (free === undefined || free.waiting() >= mostWaiting) return null
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
  (aside: JudgingAside, here: Judge, { policyFor }: PolicyDesk): Judge =>
  async (...asked) => {
    const told = await aside.judge(...asked)
    if (told === null) return here(...asked)
    const policy = await policyFor(asked[1], told.draft.environments)
    return isSame(policy, told) ? { ...told, policy } : here(...asked)
  }

/** The same for answers. */
export const answeredAside =
  (aside: JudgingAside, here: Answering, { policyFor }: PolicyDesk): Answering =>
  async (...asked) => {
    const told = await aside.answer(...asked)
    if (told === null) return here(...asked)
    const policy = await policyFor(asked[1], null)
    return isSame(policy, told) ? { ...told, policy } : here(...asked)
  }

const isSame = (policy: Policy, told: { readonly policy: string }): boolean =>
  policyDigest(policy) === told.policy
