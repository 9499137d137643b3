import { createHash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import { checks } from '../checks/index.ts'
import { readClaims } from '../checks/read-claims.ts'
import { digestOf } from '../code/extractor-version.ts'
import type { Claim } from '../domain/claim.ts'
import type { SourceDocument } from '../domain/document.ts'
import type { Pieces } from '../domain/fact-cache.ts'
import type { Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import type { Anchors } from '../domain/page-index.ts'
import { anchorsOf } from '../pages/anchors.ts'
import { readPage } from '../pages/read-page.ts'

/** A page, all it claims, and where links can lead to in it. */
export interface StatedPage {
  readonly page: Page
  readonly claims: readonly Claim[]
  readonly anchors: Anchors
}

/** What is kept of a page. */
interface Kept extends Omit<StatedPage, 'anchors'> {
  readonly ids: readonly string[]
  readonly incomplete: string | null
}

const reading = digestOf(['../pages', '../checks', '../values', '../syntax'], [])

/** Reads a document and its claims, or takes them as they were read before from the same words. */
export async function statedPage(
  document: SourceDocument,
  now: Instant,
  pieces: Pieces,
): Promise<StatedPage> {
  const key = keyOf(document, now)
  const known = decoded(await pieces.get(key))
  if (known !== null) {
    const anchors = { ids: new Set(known.ids), incomplete: known.incomplete }
    return { page: seenAt(known.page, now), claims: known.claims, anchors }
  }
  const { page, passages } = readPage(document, now)
  const claims = readClaims(page, passages, checks)
  // zlib's own format, because it ends in a checksum.
  const anchors = anchorsOf(page, passages)
  const kept: Kept = { page, claims, ids: [...anchors.ids], incomplete: anchors.incomplete }
  await pieces.put(key, deflateSync(JSON.stringify(kept), { level: 1 }))
  return { page, claims, anchors }
}

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

function decoded(bytes: Uint8Array | null): Kept | null {
  if (bytes === null) return null
  try {
    const entry: unknown = JSON.parse(inflateSync(bytes).toString())
    return isKept(entry) ? entry : null
  } catch {
    return null
  }
}

// The checksum holds and the key names the code that wrote it: that it is ours is enough to know.
const isKept = (entry: unknown): entry is Kept =>
  typeof entry === 'object' &&
  entry !== null &&
  'page' in entry &&
  typeof entry.page === 'object' &&
  'claims' in entry &&
  Array.isArray(entry.claims) &&
  'ids' in entry &&
  Array.isArray(entry.ids)
