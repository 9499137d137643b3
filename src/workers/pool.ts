import { Worker } from 'node:worker_threads'
import { canStart } from './can-start.ts'

/** What a worker is asked. */
export interface Asked<Question> {
  readonly id: number
  readonly question: Question
}

/** What a worker says to it. */
export interface Told<Answer> {
  readonly id: number
  readonly answer: Answer
}

/** Which file's workers answer, and how many of them there may be. */
export interface PoolOptions<Question = never> {
  /** Beside the compiled code; where there is only its source, no worker can start. */
  readonly file: URL
  readonly most: number
  /** So many questions, or so much by their weight, must wait for each worker there is before another is worth its start. */
  readonly worthAnother: number
  /** How long a question takes beside others; each counts one where nobody says. */
  weightOf?(question: Question): number
  /** How much one worker may hold. */
  readonly megabytes: number
}

/** Workers that answer questions of one sort; they keep no process alive, and end by themselves. */
export interface Pool<Question, Answer> {
  /** Whether there can be workers at all, as `canStart` says. */
  readonly canStart: boolean
  /** Rejects where answering it ended its worker. */
  ask(question: Question): Promise<Answer>
  /** Ends its workers at once: what they were asked is rejected, and so is all that is asked from now on. */
  end(): void
}

interface Job<Question, Answer> extends Asked<Question> {
  resolve(answer: Answer): void
  reject(fault: Error): void
}

interface Hand<Question, Answer> {
  readonly worker: Worker
  readonly jobs: Map<number, Job<Question, Answer>>
}

/** How many questions wait at one worker, so that it never waits for us. */
const mostWaiting = 3
/** Workers that died are replaced so often; then nothing is answered any more. */
const mostDeaths = 20
const idleMilliseconds = 5_000

/** Opens a pool; its workers start when they are needed. */
export const openPool = <Question, Answer>(
  options: PoolOptions<Question>,
): Pool<Question, Answer> => new WorkerPool(options)

class WorkerPool<Question, Answer> implements Pool<Question, Answer> {
  readonly canStart: boolean
  readonly #options: PoolOptions<Question>
  readonly #queue: Job<Question, Answer>[] = []
  #hands: Hand<Question, Answer>[] = []
  #deaths = 0
  #nextId = 0
  #idle: NodeJS.Timeout | null = null
  #isEnded = false

  constructor(options: PoolOptions<Question>) {
    this.#options = options
    this.canStart = canStart(options.file)
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ id: this.#nextId++, question, resolve, reject })
      this.#handOut()
    })
  }

  end(): void {
    this.#isEnded = true
    for (const { worker } of this.#hands) void worker.terminate()
  }

  #handOut(): void {
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#idle = null
    while (this.#queue.length > 0) {
      const hand = this.#freest()
      const job = hand === null ? undefined : this.#queue.shift()
      if (hand === null || job === undefined) break
      hand.jobs.set(job.id, job)
      hand.worker.ref()
      const { id, question } = job
      hand.worker.postMessage({ id, question } satisfies Asked<Question>)
    }
    if (this.#queue.length > 0 && this.#hands.length === 0)
      for (const { reject } of this.#queue.splice(0))
        reject(new Error(this.#isEnded ? 'its workers were ended' : 'workers keep ending'))
  }

  /** The worker with the fewest questions before it; null when all have enough. */
  #freest(): Hand<Question, Answer> | null {
    if (this.#isEnded) return null
    const [first] = this.#hands.toSorted((a, b) => a.jobs.size - b.jobs.size)
    if (first !== undefined && first.jobs.size === 0) return first
    if (this.#hands.length < this.#options.most && this.#deaths < mostDeaths && this.#isWorth())
      return this.#start()
    return first !== undefined && first.jobs.size < mostWaiting ? first : null
  }

  /** Whether so much waits that another worker is worth its start; a first one always is. */
  #isWorth(): boolean {
    const { worthAnother, weightOf = () => 1 } = this.#options
    let left = worthAnother * this.#hands.length
    return (
      this.#hands.length === 0 ||
      this.#queue.some(({ question }) => {
        left -= weightOf(question)
        return left < 0
      })
    )
  }

  #start(): Hand<Question, Answer> {
    const { file, megabytes } = this.#options
    const worker = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    })
    const hand: Hand<Question, Answer> = { worker, jobs: new Map() }
    worker.on('message', (told: Told<Answer>) => this.#take(hand, told))
    worker.on('error', (fault) => this.#over(hand, fault))
    worker.on('exit', () => this.#over(hand, new Error('a worker ended')))
    this.#hands = [...this.#hands, hand]
    return hand
  }

  #take(hand: Hand<Question, Answer>, { id, answer }: Told<Answer>): void {
    const job = hand.jobs.get(id)
    hand.jobs.delete(id)
    job?.resolve(answer)
    if (this.#queue.length > 0) this.#handOut()
    if (hand.jobs.size === 0) hand.worker.unref()
    if (this.#hands.every(({ jobs }) => jobs.size === 0)) this.#rest()
  }

  /** A worker that ends took offence at the oldest question: that one is not answered, the others are by another. */
  #over(hand: Hand<Question, Answer>, fault: Error): void {
    if (!this.#hands.includes(hand)) return
    this.#hands = this.#hands.filter((other) => other !== hand)
    this.#deaths += 1
    const [culprit, ...others] = hand.jobs.values()
    hand.jobs.clear()
    this.#queue.unshift(...others)
    culprit?.reject(fault)
    this.#handOut()
  }

  #rest(): void {
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      const ending = this.#hands
      this.#hands = []
      for (const { worker } of ending) void worker.terminate()
    }, idleMilliseconds).unref()
  }
}
