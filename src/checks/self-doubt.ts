import type { ClaimKind } from '../domain/claim.ts'
import type { Finding } from '../domain/finding.ts'
import { unknown } from './check.ts'

/** Kinds that are told from a list of names: so many names missing at once are missing in our reading of the list. */
const listed: ReadonlySet<ClaimKind> = new Set([
  'cli-flag',
  'command',
  'package-script',
  'build-target',
  'api-operation',
])
const fewestMissing = 3
/** A page of links needs more: one that was copied from elsewhere does break in many places. */
const fewestBroken = 8

/**
 * Whoever finds most of a list missing has not found the list, and whoever finds most links of a page broken reads the page
 * from the wrong place: where what is accused outweighs what holds, nothing is accused.
 */
export function withoutMassAccusals(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = keyOf(finding)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  const distrusted = new Map<Finding, string>()
  for (const group of groups.values()) {
    const because = doubtOf(group)
    if (because !== null) for (const one of group.filter(isAccusal)) distrusted.set(one, because)
  }
  return findings.map((finding) => {
    const because = distrusted.get(finding)
    if (because === undefined) return finding
    const reason = finding.claim.kind === 'link' ? 'ambiguous' : 'incomplete-survey'
    return { ...finding, status: 'unknown', judgement: unknown(reason, because), suggestion: null }
  })
}

const isAccusal = ({ status }: Finding): boolean => status === 'contradicted'

/** What findings have in common that share a list; null where none is behind them. */
function keyOf({ claim, repositories, status }: Finding): string | null {
  if (status === 'unknown') return null
  const { kind, owner, page, subject } = claim
  if (kind === 'link') return subject.startsWith('#') ? null : `link ${page}`
  return listed.has(kind) ? `${kind} ${repositories.join(' ')} ${owner?.split(' ')[0] ?? ''}` : null
}

function doubtOf(group: readonly Finding[]): string | null {
  const named = (of: readonly Finding[]) => new Set(of.map(({ claim }) => claim.subject))
  const missing = named(group.filter(isAccusal))
  const held = named(group.filter((one) => !isAccusal(one)))
  const [first] = group
  if (first === undefined || missing.size <= held.size) return null
  if (first.claim.kind === 'link')
    return missing.size < fewestBroken
      ? null
      : `${missing.size} of ${missing.size + held.size} links of the page lead nowhere from where it lies: it is read from elsewhere`
  return missing.size < fewestMissing
    ? null
    : `of the ${missing.size + held.size} names that pages know here, code seems to lack ${missing.size}: the list that was read is not the whole one`
}
