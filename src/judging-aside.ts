import type { Config } from './config/config.ts'
import { type ErrorCode, PlumblineError } from './domain/errors.ts'
import type { Instant } from './domain/instant.ts'
import type { Principal } from './domain/principal.ts'
import type { VerifyRequest } from './domain/requests.ts'
import type { JudgingDesk } from './flows/answering-desk.ts'
import type { Judge, Judged } from './flows/judge-advice.ts'
import { patience } from './flows/within.ts'
import { policyDigest } from './verdicts/policy.ts'
import { canStand, type StandingWorker, startStanding } from './workers/standing.ts'

/** What a thread that judges is asked: to judge, or to bring what it holds up to date. */
export type JudgingQuestion =
  | {
      readonly what: 'judge'
      readonly request: VerifyRequest
      readonly principal: Principal
      readonly now: Instant
    }
  | { readonly what: 'follow' }

/** A verdict whose policy is told by its digest: what was compiled of a policy does not go from thread to thread. */
export type ToldJudged = Omit<Judged, 'policy'> & { readonly policy: string }

/** What it says: a verdict, nothing, or what went wrong; a `code` where the caller is to know. */
export type JudgingAnswer =
  | { readonly judged: ToldJudged | null }
  | { readonly fault: string; readonly code: ErrorCode | null }

type Judging = StandingWorker<JudgingQuestion, JudgingAnswer>

/** Threads that judge beside the one that listens. */
export interface JudgingAside {
  /** A verdict from a thread that is up to date and free; null where none is. */
  judge(request: VerifyRequest, principal: Principal, now: Instant): Promise<ToldJudged | null>
  /** Something was judged, surveyed or learnt anew: nobody judges aside until that has been read. */
  follow(): void
  end(): Promise<void>
}

/** Questions that may wait at one thread; more are better off where they came in. */
const mostWaiting = 3
/** Threads that ended are started again so often; then all is judged where it came in. */
const mostStarts = 20

const file = new URL('./judging-worker.js', import.meta.url)

/** Starts so many threads, each with an index and surveys of its own; none where no thread can start. */
export function judgingAside(config: Config, threads: number): JudgingAside {
  const seats = canStand(file) ? Array.from({ length: threads }, () => seatFor(config)) : []
  return {
    async judge(request, principal, now) {
      const [free] = seats
        .flatMap((seat) => seat.ready() ?? [])
        .toSorted((a, b) => a.waiting() - b.waiting())
      if (free === undefined || free.waiting() >= mostWaiting) return null
      return judgedOf(await free.ask({ what: 'judge', request, principal, now }, patience.judging))
    },
    follow: () => {
      for (const seat of seats) seat.follow()
    },
    end: async () => {
      await Promise.all(seats.map((seat) => seat.end()))
    },
  }
}

interface Seat {
  /** The thread, where it holds what is known now. */
  ready(): Judging | null
  follow(): void
  end(): Promise<void>
}

/** One thread, and the one that takes its place where it ends. It starts with the first that is to be followed. */
function seatFor(config: Config): Seat {
  let worker: Judging | null = null
  let starts = 0
  let isEnding = false
  let isFollowing = false
  /** Counts what is to be followed; a thread is ready while it followed the last. */
  let latest = 0
  let followed = 0

  const start = (): void => {
    worker = null
    followed = 0
    if (isEnding || starts === mostStarts) return
    starts += 1
    worker = startStanding(file, config, () => {
      start()
      void follow()
    })
  }
  const follow = async (): Promise<void> => {
    if (isFollowing) return
    isFollowing = true
    while (worker !== null && followed < latest) {
      const asked = worker
      const upTo = latest
      const answer = await asked.ask({ what: 'follow' }).catch(() => null)
      // What could not be followed is tried again with the next.
      if (asked === worker && (answer === null || 'fault' in answer)) break
      if (asked === worker) followed = upTo
    }
    isFollowing = false
  }
  return {
    ready: () => (followed === latest ? worker : null),
    follow() {
      if (starts === 0) start()
      latest += 1
      void follow()
    },
    async end() {
      isEnding = true
      await worker?.end()
    },
  }
}

function judgedOf(answer: JudgingAnswer): ToldJudged {
  if ('judged' in answer && answer.judged !== null) return answer.judged
  const { fault, code } = 'fault' in answer ? answer : { fault: 'no verdict came', code: null }
  throw code === null ? new Error(fault) : new PlumblineError(code, fault)
}

/** Judges aside where a thread is free, else here; and here, too, where the policy changed between the one and the other. */
export const judgedAside =
  (aside: JudgingAside, here: Judge, { policyFor }: Pick<JudgingDesk, 'policyFor'>): Judge =>
  async (request, principal, now) => {
    const judged = await aside.judge(request, principal, now)
    if (judged === null) return here(request, principal, now)
    const policy = await policyFor(principal, judged.draft.environments)
    return policyDigest(policy) === judged.policy
      ? { ...judged, policy }
      : here(request, principal, now)
  }
