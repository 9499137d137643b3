import type { Reader } from '../../../src/domain/principal.ts'
import { embedding } from '../../../src/embedding.ts'
import { decodeModel } from '../../../src/retrieval/lsa/codec.ts'
import { lsaEmbedder } from '../../../src/retrieval/lsa/embedder.ts'
import type { RetrievalPorts } from '../../../src/retrieval/retrieve.ts'
import type { Store } from '../../../src/store/store.ts'
import type { KeptSpace } from '../../../src/store/vector-spaces.ts'

/** The vectors that a dense leg searches: what it finds is compared with them all, and plain indexes are measured with them. */
export interface DenseFigures {
  readonly dimensions: number
  /** Of every passage, in the order of the keys. */
  vectors(): AsyncIterable<Float32Array>
  embedQuery(text: string): Promise<Float32Array>
  /** The keys of the passages nearest to a text, as the leg finds them. */
  nearest(text: string, limit: number): Promise<readonly number[]>
}

/** Retrieval over a store as answers use it; what has to be fitted or built first, is. */
export interface Composed {
  readonly ports: RetrievalPorts
  /** Null where words are all that is looked for. */
  readonly dense: DenseFigures | null
  close(): Promise<void>
}

const atOnce = 1_000

/** Puts retrieval together over a store that holds all passages: the one place of the benchmark that knows how. */
export const compose = async (store: Store, folder: string, reader: Reader): Promise<Composed> => {
  const { dense, embed, settled, close } = embedding({
    config: { learnFrom: [...reader.groups], dataFolder: folder },
    store,
    model: null,
    staysUp: true,
    now: () => new Date().toISOString(),
  })
  await embed()
  await settled()
  const space = await store.vectors.current()
  const model = space && (await store.vectors.model(space))
  if (!space || !model) return { ports: { search: store.passages }, dense: null, close }
  const embedder = lsaEmbedder(decodeModel(model))
  const { dimensions } = space
  return {
    ports: { search: store.passages, dense },
    dense: {
      dimensions,
      vectors: () => vectorsOf(store, space),
      embedQuery: (text) => embedder.embedQuery(text),
      nearest: async (text, limit) =>
        ((await dense.nearest(text, { reader }, limit)) ?? []).map(({ key }) => key),
    },
    close,
  }
}

async function* vectorsOf(store: Store, space: KeptSpace): AsyncIterable<Float32Array> {
  let before = 0
  for (;;) {
    const part = await store.vectors.slice(space, before, atOnce)
    if (part.length === 0) return
    for (const { key, vector } of part) {
      // Those that say nothing to the space count all the same.
      for (before += 1; before < key; before += 1) yield new Float32Array(space.dimensions)
      yield vector
    }
  }
}
