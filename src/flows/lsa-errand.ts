import { PlumblineError } from '../domain/errors.ts'
import { openPool, type Pool } from '../workers/pool.ts'
import { type LsaAnswer, type LsaQuestion, lsaWork } from './lsa-work.ts'

/** Learns from texts, and makes vectors of them. */
export interface LsaErrand {
  /** A model's bytes; null where the texts have nothing in common to learn from. */
  fit(texts: AsyncIterable<readonly string[]>): Promise<Uint8Array | null>
  /** By the model given last. */
  embed(texts: readonly string[], dimensions: number): Promise<readonly Float32Array[]>
  use(model: Uint8Array): Promise<void>
}

/** So few texts are learnt from before a worker has begun. */
const fewTexts = 1_000

/** One worker has all the texts of an errand; it ends by itself. */
const openWorker = () =>
  openPool<LsaQuestion, LsaAnswer>({
    file: new URL('./lsa-worker.js', import.meta.url),
    most: 1,
    worthAnother: 0,
    megabytes: 2_048,
  })

type Ask = (question: LsaQuestion) => Promise<LsaAnswer>

/** Whoever does not want the errand done any more does not wait for it either. */
const askBeside =
  (worker: Pool<LsaQuestion, LsaAnswer>, signal: AbortSignal): Ask =>
  async (question) => {
    signal.throwIfAborted()
    const end = () => worker.end()
    signal.addEventListener('abort', end)
    try {
      return await worker.ask(question)
    } finally {
      signal.removeEventListener('abort', end)
    }
  }

/**
 * An errand of its own, with a worker of its own: what one has taken no other sees, not even what was left when it came to nothing.
 * Many texts are worth a worker, where there can be one.
 */
export const lsaErrand = (texts: number, signal: AbortSignal): LsaErrand => {
  const worker = openWorker()
  const ask = texts > fewTexts && worker.canStart ? askBeside(worker, signal) : lsaWork(signal)
  return {
    async fit(parts) {
      for await (const part of parts) await ask({ is: 'texts', texts: part })
      const model = await ask({ is: 'fit' })
      if (model instanceof Float32Array) throw unexpected()
      return model
    },
    async use(model) {
      await ask({ is: 'model', bytes: model })
    },
    async embed(some, dimensions) {
      const vectors = await ask({ is: 'embed', texts: some })
      if (!(vectors instanceof Float32Array)) throw unexpected()
      return some.map((_, at) => vectors.slice(at * dimensions, (at + 1) * dimensions))
    },
  }
}

const unexpected = () =>
  new PlumblineError(
    'internal',
    'the worker that makes vectors ended in the middle; it is begun anew',
  )
