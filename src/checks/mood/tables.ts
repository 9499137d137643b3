import type { Block } from '../../domain/passage.ts'
import { releaseNumber } from '../release-number.ts'

/** Columns of what took something's place. */
const replacement =
  /^(?:replace(?:d|s)?(?: it)? (?:with|by)|replacements?|(?:the )?new(?:er)?\b.{0,24}|use(?: this)? instead|instead|successor|renamed (?:to|as)|after|now|alternatives?|migrat(?:e|ed|ion) (?:to|path)|moved to|recommended)$/i
/** Columns of what was. */
const former =
  /^(?:(?:the )?old(?:er)?\b.{0,24}|before|deprecated\b.{0,24}|removed\b.{0,24}|previous(?:ly)?\b.{0,24}|was|former(?:ly)?\b.{0,24}|legacy\b.{0,24}|obsolete\b.{0,24}|from|renamed from)$/i

/** Columns of what is said to be wrong, where another column says what is right. */
const mistaken =
  /^(?:(?:replace|fix) (?:the )?)?(?:stale|outdated|out[- ]of[- ]date|wrong|incorrect|broken|dead|bad)\b.{0,24}$/i
const right =
  /^(?:(?:the )?current|today|correct(?:ed|ion)?|right|fix(?:ed)?|updated?|good|working)\b.{0,24}$/i

/** The release that a column speaks of, by its first numbers; what is developed is newer than any. */
function releaseOf(header: string): number | null {
  if (/^(?:main|master|head|next|latest|current|trunk|develop(?:ment)?)(?: branch)?$/i.test(header))
    return Number.POSITIVE_INFINITY
  return releaseNumber(
    header
      .replace(/^[A-Za-z][\w.]{0,30} /, '')
      .replace(/ (?:and|or) (?:older|below|earlier|before)$/i, ''),
  )
}

/** "3.x | main": the column of an older release, beside that of a newer one. */
function isOfOlder(headers: readonly string[], own: number): boolean {
  const release = releaseOf(headers[own] ?? '')
  return release !== null && headers.some((header) => (releaseOf(header) ?? -1) > release)
}

const plain = (header: string): string => header.replace(/[*_`]/g, '').trim()

/**
 * Whether a place in a table row is that of a former name: its column says so, or the table has a column of
 * replacements and this one is not it.
 */
export function isFormerCell({ header, cells }: Block, at: number): boolean {
  if (!header || !cells) return false
  const headers = header.map(plain)
  const own = cells.findIndex(({ span }) => span[0] <= at && at <= span[1])
  const replaces = headers.findIndex((text) => replacement.test(text))
  const was = headers.findIndex((text) => former.test(text))
  if (own < 0) return false
  if (
    mistaken.test(headers[own] ?? '') &&
    (replaces >= 0 || headers.some((text) => right.test(text)))
  )
    return true
  if (isOfOlder(headers, own)) return true
  if (replaces < 0 && was < 0) return false
  // "From" and "after" alone head other tables too.
  if (replaces < 0 && /^(?:from|was)$/i.test(headers[was] ?? '')) return false
  return was >= 0 ? own === was : own < replaces
}

const ofRelease = /^(?:[\w-]+ )?(?:version|release)$/i
const isNumber = /^v?\d{1,4}(?:\.\d{1,4}){1,3}$/
const ofChanges = /^(?:notes?|changes?|changelog|what(?:['’]s| is)? new|what changed)$/i

/** "| 4.34.0 | added the `berths` table |": what each release brought, row by row. */
export function isReleaseRow({ header, cells }: Block, at: number): boolean {
  if (!header || !cells) return false
  const headers = header.map(plain)
  const own = cells.findIndex(({ span }) => span[0] <= at && at <= span[1])
  const isNumbered = headers
    .slice(0, Math.max(0, own))
    .some((text, column) => ofRelease.test(text) && isNumber.test(cells[column]?.text.trim() ?? ''))
  return isNumbered && ofChanges.test(headers[own] ?? '')
}

const toCommit = String.raw`https?:\/\/[^\s)\]]{1,200}\/(?:blob|tree|raw)\/[0-9a-f]{40}\/[^\s)]{1,200}`
/** A cell that is such a link and nothing else. */
const pinnedCell = new RegExp(
  String.raw`\|\s{0,200}\[[^\]\n]{1,300}\]\(${toCommit}\)\s{0,200}(?:\||$)`,
)
const isPinnedLink = new RegExp(String.raw`^[\x60*_]{0,3}\]\(${toCommit}`)

/** A row is asked for every name in it. */
const pinnedRows = new WeakMap<Block, boolean>()

function isPinnedRow(block: Block): boolean {
  const known = pinnedRows.get(block) ?? pinnedCell.test(block.text)
  pinnedRows.set(block, known)
  return known
}

/** A row that tells where something stands in one commit, or a name that is itself a link to there: what was so then. */
export const isOfOneCommit = (block: Block, after: string): boolean =>
  (block.kind === 'table-row' && isPinnedRow(block)) || isPinnedLink.test(after)

/** A table that was read as plain text, with its headers above a rule. */
const ruled =
  /^[\s=+|-]*(?:[^\n]{0,120}\b(?:replace(?:d)? (?:with|by)|old name|new name|deprecated)\b[^\n]{0,120})[\s|]*\n[\s=+|-]{8}/i

/** Whether a paragraph is a table of old names and new ones whose columns cannot be told apart. */
export const isFormerTable = ({ kind, text }: Block): boolean =>
  kind === 'paragraph' && ruled.test(text.slice(0, 600).replace(/\*\*/g, ''))

const withoutEffect =
  /^[\s*_(]{0,4}(?:no effect|ignored|has no effect|no longer (?:supported|used)|unsupported|removed|dropped|not (?:supported|implemented))\b/i

/** "| `berthLog` | No effect |": a row of what is there no more. */
export function isWithoutEffect({ cells }: Block, at: number): boolean {
  const [first, ...others] = cells ?? []
  if (first === undefined || at < first.span[0] || at > first.span[1]) return false
  return others.some(({ text }) => withoutEffect.test(text))
}
