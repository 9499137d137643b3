import { hash } from 'node:crypto'
import type { Block } from '../domain/passage.ts'

/** SHA-256 of the UTF-8 of a text, in hex. */
export const fingerprint = (text: string): string => hash('sha256', text, 'hex')

const moving =
  /^(?:last (?:updated|modified|reviewed|edited)|updated|modified|this page was last)\b.{0,80}$/i
const badge = /^(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+$/

/**
 * SHA-256 of what the blocks say: front matter, badges, spacing and "last updated" lines do not move it,
 * so that touching a label does not make a page look fresh.
 */
export const contentFingerprint = (blocks: readonly Block[]): string =>
  fingerprint(
    blocks
      .map((block) => (block.kind === 'code' ? block.text : block.text.replace(/\s+/g, ' ').trim()))
      .filter((text) => text !== '' && !moving.test(text) && !badge.test(text))
      .join('\n'),
  )
