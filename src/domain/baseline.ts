import type { CheckResult } from './check-result.ts'
import { isWrong } from './finding.ts'

/** One finding that was there when the baseline was written. */
export interface KnownFinding {
  readonly id: string
  readonly kind: string
  readonly page: string
  readonly subject: string
}

/** Old debt: findings that are counted, not listed, until they are mended. */
export interface Baseline {
  readonly version: 1
  readonly findings: readonly KnownFinding[]
}

/** A result with what a baseline knows set aside. */
export interface NewFindings {
  readonly result: CheckResult
  readonly baseline: {
    /** How many findings the baseline knows. */
    readonly known: number
    /** Entries that no finding answers to any more: mended, or said otherwise. */
    readonly outdated: readonly KnownFinding[]
  }
}

/** The baseline of a result: each finding once, by page and id. */
export function baselineOf(result: CheckResult): Baseline {
  const pathOf = new Map(result.pages.map(({ id, path }) => [id, path]))
  const known = new Map(
    result.findings.filter(isWrong).map(({ id, claim }) => [
      id,
      {
        id,
        kind: claim.kind,
        page: pathOf.get(claim.page) ?? claim.page,
        subject: claim.subject,
      },
    ]),
  )
  const order = ({ page, id }: KnownFinding): string => `${page} ${id}`
  return {
    version: 1,
    findings: [...known.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1)),
  }
}

/** Sets aside what a baseline knows; an identity has no line numbers, so edits elsewhere on a page do not matter. */
export function setAside(result: CheckResult, { findings }: Baseline): NewFindings {
  const listed = new Set(findings.map(({ id }) => id))
  const isKnown = (finding: CheckResult['findings'][number]): boolean =>
    isWrong(finding) && listed.has(finding.id)
  const met = new Set(result.findings.filter(isKnown).map(({ id }) => id))
  return {
    result: { ...result, findings: result.findings.filter((finding) => !isKnown(finding)) },
    baseline: {
      known: result.findings.filter(isKnown).length,
      outdated: findings.filter(({ id }) => !met.has(id)),
    },
  }
}
