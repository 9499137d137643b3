import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FileFact, FileFacts } from '../domain/fact.ts'
import { factsIn, type Reading } from './extract.ts'

/** A file that a worker is asked to read. */
export interface Asked {
  readonly id: number
  readonly path: string
  readonly text: string
  readonly reading: Reading
}

/** What a worker says of it; words one a line. */
export interface Told {
  readonly id: number
  readonly facts: readonly FileFact[]
  readonly words: string
  readonly unread: string | null
}

interface Job extends Asked {
  resolve(facts: FileFacts): void
  reject(fault: Error): void
}

interface Reader {
  readonly worker: Worker
  readonly jobs: Map<number, Job>
}

/** So much text is read here before workers are worth their start. */
const worthStarting = 400_000
const mostReaders = 4
/** How many files wait at one worker, so that it never waits for us. */
const mostWaiting = 3
/** Workers that died are replaced so often; then a file is not read any more. */
const mostDeaths = 20
const idleMilliseconds = 3_000
const megabytes = 768

let readHere = 0
let deaths = 0
let nextId = 0
let readers: Reader[] = []
const queue: Job[] = []
let idle: NodeJS.Timeout | null = null

// A worker starts from compiled code; where there is none (in tests of the source), all is read here.
const workerFile = new URL('./fact-worker.js', import.meta.url)
const canStart = import.meta.url.endsWith('.js') && existsSync(fileURLToPath(workerFile))

/**
 * Reads one file as `factsIn` does, beside others where many are read; rejects where reading it ended its reader.
 * Workers keep no process alive, and end by themselves.
 */
export function pooledFactsIn(
  path: string,
  text: string,
  reading: Reading = {},
): Promise<FileFacts> {
  if (!canStart || readHere < worthStarting || availableParallelism() < 2) {
    readHere += text.length
    return factsIn(path, text, undefined, reading)
  }
  return new Promise((resolve, reject) => {
    queue.push({ id: nextId++, path, text, reading, resolve, reject })
    hand()
  })
}

/** The same without the words that stand in the file. */
export const pooledFactsAlone = (path: string, text: string): Promise<FileFacts> =>
  pooledFactsIn(path, text, { words: false })

function hand(): void {
  if (idle !== null) clearTimeout(idle)
  idle = null
  while (queue.length > 0) {
    const reader = freest()
    const job = reader === null ? undefined : queue.shift()
    if (reader === null || job === undefined) break
    reader.jobs.set(job.id, job)
    reader.worker.ref()
    const { id, path, text, reading } = job
    reader.worker.postMessage({ id, path, text, reading } satisfies Asked)
  }
  if (queue.length > 0 && readers.length === 0)
    for (const { reject } of queue.splice(0)) reject(new Error('readers of files keep ending'))
}

/** The reader with the fewest files before it; null when all have enough. */
function freest(): Reader | null {
  const [first] = readers.toSorted((a, b) => a.jobs.size - b.jobs.size)
  if (first !== undefined && first.jobs.size === 0) return first
  const most = Math.min(mostReaders, availableParallelism())
  if (readers.length < most && deaths < mostDeaths) return start()
  return first !== undefined && first.jobs.size < mostWaiting ? first : null
}

function start(): Reader {
  const worker = new Worker(workerFile, {
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  })
  const reader: Reader = { worker, jobs: new Map() }
  const over = (fault: Error): void => {
    if (!readers.includes(reader)) return
    readers = readers.filter((other) => other !== reader)
    deaths += 1
    // It took offence at the oldest file: that one goes unread, the others are read by another.
    const [culprit, ...others] = reader.jobs.values()
    reader.jobs.clear()
    queue.unshift(...others)
    culprit?.reject(fault)
    hand()
  }
  worker.on('message', ({ id, facts, words, unread }: Told) => {
    const job = reader.jobs.get(id)
    reader.jobs.delete(id)
    job?.resolve({ facts, words: words === '' ? [] : words.split('\n'), unread })
    if (queue.length > 0) hand()
    if (reader.jobs.size === 0) worker.unref()
    if (readers.every(({ jobs }) => jobs.size === 0)) rest()
  })
  worker.on('error', over)
  worker.on('exit', () => over(new Error('a reader of files ended')))
  readers = [...readers, reader]
  return reader
}

function rest(): void {
  if (idle !== null) clearTimeout(idle)
  idle = setTimeout(() => {
    const ending = readers
    readers = []
    for (const { worker } of ending) void worker.terminate()
  }, idleMilliseconds).unref()
}
