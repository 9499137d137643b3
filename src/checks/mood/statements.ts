import type { Mood } from '../../domain/claim.ts'

/** Words by which a sentence says that something is there at all, or is left out: no case, and no denial. */
const given =
  'set|unset|given|omitted|missing|absent|present|specified|unspecified|provided|defined|undefined|configured|passed|supplied|used|enabled|empty|blank|null|none|nil|left|value|argument'
/** "does not run", "is no longer owned by"; "not only", "no later than" and "not before" deny nothing. */
const denied = new RegExp(
  String.raw`\b(?:never|no longer|cannot|neither|nor|not(?! (?:only|just|before|until|later|earlier|more|less|longer|${given})\b))\b|n['’]t\b`,
  'i',
)
/** "If the bank is late, …"; what holds unless something else is said, holds. */
const inCase = new RegExp(
  String.raw`(?:^|[,:] ?)(?:and |but |or )?(?:if|when(?:ever)?|where|whether|in case|provided|as long as)\b(?! (?:[\w'’-]{1,30} ){0,5}(?:${given})\b).{0,300}$`,
  'is',
)
const inCaseAfter = new RegExp(
  String.raw`^[\x60*_"')]{0,4},? ?(?:only )?(?:if|when|in case|as long as|depending)\b(?! (?:[\w'’-]{1,30} ){0,5}(?:${given})\b)`,
  'i',
)
const codeSpan = /`[^`\n]{0,200}`,?/g
const inBrackets = /\([^()]{0,200}\)/g
/** A bracket, a dash and the next cell begin a statement of their own: "if true, checks them (default: off)". */
const parts = /[|;(]| [-–—] /

/**
 * How a sentence means what it states of a thing (when it runs, whose it is, what it may be): by its verb, which may
 * stand far from the words of the claim; null where it plainly states it.
 */
export function moodOfStatement(before: string, after: string): Mood | null {
  const near = before.slice(-400).replace(inBrackets, ' ').split(parts).at(-1) ?? ''
  // Names and the commas of a list between them part no clauses.
  const clause = near.replace(codeSpan, ' ').split(/[,;:]/).at(-1) ?? ''
  if (denied.test(clause)) return 'negated'
  return inCase.test(near.trimStart()) || inCaseAfter.test(after) ? 'conditional' : null
}
