import type { Copy } from '../../../src/domain/crawl.ts'
import type { SourceDocument } from '../../../src/domain/document.ts'
import type { AccessLists } from '../../../src/domain/principal.ts'
import type { FetchTools } from '../../../src/sources/fetching/contract.ts'
import { politeFetch } from '../../../src/sources/fetching/polite-fetch.ts'
import { machineTools } from '../../../src/sources/fetching/tools.ts'
import { documentsFrom } from '../../../src/sources/index.ts'
import type { Checkpoint, Handed, SourceEntry, SourceTools } from '../../../src/sources/source.ts'
import { rulesFor } from './rules.ts'
import { toolsWith } from './tools.ts'

/** What one crawl of a source came to. */
export interface Crawled {
  readonly handed: readonly Handed[]
  /** Documents that were fetched, by path. */
  readonly documents: Readonly<Record<string, SourceDocument>>
  readonly gone: readonly string[]
  readonly unread: Readonly<Record<string, string>>
  /** How it ended before its time. */
  readonly fault: unknown
}

/** Crawls one source again and again, and remembers between crawls what an index would. */
export interface Crawler {
  crawl(): Promise<Crawled>
  /** The access lists of the documents that are there, by path. */
  readonly access: ReadonlyMap<string, AccessLists>
}

/** A crawler that asks real servers on this machine, each once: what fails has failed. */
export function crawler(entry: SourceEntry, given: Partial<SourceTools> = {}): Crawler {
  const copies = new Map<string, Copy>()
  const access = new Map<string, AccessLists>()
  let checkpoint: Checkpoint | null = null
  const keep = (path: string, stamp: string | null, lists?: AccessLists): void => {
    copies.set(path, { ...unknown, stamp })
    if (lists !== undefined) access.set(path, lists)
  }
  const drop = (path: string): void => {
    copies.set(path, { ...unknown, gone: true })
    access.delete(path)
  }
  const take = (handed: Handed, met: Set<string>): void => {
    if (handed.is === 'document') keep(handed.document.path, handed.stamp, handed.document.access)
    if (handed.is === 'same')
      keep(handed.path, handed.stamp ?? copies.get(handed.path)?.stamp ?? null, handed.access)
    if (handed.is === 'gone') drop(handed.path)
    if (handed.is === 'document') met.add(handed.document.path)
    if ('path' in handed) met.add(handed.path)
    if (handed.is === 'whole')
      for (const [path, { gone }] of copies) if (!gone && !met.has(path)) drop(path)
    if (handed.is === 'checkpoint')
      checkpoint = { text: handed.text, at: toolsWith({}).now(), wholeAt: null }
  }
  const crawl = async (): Promise<Crawled> => {
    const before = [...access.keys()]
    const handed: Handed[] = []
    const met = new Set<string>()
    let fault: unknown = null
    const tools = toolsWith({
      now: () => new Date().toISOString(),
      fetching: (door) =>
        politeFetch(
          rulesFor(door, { concurrency: entry.requestsAtOnce ?? 4, timeout: 30_000 }),
          hurried(),
        ),
      copyOf: async (path) => copies.get(path) ?? null,
      checkpoint,
      ...given,
    })
    try {
      for await (const one of documentsFrom(entry, tools)) {
        handed.push(one)
        take(one, met)
      }
    } catch (error) {
      fault = error
    }
    const documents = handed.flatMap((one) => (one.is === 'document' ? [one.document] : []))
    const unread = handed.flatMap((one) => (one.is === 'unread' ? [[one.path, one.because]] : []))
    return {
      handed,
      documents: Object.fromEntries(documents.map((document) => [document.path, document])),
      gone: before.filter((path) => !access.has(path)),
      unread: Object.fromEntries(unread),
      fault,
    }
  }
  return { crawl, access }
}

const unknown: Copy = {
  stamp: null,
  gone: false,
  done: false,
  confirmed: null,
  firstSeen: null,
  visits: { count: 1, changes: 0 },
}

/** Waiting moves the clock on: a server that fails is left in peace in no time. */
const hurried = (): FetchTools => {
  let waited = 0
  return {
    ...machineTools('0.0.0'),
    now: () => Date.now() + waited,
    sleep: async (milliseconds) => {
      waited += milliseconds
    },
  }
}
