import { Embeddings } from '@langchain/core/embeddings'
import type { Embedder } from '../domain/vectors.ts'

/** LangChain's embeddings over one of Plumbline's own embedders: the built-in one stands behind the same interface as any other. */
export class PlumblineEmbeddings extends Embeddings {
  readonly #embedder: Embedder

  constructor(embedder: Embedder) {
    super({ maxRetries: 0 })
    this.#embedder = embedder
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    const vectors = await this.#embedder.embedDocuments(documents)
    return vectors.map((vector) => Array.from(vector))
  }

  override async embedQuery(document: string): Promise<number[]> {
    return Array.from(await this.#embedder.embedQuery(document))
  }
}
