import type { FetchTools } from './contract.ts'
import { duration, fault } from './faults.ts'
import { nextDistance, type Went } from './throttle.ts'

interface Waiting {
  start(): void
  refuse(error: Error): void
}

interface Limits {
  readonly concurrency: number
  readonly delay: number
}

/** A server may ask for so long a pause; for more, the source is given up until then. */
const longestPause = 5 * 60_000

/** Whose turn it is to ask one host: how many at once, how far apart, and when nobody. */
export class Turns {
  readonly #host: string
  readonly #limits: Limits
  readonly #tools: Pick<FetchTools, 'now' | 'sleep'>
  readonly #signal: AbortSignal
  readonly #again: Waiting[] = []
  #queue: Waiting[] = []
  #head = 0
  #running = 0
  #distance = 0
  #pace: number
  #lastStart = Number.NEGATIVE_INFINITY
  #pausedUntil = 0
  #closedUntil = 0
  #sleeping = false

  constructor(
    host: string,
    limits: Limits,
    tools: Pick<FetchTools, 'now' | 'sleep'>,
    signal: AbortSignal,
  ) {
    this.#host = host
    this.#limits = limits
    this.#tools = tools
    this.#signal = signal
    this.#pace = limits.delay
  }

  /** Resolves when a request may start; whoever asks again goes first. Each is followed by `leave`. */
  enter(again: boolean): Promise<void> {
    return new Promise((start, refuse) => {
      const waiting = { start, refuse }
      if (again) this.#again.push(waiting)
      else this.#queue.push(waiting)
      this.#handOut()
    })
  }

  /** A request is over, and how it went; null where that says nothing about the host. */
  leave(went: Went | null): void {
    this.#running--
    if (went) this.#distance = nextDistance(this.#distance, went, this.#limits.concurrency)
    this.#handOut()
  }

  /** Nobody asks for so long. A pause that nobody would wait for gives the host up until then. */
  pause(milliseconds: number): void {
    const until = this.#tools.now() + milliseconds
    if (milliseconds > longestPause) this.#closedUntil = Math.max(this.#closedUntil, until)
    else this.#pausedUntil = Math.max(this.#pausedUntil, until)
  }

  pace(milliseconds: number): void {
    this.#pace = Math.max(this.#limits.delay, milliseconds)
  }

  /** Refuses whoever waits. */
  refuseAll(error: Error): void {
    for (let next = this.#take(); next; next = this.#take()) next.refuse(error)
  }

  #handOut(): void {
    while (this.#running < this.#limits.concurrency && this.#hasWaiting()) {
      const refusal = this.#refusal()
      if (refusal) {
        this.refuseAll(refusal)
        return
      }
      const now = this.#tools.now()
      const distance = Math.max(this.#pace, this.#distance)
      const from = Math.max(this.#lastStart + distance, this.#pausedUntil)
      if (now < from) {
        this.#wake(from - now)
        return
      }
      this.#lastStart = now
      this.#running++
      this.#take()?.start()
    }
  }

  #refusal(): Error | null {
    if (this.#signal.aborted) return closed()
    return this.#tools.now() < this.#closedUntil ? this.#busy() : null
  }

  #wake(milliseconds: number): void {
    if (this.#sleeping) return
    this.#sleeping = true
    this.#tools.sleep(milliseconds, this.#signal).then(
      () => {
        this.#sleeping = false
        this.#handOut()
      },
      (error: Error) => this.refuseAll(error),
    )
  }

  #hasWaiting(): boolean {
    return this.#again.length > 0 || this.#head < this.#queue.length
  }

  #take(): Waiting | undefined {
    const again = this.#again.shift()
    if (again) return again
    const next = this.#queue[this.#head++]
    if (this.#head > 1_000 || this.#head >= this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head)
      this.#head = 0
    }
    return next
  }

  #busy(): Error {
    const wait = duration(this.#closedUntil - this.#tools.now())
    const until = new Date(this.#closedUntil).toISOString()
    return fault(
      'source.busy',
      `${this.#host} asks to wait ${wait}, until ${until}: more than the ${duration(longestPause)} that a crawl waits`,
    )
  }
}

/** The fault of asking when fetching is over. */
export const closed = (): Error =>
  fault('source.unreachable', 'fetching was ended before this was asked')
