import { deflateSync } from 'node:zlib'
import { checks } from '../checks/index.ts'
import { readClaims } from '../checks/read-claims.ts'
import type { Claim } from '../domain/claim.ts'
import type { SourceDocument } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import { anchorsOf } from '../pages/anchors.ts'
import { readPage } from '../pages/read-page.ts'

/** A document that is to be read, and the moment of reading. */
export interface PageQuestion {
  readonly document: SourceDocument
  readonly now: Instant
}

/** What is kept of a page. */
export interface KeptPage {
  readonly page: Page
  readonly claims: readonly Claim[]
  /** Where links can lead to in it, and why there may be more such places. */
  readonly ids: readonly string[]
  readonly incomplete: string | null
}

/** Reads a document and its claims, as bytes that can be kept. */
export function keptPage({ document, now }: PageQuestion): Uint8Array {
  const { page, passages } = readPage(document, now)
  const claims = readClaims(page, passages, checks)
  const { ids, incomplete } = anchorsOf(page, passages)
  const kept: KeptPage = { page, claims, ids: [...ids], incomplete }
  // zlib's own format, because it ends in a checksum.
  return deflateSync(JSON.stringify(kept), { level: 1 })
}
