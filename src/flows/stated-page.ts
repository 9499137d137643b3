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
import { readPage } from '../pages/read-page.ts'

/** A page and all it claims. */
export interface StatedPage {
  readonly page: Page
  readonly claims: readonly Claim[]
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
  if (known !== null) return { ...known, page: seenAt(known.page, now) }
  const { page, passages } = readPage(document, now)
  const claims = readClaims(page, passages, checks)
  // zlib's own format, because it ends in a checksum.
  await pieces.put(key, deflateSync(JSON.stringify({ page, claims }), { level: 1 }))
  return { page, claims }
}

// A page's own dates count only once they are past, so a page that may have some is read again each day.
function keyOf(document: SourceDocument, now: Instant): string {
  const isDated = document.format === 'html' || /^\W/.test(document.text)
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

function decoded(bytes: Uint8Array | null): StatedPage | null {
  if (bytes === null) return null
  try {
    const entry: unknown = JSON.parse(inflateSync(bytes).toString())
    return isStated(entry) ? entry : null
  } catch {
    return null
  }
}

// The checksum holds and the key names the code that wrote it: that it is ours is enough to know.
const isStated = (entry: unknown): entry is StatedPage =>
  typeof entry === 'object' &&
  entry !== null &&
  'page' in entry &&
  typeof entry.page === 'object' &&
  'claims' in entry &&
  Array.isArray(entry.claims)
