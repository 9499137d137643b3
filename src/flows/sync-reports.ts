import type { Evidence, Finding } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import type { CodeOwner } from '../domain/report.ts'
import { codeownersPaths, type OwnerOf, readCodeowners } from '../sources/git/codeowners.ts'
import type { FindingFilter } from '../store/findings.ts'
import type { FoundWrong } from '../store/reports.ts'
import type { Store } from '../store/store.ts'
import { sha256Of } from '../values/digests.ts'
import { grouped } from '../values/grouped.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** What is contradicted, or called something else by now: what an owner can mend. */
const wrong = ['contradicted', 'moved'] as const

/** So many findings are read at once. */
const atOnce = 1_000

/** The report of a page: one for each, for ever, so that what comes back meets its history. */
const reportIdOf = (page: string): string => `rep_${sha256Of(page).slice(0, 24)}`

/** findings -> reports: opens what judging found, closes what it does not find any more. */
export async function syncReports(
  store: Pick<Store, 'findings' | 'reports'>,
  repositories: readonly SurveyedRepository[],
  now: Instant,
): Promise<void> {
  const ownersOf = new Map<string, Promise<OwnerOf>>()
  const ownerOf = async (repository: string, path: string): Promise<string | null> => {
    const owners = ownersOf.get(repository) ?? codeownersOf(repository, repositories)
    ownersOf.set(repository, owners)
    return (await owners)(path)
  }
  const found: FoundWrong[] = []
  const findings = await allWrong(store)
  for (const [page, ofPage] of grouped(findings, ({ claim }) => claim.page))
    found.push({
      report: reportIdOf(page),
      page,
      codeOwners: await namedFor(ofPage, ownerOf),
      items: [...new Map(ofPage.map((one) => [one.id, one])).values()].map(({ id, claim }) => ({
        finding: id,
        kind: claim.kind,
        subject: claim.subject,
      })),
    })
  await store.reports.sync(found, now)
}

/** All findings that an owner can mend, of pages that are not gone; of one page, or for one reader, where these are named. */
export async function allWrong(
  { findings }: Pick<Store, 'findings'>,
  of: Pick<FindingFilter, 'reader' | 'page'> = {},
): Promise<readonly Finding[]> {
  const all: Finding[] = []
  let after: string | null | undefined
  while (after !== null) {
    const part = await findings.list({
      ...of,
      statuses: wrong,
      limit: atOnce,
      ...(after === undefined ? {} : { after }),
    })
    all.push(...part.findings)
    after = part.next
  }
  return all
}

async function codeownersOf(
  id: string,
  repositories: readonly SurveyedRepository[],
): Promise<OwnerOf> {
  const repository = repositories.find((one) => one.id === id)
  const path = codeownersPaths.find((one) => repository?.survey.paths.has(one))
  const text = path === undefined ? null : await repository?.read(path)
  return readCodeowners(text ?? '')
}

/** Whom CODEOWNERS names for the code that speaks against a page, the most often named first. */
async function namedFor(
  findings: readonly Finding[],
  ownerOf: (repository: string, path: string) => Promise<string | null>,
): Promise<readonly CodeOwner[]> {
  const times = new Map<string, CodeOwner & { times: number }>()
  for (const { repository, path } of findings.flatMap(spotsOf)) {
    const named = await ownerOf(repository, path)
    if (named === null) continue
    const key = JSON.stringify([repository, named])
    const known = times.get(key) ?? { repository, named, times: 0 }
    times.set(key, { ...known, times: known.times + 1 })
  }
  return [...times]
    .sort(([a, one], [b, other]) => other.times - one.times || (a < b ? -1 : 1))
    .map(([, { repository, named }]) => ({ repository, named }))
}

type Spot = Pick<Extract<Evidence, { readonly in: 'code' }>, 'repository' | 'path'>

/** The code that a finding speaks of: where the evidence lies, and the path itself where the page names one. */
function spotsOf({ claim, judgement, repositories }: Finding): readonly Spot[] {
  const evidence = judgement.status === 'unknown' ? [] : judgement.evidence
  const spots = evidence.flatMap((one) => (one.in === 'code' ? [one] : []))
  if (claim.kind !== 'file-path') return spots
  return [...spots, ...repositories.map((repository) => ({ repository, path: claim.subject }))]
}
