import type { Claim } from '../domain/claim.ts'
import type { Finding } from '../domain/finding.ts'
import type { ListedCheck, Opinion } from './check.ts'

/** A claim and what its check thinks of it. */
interface Reading {
  readonly claim: Claim
  readonly opinion: Opinion
}

type KeyOf = (claim: Claim) => string

/** Readings of one token with the same key compete; what states more of a thing than its name stands apart. */
export const placing = (checks: readonly ListedCheck[]): KeyOf => {
  const apart = new Set(checks.flatMap(({ kind, statesMore }) => (statesMore ? [kind] : [])))
  return ({ page, kind, span }) => `${page} ${apart.has(kind) ? kind : 'name'} ${span[1]}`
}

/** Where one token can be read in several ways, a reading that holds settles it. */
export function likeliest<Case extends Reading>(
  cases: readonly Case[],
  keyOf: KeyOf,
  checks: readonly ListedCheck[],
): readonly Case[] {
  const deciding = new Set(checks.flatMap(({ kind, decides }) => (decides ? [kind] : [])))
  const settled = new Map<string, Case>()
  for (const one of cases) {
    const { status } = one.opinion
    const isOver = status === 'contradicted' || status === 'moved'
    if (isOver && deciding.has(one.claim.kind)) settled.set(keyOf(one.claim), one)
  }
  for (const one of cases)
    if (one.opinion.status === 'holds' && !settled.has(keyOf(one.claim)))
      settled.set(keyOf(one.claim), one)
  return cases.filter((one) => {
    const winner = settled.get(keyOf(one.claim))
    const exact = one.opinion.status === 'absent' && one.opinion.exact === true
    return winner === undefined || winner === one || exact
  })
}

/**
 * Of the readings that are left for one token, the one the past speaks of; else the first. What is doubted of a change holds for each
 * reading of the token that rests on that change, but one that is surer of what it reads.
 */
export function likeliestFindings(
  findings: readonly Finding[],
  keyOf: KeyOf,
  checks: readonly ListedCheck[],
): Finding[] {
  const sure = new Set(
    checks.flatMap(({ kind, decides, isSure }) => (decides || isSure ? [kind] : [])),
  )
  const doubted = new Set(
    findings.flatMap(({ claim, judgement }) =>
      judgement.status === 'unknown' && judgement.doubted !== undefined
        ? [`${keyOf(claim)} ${judgement.doubted}`]
        : [],
    ),
  )
  const best = new Map<string, Finding>()
  for (const finding of findings) {
    if (!sure.has(finding.claim.kind) && doubted.has(`${keyOf(finding.claim)} ${sinceOf(finding)}`))
      continue
    const key = keyOf(finding.claim)
    const other = best.get(key)
    if (!other || outweighs(finding, other)) best.set(key, finding)
  }
  return [...best.values()]
}

/** Where one reading knows the new name of what another only knows to be gone, the new name helps more. */
function outweighs(finding: Finding, other: Finding): boolean {
  const sameChange = fallKey(finding) !== null && fallKey(finding) === fallKey(other)
  if (sameChange && finding.status !== other.status) return finding.status === 'moved'
  return rank(finding) > rank(other)
}

/** What a whole dotted path was found to be outweighs that its last word holds somewhere. */
const rank = ({ claim, status }: Finding): number =>
  status === 'unknown'
    ? 0
    : status === 'holds'
      ? 2
      : claim.kind === 'option' && claim.subject.includes('.')
        ? 3
        : 1

/** A common word counts where the change that took it also took something that the same page names. */
export function inCompany(
  findings: readonly Finding[],
  checks: readonly ListedCheck[],
): readonly Finding[] {
  const sure = new Set(checks.flatMap(({ kind, isSure }) => (isSure ? [kind] : [])))
  const fell = new Set(
    findings.filter(({ claim }) => !claim.tentative).flatMap((finding) => fallKey(finding) ?? []),
  )
  return findings.filter((finding) => {
    const key = fallKey(finding)
    const { kind, tentative } = finding.claim
    return !tentative || (key !== null && (sure.has(kind) || fell.has(key)))
  })
}

const sinceOf = ({ judgement }: Finding): string | null =>
  judgement.status === 'contradicted' || judgement.status === 'moved'
    ? (judgement.since?.commit ?? null)
    : null

function fallKey(finding: Finding): string | null {
  const commit = sinceOf(finding)
  return commit === null ? null : `${finding.claim.page} ${commit}`
}
