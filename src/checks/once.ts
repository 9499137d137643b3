import type { ClaimKind } from '../domain/claim.ts'
import { type Evidence, type Finding, isWrong, type Suggestion } from '../domain/finding.ts'
import type { Span } from '../domain/passage.ts'
import type { ListedCheck } from './check.ts'

/**
 * One thing said once is one finding. Of two kinds that speak of the same words, or that lost the same thing as the text
 * of a link and as its target, the one that knows more of it stays, unless it cannot tell and the other holds.
 */
export function saidOnce(
  findings: readonly Finding[],
  checks: readonly ListedCheck[],
  textOf: (page: string) => string,
): readonly Finding[] {
  const over = new Map(checks.map((check) => [check.kind, check.over ?? []]))
  const onLine = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (outdone(finding, over).length === 0) continue
    const beside = onLine.get(lineOf(finding))
    if (beside === undefined) onLine.set(lineOf(finding), [finding])
    else beside.push(finding)
  }
  const mended = new Map<Finding, Suggestion>()
  const left = findings.filter((finding) => {
    const better = onLine
      .get(lineOf(finding))
      ?.find(
        (one) => outdone(one, over).includes(finding.claim.kind) && isSame(one, finding, textOf),
      )
    const both = better && joined(mended.get(better) ?? better.suggestion, finding.suggestion)
    if (better && both) mended.set(better, both)
    return better === undefined
  })
  return left.map((finding) => {
    const suggestion = mended.get(finding)
    return suggestion === undefined ? finding : { ...finding, suggestion }
  })
}

/** A line that says one wrong thing twice, as a badge that is a link and a picture does, is mended once. */
export function withoutTwins(findings: readonly Finding[]): readonly Finding[] {
  const told = new Map<string, Finding>()
  for (const [index, finding] of findings.entries()) {
    const key = isWrong(finding) ? saidBy(finding) : `${index}`
    const twin = told.get(key)
    const both = twin && joined(twin.suggestion, finding.suggestion)
    const suggestion = both ?? twin?.suggestion ?? finding.suggestion
    told.set(key, { ...(twin ?? finding), suggestion })
  }
  return [...told.values()]
}

/** The same for findings that say the same of the same line. */
const saidBy = (finding: Finding): string => {
  const { kind, owner, subject, value } = finding.claim
  const { judgement } = finding
  const because = 'because' in judgement ? judgement.because : null
  return JSON.stringify([lineOf(finding), kind, owner, subject, value, because])
}

/** The kinds that say less than a finding where both speak of one thing. */
const outdone = (
  { claim }: Finding,
  over: ReadonlyMap<ClaimKind, readonly ClaimKind[]>,
): readonly ClaimKind[] => over.get(claim.kind) ?? []

const lineOf = ({ claim: { page, line } }: Finding): string => `${page} ${line}`

/** Whether a finding says all that a lesser one does. */
function isSame(a: Finding, b: Finding, textOf: (page: string) => string): boolean {
  if (a.status === 'unknown' && b.status === 'holds') return false
  const [one, other] = [a.claim.span, b.claim.span]
  if (one[0] <= other[1] && other[0] <= one[1]) return true
  const lost = lostIn(a)
  return lost !== null && lost === lostIn(b) && isTextOf(other, one, textOf(a.claim.page))
}

const toTarget = /^[`*_"']{0,4}(?:\]\(<?| <)[^\s()<>]{0,300}$/
const fromTarget = /^[^\s<>]{0,100}["'][^<>]{0,200}>(?:<code>|[`*_"']){0,3}$/

/** Whether words are the text of the link whose target stands at the other place. */
const isTextOf = (words: Span, target: Span, text: string): boolean =>
  words[1] <= target[0]
    ? target[0] - words[1] < 400 && toTarget.test(text.slice(words[1], target[0]))
    : words[0] - target[1] < 400 && fromTarget.test(text.slice(target[1], words[0]))

/** Where that stood which a finding says is gone or elsewhere. */
function lostIn({ judgement }: Finding): string | null {
  if (judgement.status !== 'contradicted' && judgement.status !== 'moved') return null
  const [evidence] = judgement.evidence
  return evidence === undefined || judgement.since === null ? null : placeOf(evidence)
}

const placeOf = (evidence: Evidence): string | null =>
  evidence.in === 'code'
    ? `${evidence.repository} ${evidence.commit} ${evidence.path} ${evidence.line}`
    : null

/** Two edits of one line as one; null where they touch. */
function joined(a: Suggestion | null, b: Suggestion | null): Suggestion | null {
  if (a === null || b === null || a.old !== b.old || a.line !== b.line) return null
  const [first, second] = [editOf(a), editOf(b)].sort((one, other) => one.from - other.from)
  if (first === undefined || second === undefined || second.from < first.to) return null
  const { old, line } = a
  return {
    line,
    old,
    new: `${old.slice(0, first.from)}${first.by}${old.slice(first.to, second.from)}${second.by}${old.slice(second.to)}`,
  }
}

/** What of the old line gives way to what. */
function editOf({ old, new: mended }: Suggestion): {
  readonly from: number
  readonly to: number
  readonly by: string
} {
  const most = Math.min(old.length, mended.length)
  let from = 0
  while (from < most && old[from] === mended[from]) from += 1
  let tail = 0
  while (tail < most - from && old.at(-1 - tail) === mended.at(-1 - tail)) tail += 1
  return { from, to: old.length - tail, by: mended.slice(from, mended.length - tail) }
}
