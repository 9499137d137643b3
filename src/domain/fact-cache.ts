import type { FileFacts } from './fact.ts'

/** What reading a file gave, kept by a key made of its digest and the extractor's version. */
export interface FactCache {
  /** What is known of these keys; a missing key is simply not in the answer. */
  get(keys: readonly string[]): Promise<ReadonlyMap<string, FileFacts>>
  /** The same at once, for whoever cannot wait. */
  now(keys: readonly string[]): ReadonlyMap<string, FileFacts>
  put(entries: readonly (readonly [string, FileFacts])[]): Promise<void>
  /** What is kept as it is, beside the facts. */
  readonly pieces: Pieces
  close(): void
}

/** Bytes by key; whoever wrote them knows how to read them, and whether they are whole. */
export interface Pieces {
  get(key: string): Promise<Uint8Array | null>
  put(key: string, bytes: Uint8Array): Promise<void>
}
