import { availableParallelism } from 'node:os'
import type { FileFacts } from '../domain/fact.ts'
import { openPool } from '../workers/pool.ts'
import { factsIn, type Reading } from './extract.ts'
import { type PackedFacts, unpack } from './packed-facts.ts'

/** A file that a worker is asked to read. */
export interface FileQuestion {
  readonly path: string
  readonly text: string
  readonly reading: Reading
}

/** What a worker says of it; words one a line. */
export interface FileAnswer {
  readonly facts: PackedFacts
  readonly words: string
  readonly unread: string | null
}

/** So much text is read here before workers are worth their start. */
const worthStarting = 400_000

let readHere = 0

const pool = openPool<FileQuestion, FileAnswer>({
  file: new URL('./fact-worker.js', import.meta.url),
  most: Math.min(4, availableParallelism()),
  worthAnother: 0,
  megabytes: 768,
})

/** Reads one file as `factsIn` does, beside others where many are read; rejects where reading it ended its reader. */
export async function pooledFactsIn(
  path: string,
  text: string,
  reading: Reading = {},
): Promise<FileFacts> {
  if (!pool.canStart || readHere < worthStarting) {
    readHere += text.length
    return factsIn(path, text, undefined, reading)
  }
  const { facts, words, unread } = await pool.ask({ path, text, reading })
  return { facts: unpack(facts), words: words === '' ? [] : words.split('\n'), unread }
}

/** The same without the words that stand in the file. */
export const pooledFactsAlone = (path: string, text: string): Promise<FileFacts> =>
  pooledFactsIn(path, text, { words: false })
