import { parentPort } from 'node:worker_threads'
import { factsIn } from './extract.ts'
import type { Asked, Told } from './fact-pool.ts'

// One string instead of thousands: it crosses the border several times faster.
parentPort?.on('message', async ({ id, path, text, reading }: Asked) => {
  const { words, ...rest } = await factsIn(path, text, undefined, reading)
  const told: Told = { id, ...rest, words: words.join('\n') }
  parentPort?.postMessage(told)
})
