import type { FileFacts } from './fact.ts'

/** What reading a file gave, kept by a key made of its digest and the extractor's version. */
export interface FactCache {
  /** What is known of these keys; a missing key is simply not in the answer. */
  get(keys: readonly string[]): Promise<ReadonlyMap<string, FileFacts>>
  put(entries: readonly (readonly [string, FileFacts])[]): Promise<void>
  close(): void
}
