import {
  disagreementOf,
  ofOneMind,
  type Stated,
  statedBy,
  subjectOf,
} from '../checks/page-against-page.ts'
import { findingId } from '../checks/run.ts'
import type { Finding } from '../domain/finding.ts'
import type { Reader } from '../domain/principal.ts'
import type { Store } from '../store/store.ts'

/** So many pages that state one thing are held against one another. */
const mostPages = 200

type Shelves = Pick<Store, 'findings' | 'pages'>

/**
 * Findings on pages that a reader may see, as they would be if there were no other pages: that pages disagree is found anew among those
 * that the reader may see, and is not told where no such page says otherwise.
 */
export async function readableFindings(
  findings: readonly Finding[],
  reader: Reader,
  shelves: Shelves,
): Promise<Finding[]> {
  const groups = new Map<string, Promise<readonly Stated[]>>()
  const groupOf = (finding: Finding) => {
    const key = subjectOf(finding)
    const known = groups.get(key) ?? statedWith(finding, reader, shelves)
    groups.set(key, known)
    return known
  }
  const seen = await Promise.all(
    findings.map(async (finding) => {
      if (finding.claim.kind !== 'page-against-page') return finding
      const group = await groupOf(finding)
      const own = group.find((one) => isOfSameClaim(one.finding, finding))
      return own ? disagreementOf(own, group, findingId) : null
    }),
  )
  return seen.filter((finding) => finding !== null)
}

const isOfSameClaim = ({ claim: a }: Finding, { claim: b }: Finding): boolean =>
  a.page === b.page && a.span[0] === b.span[0] && a.value === b.value

/** What the pages that a reader may see state of the subject of a finding. */
async function statedWith(
  finding: Finding,
  reader: Reader,
  { findings, pages }: Shelves,
): Promise<readonly Stated[]> {
  const { subject, page } = finding.claim
  const about = { reader, subject, kinds: ['default-value'], statuses: ['unknown'] } as const
  const [all, own] = await Promise.all([
    findings.list({ ...about, limit: mostPages }),
    findings.list({ ...about, page, limit: mostPages }),
  ])
  const alike = [
    ...own.findings,
    ...all.findings.filter(({ claim }) => claim.page !== page),
  ].filter((one) => subjectOf(one) === subjectOf(finding))
  const homes = await pages.getMany(alike.map(({ claim }) => claim.page))
  return ofOneMind(
    alike.flatMap((one) => {
      const home = homes.get(one.claim.page)
      return home && home.times.gone === null ? (statedBy(one, home) ?? []) : []
    }),
  )
}
