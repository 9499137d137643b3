import { getHeapStatistics } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Asked, Told } from './pool.ts'

/** A worker that holds much, so that it stays up from its start to its end; it keeps no process alive. */
export interface StandingWorker<Question, Answer> {
  /** How many questions it has not answered yet. */
  waiting(): number
  /** Rejects where the worker ends before it answers. One that takes longer than `patience`, in milliseconds, is ended. */
  ask(question: Question, patience?: number): Promise<Answer>
  end(): Promise<void>
}

interface Job<Answer> {
  resolve(answer: Answer): void
  reject(fault: Error): void
  readonly timer: NodeJS.Timeout | undefined
}

/** Starts a worker of a file, with data of its own; `ended` is called once, when it is no more. It may hold as much as we. */
export function startStanding<Question, Answer>(
  file: URL,
  data: unknown,
  ended: () => void,
): StandingWorker<Question, Answer> {
  const maxOldGenerationSizeMb = Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20)
  const worker = new Worker(file, { workerData: data, resourceLimits: { maxOldGenerationSizeMb } })
  worker.unref()
  const jobs = new Map<number, Job<Answer>>()
  let nextId = 0
  let isOver = false

  const take = (id: number): Job<Answer> | undefined => {
    const job = jobs.get(id)
    jobs.delete(id)
    clearTimeout(job?.timer)
    if (jobs.size === 0) worker.unref()
    return job
  }
  const over = (fault: Error): void => {
    if (isOver) return
    isOver = true
    for (const id of [...jobs.keys()]) take(id)?.reject(fault)
    ended()
  }
  worker.on('message', ({ id, answer }: Told<Answer>) => take(id)?.resolve(answer))
  worker.on('error', over)
  worker.on('exit', () => over(new Error('its worker ended')))
  return {
    waiting: () => jobs.size,
    ask: (question, patience) =>
      new Promise((resolve, reject) => {
        if (isOver) return reject(new Error('its worker ended'))
        const timer =
          patience === undefined ? undefined : setTimeout(() => void worker.terminate(), patience)
        const id = nextId++
        jobs.set(id, { resolve, reject, timer })
        worker.ref()
        worker.postMessage({ id, question } satisfies Asked<Question>)
      }),
    async end() {
      await worker.terminate()
    },
  }
}
