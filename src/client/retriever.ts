import type { Document } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import type { SearchRequest } from '../domain/requests.ts'
import { type Connection, connectionTo, type Whereabouts } from './connection.ts'
import { documentOf, isContradicted, type PassageMetadata } from './passage-document.ts'

/** What to retrieve, and how to show it. */
export interface RetrieverOptions extends BaseRetrieverInput, Omit<SearchRequest, 'query'> {
  /** Leaves out passages that evidence speaks against; otherwise they come tagged. */
  readonly leaveOutContradicted?: boolean
  /**
   * Where a passage says what speaks against it: in front of its text, where every chain shows it to its model, or in its
   * metadata alone; in the text unless given.
   */
  readonly warnIn?: 'text' | 'metadata'
}

/** So many passages a search gives at most. */
const most = 50

/** Retrieves passages of a Plumbline, each with its age, its freshness and what code says against it. */
export class PlumblineRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name(): string {
    return 'PlumblineRetriever'
  }
  override lc_namespace = ['plumbline', 'retrievers']
  // Private, so that neither traces nor a printed retriever show a key.
  readonly #connection: Connection
  readonly #options: RetrieverOptions

  constructor(options: Whereabouts & RetrieverOptions) {
    const { callbacks, tags, metadata, verbose } = options
    super({
      ...(callbacks === undefined ? {} : { callbacks }),
      ...(tags === undefined ? {} : { tags }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(verbose === undefined ? {} : { verbose }),
    })
    this.#connection = connectionTo(options)
    this.#options = options
  }

  override async _getRelevantDocuments(query: string): Promise<Document<PassageMetadata>[]> {
    const { limit = 10, leaveOutContradicted = false, warnIn = 'text' } = this.#options
    const { sources, repositories, genres, current } = this.#options
    // What is left out should not make the rest fewer than was asked for.
    const wanted = leaveOutContradicted ? Math.min(most, 2 * limit) : limit
    const { hits, searchedAt } = await this.#connection.search({
      query,
      limit: wanted,
      ...(sources ? { sources } : {}),
      ...(repositories ? { repositories } : {}),
      ...(genres ? { genres } : {}),
      ...(current === undefined ? {} : { current }),
    })
    return hits
      .filter((hit) => !(leaveOutContradicted && isContradicted(hit)))
      .slice(0, limit)
      .map((hit) => documentOf(hit, searchedAt, warnIn))
  }
}
