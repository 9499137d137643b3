/** How much a server takes on. */
export interface Limits {
  /** Requests a minute that one key, one session, or one address without either may make. */
  readonly requestsPerMinute: number
  /** Answers, verifications and searches that are worked on at once; more are turned away. */
  readonly verdictsAtOnce: number
  /**
   * Threads that answer and verify beside the one that listens, where the machine has more than one core. Each holds the index and the surveys once
   * more; with none, the one that listens does all.
   */
  readonly judgingThreads: number
  /** The lag of the event loop, in milliseconds, from which new work is turned away. */
  readonly lagMilliseconds: number
}

/** What holds unless somebody sets otherwise. */
export const defaultLimits: Limits = {
  requestsPerMinute: 12_000,
  verdictsAtOnce: 256,
  judgingThreads: 1,
  lagMilliseconds: 5_000,
}
