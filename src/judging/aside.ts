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
  const seats = canStand(file) ? Array.from({ length: threads }, () => seatFor(file, config)) : []
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
  (aside: JudgingAside, here: Judge, { policyFor }: PolicyDesk): Judge =>
  async (...asked) => {
    const told = await aside.judge(...asked)
    if (told === null) return aside.here(() => here(...asked))
    const policy = await policyFor(asked[1], told.draft.environments)
    return isSame(policy, told) ? { ...told, policy } : aside.here(() => here(...asked))
  }

/** The same for answers. */
export const answeredAside =
  (aside: JudgingAside, here: Answering, { policyFor }: PolicyDesk): Answering =>
  async (...asked) => {
    const told = await aside.answer(...asked)
    if (told === null) return aside.here(() => here(...asked))
    const policy = await policyFor(asked[1], null)
    return isSame(policy, told) ? { ...told, policy } : aside.here(() => here(...asked))
  }

const isSame = (policy: Policy, told: { readonly policy: string }): boolean =>
  policyDigest(policy) === told.policy
