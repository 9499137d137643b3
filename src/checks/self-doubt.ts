import type { Finding, UnknownReason } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'
import { unknown } from './check.ts'
import { circlesOf } from './circles.ts'
import { misreadings } from './misreadings/index.ts'
import { isUnheard } from './misreadings/misreading.ts'
import type { Witness } from './witness.ts'

/**
 * Whoever finds most of a list missing has not found the list, and whoever finds most links of a page broken reads the page
 * from the wrong place: where what is accused outweighs what holds, nothing is accused.
 */
export function withoutMassAccusals(
  findings: readonly Finding[],
  pages: ReadonlyMap<string, WeighedPage>,
  witness?: Pick<Witness, 'saw'>,
): readonly Finding[] {
  const doubted = new Map<Finding, Doubt>()
  for (const { own, open } of circlesOf(findings, pages))
    for (const { reason, accuses, keyOf, doubt, evenSeen, withUnheard } of misreadings)
      for (const group of groupsOf(open, (one) =>
        one.status === 'unknown' && !(withUnheard && isUnheard(one))
          ? null
          : keyOf(one, isKeptWithCode(pages.get(one.claim.page))),
      )) {
        const accused = group.filter(
          (one) => accuses(one) && (evenSeen === true || !isSeen(one, witness)),
        )
        if (!accused.some((one) => own.has(one))) continue
        const because = doubt(
          accused,
          group.filter((one) => !accuses(one)),
        )
        if (because === null) continue
        for (const one of accused)
          if (own.has(one) && !doubted.has(one)) doubted.set(one, { reason, because })
      }
  return findings.map((finding) => {
    const doubt = doubted.get(finding)
    if (doubt === undefined) return finding
    const judgement = unknown(doubt.reason, doubt.because, correctionOf(finding) ?? undefined)
    return { ...finding, status: 'unknown', judgement, suggestion: null }
  })
}

/** Whether a change was seen to make a finding: that claim was read right, for it held before. */
const isSeen = ({ claim, judgement }: Finding, witness: Pick<Witness, 'saw'> | undefined) =>
  'since' in judgement && judgement.since != null && (witness?.saw(claim, judgement.since) ?? false)

type WeighedPage = Pick<Page, 'home' | 'times' | 'access'>

interface Doubt {
  readonly reason: UnknownReason
  readonly because: string
}

/** What a doubted accusal would have put right is worth a hint. */
const correctionOf = ({ judgement }: Finding): string | null =>
  judgement.status === 'contradicted' || judgement.status === 'moved' ? judgement.correction : null

/** Whether a page lies beside the code, and its history shows that it was written there. */
const isKeptWithCode = (page: Pick<Page, 'home' | 'times'> | undefined): boolean =>
  page !== undefined && page.home !== null && page.times.created !== null

function groupsOf(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string | null,
): Iterable<readonly Finding[]> {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = keyOf(finding)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return groups.values()
}
