import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { inflateSync } from 'node:zlib'
import { digestOf } from '../code/extractor-version.ts'
import type { Claim } from '../domain/claim.ts'
import type { SourceDocument } from '../domain/document.ts'
import type { Pieces } from '../domain/fact-cache.ts'
import type { Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import type { Anchors } from '../domain/page-index.ts'
import { openPool } from '../workers/pool.ts'
import type { KeptPage, PageQuestion } from './kept-page.ts'

/** A page, all it claims, and where links can lead to in it. */
export interface StatedPage {
  readonly page: Page
  readonly claims: readonly Claim[]
  readonly anchors: Anchors
}

const reading = digestOf(['../pages', '../checks', '../values', '../syntax'], [])

const pool = openPool<PageQuestion, Uint8Array>({
  file: new URL('./page-worker.js', import.meta.url),
  most: Math.min(availableParallelism(), 4, Math.max(2, Math.floor(availableParallelism() / 2))),
  // Code is read meanwhile, and what a worker learns while it reads makes it several times faster.
  worthAnother: 300_000,
  weightOf: ({ document }) => document.text.length,
  megabytes: 1_024,
})

/** Reads a document and its claims beside other work, or takes them as they were read before from the same words. */
export async function statedPage(
  document: SourceDocument,
  now: Instant,
  pieces: Pieces,
): Promise<StatedPage> {
  const key = keyOf(document, now)
  const known = decoded(await pieces.get(key))
  if (known !== null) return statedIn(known, now)
  const bytes = await (pool.canStart ? pool.ask({ document, now }) : readHere({ document, now }))
  await pieces.put(key, bytes)
  const kept = decoded(bytes)
  if (kept === null) throw new Error('a page was not told as it was asked')
  return statedIn(kept, now)
}

// Whoever has workers never loads what reads pages.
const readHere = async (question: PageQuestion): Promise<Uint8Array> =>
  (await import('./kept-page.ts')).keptPage(question)

const statedIn = ({ page, claims, ids, incomplete }: KeptPage, now: Instant): StatedPage => ({
  page: seenAt(page, now),
  claims,
  anchors: { ids: new Set(ids), incomplete },
})

const speaksOfTime = /\b20\d\d\b|\b(?:next|this|coming) (?:week|month|quarter|sprint|year)\b/i

// A page's own dates, and those it speaks of, count only once they are past: a page that may have some is read again each day.
function keyOf(document: SourceDocument, now: Instant): string {
  const isDated =
    document.format === 'html' || /^\W/.test(document.text) || speaksOfTime.test(document.text)
  const parts = [reading, isDated ? now.slice(0, 10) : '', document]
  return `page ${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`
}

const seenAt = (page: Page, now: Instant): Page => ({
  ...page,
  times: {
    ...page.times,
    confirmed: { at: now, basis: 'observed' },
    fetched: { at: now, basis: 'observed' },
  },
})

function decoded(bytes: Uint8Array | null): KeptPage | null {
  if (bytes === null) return null
  try {
    const entry: unknown = JSON.parse(inflateSync(bytes).toString())
    return isKept(entry) ? entry : null
  } catch {
    return null
  }
}

// The checksum holds and the key names the code that wrote it: that it is ours is enough to know.
const isKept = (entry: unknown): entry is KeptPage =>
  typeof entry === 'object' &&
  entry !== null &&
  'page' in entry &&
  typeof entry.page === 'object' &&
  'claims' in entry &&
  Array.isArray(entry.claims) &&
  'ids' in entry &&
  Array.isArray(entry.ids)
