import type { Embedder } from '../../domain/vectors.ts'
import { embed, type LsaModel } from './model.ts'
import { letOthersGoFirst } from './rest.ts'

const textsAtOnce = 64

/** A model as whoever needs vectors asks it. */
export const lsaEmbedder = (model: LsaModel): Embedder => ({
  space: model.space,
  embedDocuments: async (texts) => {
    const vectors: Float32Array[] = []
    for (const text of texts) {
      vectors.push(embed(model, text))
      if (vectors.length % textsAtOnce === 0) await letOthersGoFirst()
    }
    return vectors
  },
  embedQuery: async (text) => embed(model, text),
})
