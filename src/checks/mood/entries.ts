import type { Block } from '../../domain/passage.ts'

const around = String.raw`[*_\x60"'[\](){}]{0,4}`
const ends = String.raw`${around}\s{0,2}(?:[:–—]|-(?=\s))`
const openers: readonly RegExp[] = [
  // "Version 1.9.4: Breaking, …", "v2.3.0 - …"
  new RegExp(
    String.raw`^${around}(?:(?:version|release)\s|v)\s?\d{1,4}(?:\.\d{1,5}){1,3}(?:-[\w.]{1,16})?${ends}`,
    'i',
  ),
  new RegExp(String.raw`^${around}\d{1,4}(?:\.\d{1,5}){2,3}(?:-[\w.]{1,16})?${ends}`),
  // "2024-03-01: …"
  new RegExp(String.raw`^${around}(?:19|20)\d{2}-\d{2}-\d{2}${ends}`),
  // "`b73dc03`: …", a commit, or several
  new RegExp(
    String.raw`^${around}(?=[0-9a-f]{0,39}\d)[0-9a-f]{7,40}(?:${around},\s${around}[0-9a-f]{7,40}){0,8}${ends}`,
  ),
]

const done =
  '(?:Fixed|Added|Updated|Removed|Changed|Improved|Refactored|Renamed|Moved|Replaced|Implemented|Introduced|Extracted|Migrated|Dropped|Deleted|Rewrote|Reworked|Ported)'
/** "**Fixed silent failures**: …", "Renamed `open` to `start`": an item that tells what somebody did, and to what. */
const deed = new RegExp(
  String.raw`^(?:[*_]{2,3}${done} [^*_\n]{1,80}(?:[*_]{2,3}:|:[*_]{2,3})|${done} (?:\x60|(?:the|an?|support for|all|our|its)\b))`,
)

/** Whether a block is an entry of a log: it opens with the release, the day or the commit that it tells of, or with what was done. */
export const isEntry = ({ kind, text }: Block): boolean =>
  ((kind === 'list-item' || kind === 'paragraph') &&
    openers.some((opener) => opener.test(text.trimStart().slice(0, 400)))) ||
  (kind === 'list-item' && deed.test(text.trimStart()))
