import type { ClaimKind } from '../domain/claim.ts'
import { notificationKinds, notificationsOf } from './check-sarif-notifications.ts'
import { basesOf, provenanceOf } from './check-sarif-places.ts'
import { resultOf } from './check-sarif-result.ts'
import { rulesOf } from './check-sarif-rules.ts'
import { type CheckShown, pagesShown, rankOf, type WrongFinding } from './check-shown.ts'

/** What a log says beside what was found. */
export interface SarifContext {
  /** Plumbline's own version. */
  readonly version: string
  /** The manual of each kind of claim, in Markdown. */
  readonly manuals: ReadonlyMap<ClaimKind, string>
  /** Where the repository is kept, without anybody's name or password in it; null where it is only here. */
  readonly address: string | null
}

/**
 * Results that GitHub shows of a run; it takes 25,000, and drops those behind the first 5,000 by itself
 * (docs.github.com/en/code-security, "SARIF results exceed limits").
 */
const mostResults = 5_000

/**
 * A check as a log in SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), for code scanning and editors. What a baseline knows
 * is counted and not listed, as in every format. There are no times in it: the same check gives the same bytes.
 */
export function checkAsSarif(shown: CheckShown, context: SarifContext): string {
  const { result, baseline, change } = shown
  const rules = rulesOf(context.manuals)
  const ruleIds = rules.map(({ id }) => id)
  const all = pagesShown(result).flatMap((page) =>
    page.findings.map((finding) => ({ page, finding })),
  )
  const listed = new Set(
    all.length <= mostResults
      ? all
      : [...all]
          .sort((a, b) => worth(a.finding) - worth(b.finding) || rankOf(a.page) - rankOf(b.page))
          .slice(0, mostResults),
  )
  const occurrences = new Map<string, number>()
  const results = all
    .filter((one) => listed.has(one))
    .map(({ page: { page }, finding }) => {
      const occurrence = (occurrences.get(finding.id) ?? 0) + 1
      occurrences.set(finding.id, occurrence)
      return resultOf(finding, page, {
        result,
        occurrence,
        ruleIndex: ruleIds.indexOf(finding.claim.kind),
        isCompared: baseline !== null || change !== null,
      })
    })
  const log = {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Plumbline',
            version: context.version,
            semanticVersion: context.version,
            rules,
            notifications: notificationKinds,
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: basesOf(shown),
        ...provenanceOf(shown, context.address),
        invocations: [
          {
            executionSuccessful: result.pages.length > 0 || result.unread.length === 0,
            toolExecutionNotifications: notificationsOf(shown, all.length - results.length),
          },
        ],
        results,
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const worth = ({ status }: WrongFinding): number => (status === 'contradicted' ? 0 : 1)
