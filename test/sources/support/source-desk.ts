import type { Copy } from '../../../src/domain/crawl.ts'
import type { SourceDocument } from '../../../src/domain/document.ts'
import type { Instant } from '../../../src/domain/instant.ts'
import { politeFetch } from '../../../src/sources/fetching/polite-fetch.ts'
import { machineTools } from '../../../src/sources/fetching/tools.ts'
import { documentsFrom } from '../../../src/sources/index.ts'
import type { Checkpoint, Handed, SourceEntry, SourceTools } from '../../../src/sources/source.ts'
import { rulesFor } from './rules.ts'
import { toolsWith } from './tools.ts'

/** Crawls one source again and again, and remembers as the index does: stamps, what is gone, the last checkpoint. */
export interface SourceDesk {
  readonly entry: SourceEntry
  /** What time the source is told. */
  at: Instant
  crawl(): Promise<Crawled>
}

export interface Crawled {
  readonly all: readonly Handed[]
  /** By path. */
  readonly documents: ReadonlyMap<string, SourceDocument>
  readonly paths: Readonly<Record<Handed['is'], readonly string[]>>
  readonly whole: boolean
}

export function sourceDesk(entry: SourceEntry, lent: Partial<SourceTools> = {}): SourceDesk {
  const copies = new Map<string, Copy>()
  let checkpoint: Checkpoint | null = null
  const desk: SourceDesk = {
    entry,
    at: '2026-11-26T12:00:00.000Z',
    crawl: async () => {
      const all: Handed[] = []
      const tools = toolsWith({
        now: () => desk.at,
        copyOf: async (path) => copies.get(path) ?? null,
        copies: async function* () {
          for (const [path, copy] of copies) yield { path, copy }
        },
        ...lent,
        checkpoint,
        everything: false,
        fetching: (door) =>
          politeFetch(
            rulesFor(door, { maxBytes: 1_000_000, maxRedirects: 3 }),
            machineTools('0.0.0'),
          ),
      })
      for await (const handed of documentsFrom(entry, tools)) all.push(handed)
      const whole = all.some(({ is }) => is === 'whole')
      remember(copies, all, whole)
      const told = all.findLast((one) => one.is === 'checkpoint')
      const text = told === undefined ? (checkpoint?.text ?? null) : told.text
      checkpoint = { text, at: desk.at, wholeAt: whole ? desk.at : (checkpoint?.wholeAt ?? null) }
      return crawled(all, whole)
    },
  }
  return desk
}

function remember(copies: Map<string, Copy>, all: readonly Handed[], whole: boolean): void {
  const copy: Copy = {
    stamp: null,
    gone: false,
    done: false,
    confirmed: null,
    firstSeen: null,
    visits: { count: 1, changes: 0 },
  }
  const met = new Set<string>()
  for (const handed of all) {
    const path = pathOf(handed)
    if (path === null) continue
    met.add(path)
    const before = copies.get(path)
    if (handed.is === 'document') copies.set(path, { ...copy, stamp: handed.stamp })
    if (handed.is === 'same' && before && handed.stamp !== undefined)
      copies.set(path, { ...before, stamp: handed.stamp })
    if (handed.is === 'gone' && before) copies.set(path, { ...before, gone: true })
  }
  if (whole)
    for (const [path, before] of copies)
      if (!met.has(path)) copies.set(path, { ...before, gone: true })
}

const pathOf = (handed: Handed): string | null =>
  handed.is === 'document' ? handed.document.path : 'path' in handed ? handed.path : null

function crawled(all: readonly Handed[], whole: boolean): Crawled {
  const of = (is: Handed['is']): readonly string[] =>
    all.flatMap((handed) => (handed.is === is ? [pathOf(handed) ?? ''] : [])).toSorted()
  const kinds = ['document', 'same', 'unread', 'passed-over', 'gone', 'groups'] as const
  const none = { whole: [], checkpoint: [] }
  const [document, same, unread, passedOver, gone, groups] = kinds.map(of)
  const paths = {
    ...none,
    document: document ?? [],
    same: same ?? [],
    unread: unread ?? [],
    'passed-over': passedOver ?? [],
    gone: gone ?? [],
    groups: groups ?? [],
  }
  const documents = all.flatMap((one) => (one.is === 'document' ? [one.document] : []))
  return { all, whole, paths, documents: new Map(documents.map((one) => [one.path, one])) }
}
