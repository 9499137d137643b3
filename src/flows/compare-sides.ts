import { weighedWith } from '../checks/misreadings/index.ts'
import type { Side, Touched } from '../checks/touched.ts'
import type { Witness } from '../checks/witness.ts'
import { type ChangeFindings, changeFindings, claimKey } from '../domain/change-check.ts'
import type { CheckResult } from '../domain/check-result.ts'
import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import type { Progress } from '../domain/requests.ts'
import { movedIn } from '../git/between.ts'
import { checkClaims, type ReadPage } from './check-claims.ts'
import { checkResult } from './check-result.ts'
import type { ReadDocuments } from './read-documents.ts'
import type { OpenedChange, Unsurveyed } from './survey-change.ts'

/** What a change has to do with: documents after it, those of them that are judged, and what stood there before. */
export interface Concerned {
  readonly documents: ReadDocuments
  readonly pages: readonly ReadPage[]
  readonly former: ReadDocuments
}

export interface Sides {
  readonly was: Side
  readonly is: Side
  readonly touched: Touched
}

/** What was found on both sides of a change. */
export interface ComparedSides extends ChangeFindings {
  /** What was found after the change, on the pages that it has to do with; all pages are listed. */
  readonly result: CheckResult
}

/** Judges both sides, and what is at stake after the change once more among all pages that it is weighed with. */
export async function compareSides(
  { before, after, between }: Pick<OpenedChange, 'before' | 'after' | 'between'>,
  { documents, pages, former }: Concerned,
  { was, is, touched }: Sides,
  progress?: Progress,
): Promise<ComparedSides> {
  const movedTo = movedIn(between)
  const changed = new Set([...was.paths, ...is.paths])
  const kept = documents.pages.filter(({ page }) => !changed.has(page.path))

  const judgedOn = async (
    side: Unsurveyed,
    survey: Survey,
    { pages, unread }: ReadDocuments,
    library: readonly ReadPage[],
    saw: Witness['saw'],
    company: Company = nobody,
  ) => {
    const repositories = [{ ...side, survey }]
    const rewritten = new Set(
      pages.flatMap(({ page }) => (changed.has(movedTo(page.path)) ? [page.id] : [])),
    )
    const own = new Set(pages.map(({ page }) => page.id))
    const isOwn = (claim: Claim) =>
      own.has(claim.page) && (rewritten.has(claim.page) || touched.claim(claim))
    const concerns = (claim: Claim) => isOwn(claim) || company.claim(claim)
    const all = [...pages, ...company.pages]
    const found = await checkClaims(all, repositories, progress, library, { concerns, saw })
    const findings = found.filter(
      ({ claim, status }) =>
        own.has(claim.page) && (status === 'holds' || isOwn(claim) || !company.claim(claim)),
    )
    return checkResult({ pages: library, unread }, repositories, findings)
  }
  const library = [...kept, ...former.pages]
  const found = await judgedOn(before, was.survey, former, library, () => false)
  const held = heldIn(found, movedTo)
  const pathOf = new Map(documents.pages.map(({ page }) => [page.id, page.path]))
  const heldBefore = (claim: Claim) => held.has(claimKey(pathOf.get(claim.page) ?? '', claim))
  const saw: Witness['saw'] = (claim, { commit }) =>
    commit !== null && between.commits.has(commit) && heldBefore(claim)
  const of = { ...documents, pages }
  const judge = (company?: Company) => judgedOn(after, is.survey, of, documents.pages, saw, company)
  const alone = await judge()
  // Whether so much is accused that our reading is likelier to be wrong is told by all pages, not by those that a change has to do with.
  const { made } = changeFindings(found, alone, between)
  const fell = alone.findings.filter(
    ({ status, claim }) => status === 'unknown' && heldBefore(claim),
  )
  const atStake = [...made, ...fell].map(({ claim }) => claim)
  const result = atStake.length === 0 ? alone : await judge(companyOf(atStake, documents, pages))
  return { ...changeFindings(found, result, between), result }
}

/** Claims that are weighed with those that a change has to do with, and the other pages that make some. */
interface Company {
  readonly pages: readonly ReadPage[]
  claim(claim: Claim): boolean
}

function companyOf(
  some: readonly Claim[],
  documents: ReadDocuments,
  judged: readonly ReadPage[],
): Company {
  const claim = weighedWith(some)
  const known = new Set(judged)
  const pages = documents.pages.filter((one) => !known.has(one) && (one.claims ?? []).some(claim))
  return { pages, claim }
}

const nobody: Company = { pages: [], claim: () => false }

/** The claims that held, under the paths that their pages went to. */
function heldIn(
  { pages, findings }: CheckResult,
  movedTo: (path: string) => string,
): ReadonlySet<string> {
  const paths = new Map(pages.map(({ id, path }) => [id, movedTo(path)]))
  return new Set(
    findings.flatMap(({ status, claim }) =>
      status === 'holds' ? [claimKey(paths.get(claim.page) ?? '', claim)] : [],
    ),
  )
}
