import type { FileFacts } from '../../domain/fact.ts'
import type { FactCache } from '../../domain/fact-cache.ts'
import type { Snapshot, SnapshotFile } from '../../domain/repository.ts'
import { extractorVersion } from '../extract.ts'
import { pooledFactsIn } from '../fact-pool.ts'

/** Reads a tracked file's text; null when it is missing, too large or not text. */
export type ReadText = (path: string) => Promise<string | null>

/** What one file of a snapshot states. */
export interface ReadFile {
  readonly file: SnapshotFile
  /** Tests and examples state facts weakly. */
  readonly weak: boolean
  readonly facts: FileFacts
}

const batchSize = 128

/** Files that may state facts, in the order of the snapshot. */
export const statingFiles = (snapshot: Snapshot): readonly SnapshotFile[] =>
  snapshot.files.filter(
    (file) =>
      !file.symlink &&
      (file.class === 'code' ||
        file.class === 'settings' ||
        file.class === 'test' ||
        file.class === 'example'),
  )

/** The facts of every file that may state some, batch by batch: from the cache, or by reading the file. */
export async function* readFacts(
  snapshot: Snapshot,
  read: ReadText,
  cache: FactCache,
): AsyncGenerator<readonly ReadFile[]> {
  const files = statingFiles(snapshot)
  for (let from = 0; from < files.length; from += batchSize)
    yield await readBatch(files.slice(from, from + batchSize), read, cache)
}

/** The path is part of the key: owners and grammars come from it. */
export const keyOf = ({ blob, path }: SnapshotFile): string => `${extractorVersion} ${blob} ${path}`

async function readBatch(
  files: readonly SnapshotFile[],
  read: ReadText,
  cache: FactCache,
): Promise<readonly ReadFile[]> {
  const known = await cache.get(files.map(keyOf))
  const fresh: (readonly [string, FileFacts])[] = []
  const batch = await Promise.all(
    files.map(async (file): Promise<ReadFile> => {
      const key = keyOf(file)
      const facts = known.get(key) ?? (await factsOf(file, read))
      if (!known.has(key) && wasRead(facts)) fresh.push([key, facts])
      return { file, weak: file.class === 'test' || file.class === 'example', facts }
    }),
  )
  if (fresh.length > 0) await cache.put(fresh.sort(([a], [b]) => (a < b ? -1 : 1)))
  return batch
}

const missing: FileFacts = {
  facts: [],
  words: [],
  unread: 'its text is missing, too large or not text',
}

const broken: FileFacts = { facts: [], words: [], unread: 'reading it ended its reader' }

/** Whether a file was read: what could not be may be readable the next time. */
export const wasRead = (facts: FileFacts): boolean => facts !== missing && facts !== broken

async function factsOf(file: SnapshotFile, read: ReadText): Promise<FileFacts> {
  const text = await read(file.path)
  return text === null ? missing : pooledFactsIn(file.path, text).catch(() => broken)
}
