import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { PlumblineError } from '../domain/errors.ts'
import type { Embedder, VectorSpace } from '../domain/vectors.ts'
import type { ModelName } from './faults.ts'
import { type Patience, patiently } from './patience.ts'
import { numbersOf, unitVector } from './vector.ts'

/** How a model is asked for vectors. */
export interface EmbeddingRules {
  readonly model: ModelName
  /** Texts sent at once. */
  readonly batch: number
  /** Longer texts are cut. */
  readonly mostCharacters: number
  readonly patience: Patience
  /** For a question, whose asker waits: words alone find something, too. */
  readonly queryPatience: Patience
}

/** Plumbline's embedder over LangChain's: batches, unit length, and every vector held to its space. */
export function embedderOver(
  embeddings: EmbeddingsInterface<unknown>,
  space: VectorSpace,
  rules: EmbeddingRules,
): Embedder {
  const { model, patience } = rules
  const cut = (text: string): string => cutAt(text, rules.mostCharacters)
  const zeros = (): Float32Array => new Float32Array(space.dimensions)
  const unit = (given: unknown): Float32Array => unitVector(given, space.dimensions, model)

  const embedBatch = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    const given: unknown = await patiently(
      () => embeddings.embedDocuments(texts.map(cut)),
      model,
      patience,
    )
    if (!Array.isArray(given) || given.length !== texts.length)
      throw new PlumblineError(
        'model.failed',
        `${model.name} gave ${Array.isArray(given) ? given.length : 'no'} vectors for ${texts.length} texts`,
      )
    return given.map(unit)
  }

  return {
    space,
    async embedDocuments(texts) {
      // Many models refuse a text without words, and would refuse its neighbours with it.
      const worded = texts.filter(hasWords)
      const vectors: Float32Array[] = []
      for (let start = 0; start < worded.length; start += rules.batch)
        vectors.push(...(await embedBatch(worded.slice(start, start + rules.batch))))
      let next = 0
      return texts.map((text) => (hasWords(text) ? vectors[next++] : undefined) ?? zeros())
    },
    async embedQuery(text) {
      if (!hasWords(text)) return zeros()
      return unit(
        await patiently(() => embeddings.embedQuery(cut(text)), model, rules.queryPatience),
      )
    },
  }
}

/** How many numbers a model's vectors have: it is asked for one. */
export async function dimensionsOf(
  embeddings: EmbeddingsInterface<unknown>,
  { model, patience }: EmbeddingRules,
): Promise<number> {
  const probe = await patiently(
    () => embeddings.embedQuery('Restart the service.'),
    model,
    patience,
  )
  const { length } = numbersOf(probe, model)
  unitVector(probe, length, model)
  return length
}

const hasWords = (text: string): boolean => text.trim() !== ''

/** Never between the halves of one character. */
const cutAt = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')
