import { decodeModel } from '../retrieval/lsa/codec.ts'
import { fit as fitModel } from '../retrieval/lsa/fit.ts'
import { embed, type LsaModel } from '../retrieval/lsa/model.ts'

/** What is asked of whoever reckons: take texts, learn from all that were taken, take a model, make vectors by it. */
export type LsaQuestion =
  | { readonly is: 'texts'; readonly texts: readonly string[] }
  | { readonly is: 'fit' }
  | { readonly is: 'model'; readonly bytes: Uint8Array }
  | { readonly is: 'embed'; readonly texts: readonly string[] }

/** A model's bytes, or vectors one after the other; null where there is nothing to give. */
export type LsaAnswer = Uint8Array | Float32Array | null

/** Reckons, here or in a worker: learning from many texts takes minutes. One errand at a time; the signal ends its learning. */
export const lsaWork = (signal?: AbortSignal): ((question: LsaQuestion) => Promise<LsaAnswer>) => {
  let texts: string[] = []
  let model: LsaModel | null = null
  return async (question) => {
    switch (question.is) {
      case 'texts':
        texts.push(...question.texts)
        return null
      case 'fit': {
        const taken = texts
        texts = []
        return fitModel(taken, signal === undefined ? {} : { signal })
      }
      case 'model':
        model = decodeModel(question.bytes)
        return null
      case 'embed':
        return model === null ? null : vectorsOf(question.texts, model)
    }
  }
}

const vectorsOf = (texts: readonly string[], model: LsaModel): Float32Array => {
  const { dimensions } = model.space
  const vectors = new Float32Array(texts.length * dimensions)
  for (const [at, text] of texts.entries()) vectors.set(embed(model, text), at * dimensions)
  return vectors
}
