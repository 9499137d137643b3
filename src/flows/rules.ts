import { type ClaimKind, claimKinds } from '../domain/claim.ts'
import { type Finding, isWrong } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import type { RuleView } from '../domain/report.ts'
import { isWrongTooOften } from '../reports/decisions.ts'
import type { Store } from '../store/store.ts'

/** What minding how kinds of claim fare needs. */
export interface RulesDesk {
  readonly store: Pick<Store, 'rules'>
  now(): Instant
  /** Judges again what is to be judged. */
  judge(): Promise<unknown>
}

/** Demotes a kind whose findings were called wrong too often, and has its pages judged again. */
export async function mindRule(kind: ClaimKind, { store, now, judge }: RulesDesk): Promise<void> {
  const rule = (await store.rules.list()).find((one) => one.kind === kind)
  if (rule === undefined || rule.demotedAt !== null || !isWrongTooOften(rule)) return
  const at = now()
  const { reviews, wrong } = rule
  const details = { reviews, wrong }
  const event = { at, kind: 'rule-demoted', principal: null, subject: kind, details } as const
  if (await store.rules.demote(kind, at, event)) await judge()
}

/** Has the contradictions of a demoted kind count again. */
export async function liftRule(
  name: string,
  { store, now, judge }: RulesDesk,
): Promise<RuleView | null> {
  const kind = claimKinds.find((one) => one === name)
  if (kind === undefined) return null
  const at = now()
  const event = { at, kind: 'rule-lifted', principal: null, subject: kind, details: {} } as const
  if (!(await store.rules.lift(kind, at, event))) return null
  await judge()
  return (await store.rules.list()).find((one) => one.kind === kind) ?? null
}

/** A finding of a demoted kind counts for nothing: what it said against the page is kept in words. */
export const withoutDemoted =
  (demoted: ReadonlySet<ClaimKind>) =>
  (finding: Finding): Finding => {
    const { judgement, claim } = finding
    if (!isWrong(finding) || judgement.status === 'unknown' || !demoted.has(claim.kind))
      return finding
    const because = `findings of the kind ${claim.kind} were wrong too often and do not count until somebody lifts that`
    return {
      ...finding,
      status: 'unknown',
      suggestion: null,
      judgement: { status: 'unknown', reason: 'rule-demoted', because },
    }
  }
