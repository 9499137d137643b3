import { parentPort } from 'node:worker_threads'
import type { Asked, Told } from './pool.ts'

/** In a worker: answers what its pool asks. */
export function answering<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  parentPort?.on('message', async ({ id, question }: Asked<Question>) => {
    parentPort?.postMessage({ id, answer: await answer(question) } satisfies Told<Answer>)
  })
}
