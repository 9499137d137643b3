import { checks } from '../checks/index.ts'
import { weighedWith } from '../checks/misreadings.ts'
import { type Side, type Touched, touchedBy } from '../checks/touched.ts'
import type { Witness } from '../checks/witness.ts'
import { anyName } from '../code/extractor.ts'
import { ForgottenFacts, isSame, type ReadFile } from '../code/survey.ts'
import { type ChangeFindings, changeFindings, claimKey } from '../domain/change-check.ts'
import type { CheckResult } from '../domain/check-result.ts'
import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Instant } from '../domain/instant.ts'
import type { SnapshotFile } from '../domain/repository.ts'
import type { Progress } from '../domain/requests.ts'
import { checkClaims, type ReadPage } from './check-claims.ts'
import { checkResult } from './check-result.ts'
import { documentReading, isBelow, type ReadDocuments, trackedDocuments } from './read-documents.ts'
import {
  type ChangePlace,
  type OpenedChange,
  openChange,
  type Unsurveyed,
} from './survey-change.ts'

export interface ChangeRequest extends ChangePlace {
  /** Only documents at or below these paths of the repository. */
  readonly paths?: readonly string[]
  readonly now: Instant
}

/** What a change does to a repository's documents, and from where on it was seen. */
export interface CheckedChange extends ChangeFindings {
  /** What was found after the change, on the pages that it has to do with; all pages are listed. */
  readonly result: CheckResult
  /** The commit where the change begins. */
  readonly base: string
}

/**
 * snapshots before and after -> what differs -> the pages that it has to do with -> findings of both -> what the change makes and
 * repairs. Pages that neither changed nor name anything that did fare as they did, so nobody judges them. Faults: those of `between`.
 */
export async function judgeChange(
  request: ChangeRequest,
  cache: FactCache,
  progress?: Progress,
): Promise<CheckedChange> {
  try {
    return await judged(request, cache, progress)
  } catch (fault) {
    // What was kept speaks of facts that the cache has let go of meanwhile.
    if (!(fault instanceof ForgottenFacts)) throw fault
    return judged(request, cache, progress, true)
  }
}

async function judged(
  { paths, now, ...place }: ChangeRequest,
  cache: FactCache,
  progress?: Progress,
  isFresh?: boolean,
): Promise<CheckedChange> {
  const change = await openChange(place, cache, progress, isFresh)
  try {
    const { before, after, between } = change
    const read = (side: Unsurveyed, wanted: (path: string) => boolean) =>
      readTracked(side, wanted, now, cache, progress)
    // Documents do not hang on what code states: they are read while it is surveyed.
    const [documents, surveys] = await Promise.all([
      read(after, (path) => isBelow(path, paths)),
      change.surveys,
    ])
    const was = sideOf(before, after, surveys.before, surveys.changed.before)
    const is = sideOf(after, before, surveys.after, surveys.changed.after)
    const touched = touchedBy(was, is, checks, (subject) => subject === anyName)
    const isConcerned = concerned(touched, is)
    const pages = documents.pages.filter(isConcerned)

    const movedTo = (path: string) => between.moves.get(path) ?? path
    const wanted = new Set([...pages.map(({ page }) => page.path), ...was.paths])
    const former = await read(
      before,
      (path) =>
        (isBelow(path, paths) || isBelow(movedTo(path), paths)) &&
        (wanted.has(path) || wanted.has(movedTo(path))),
    )
    return await compared(change, { documents, pages, former }, { was, is, touched }, progress)
  } finally {
    await change.close()
  }
}

/** What a change has to do with: documents after it, those of them that are judged, and what stood there before. */
interface Concerned {
  readonly documents: ReadDocuments
  readonly pages: readonly ReadPage[]
  readonly former: ReadDocuments
}

interface Sides {
  readonly was: Side
  readonly is: Side
  readonly touched: Touched
}

/** Judges both sides, and what is at stake after the change once more among all pages that it is weighed with. */
async function compared(
  { before, after, between }: OpenedChange,
  { documents, pages, former }: Concerned,
  { was, is, touched }: Sides,
  progress?: Progress,
): Promise<CheckedChange> {
  const movedTo = (path: string) => between.moves.get(path) ?? path
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
  const saw: Witness['saw'] = (claim, { commit }) =>
    commit !== null &&
    between.commits.has(commit) &&
    held.has(claimKey(pathOf.get(claim.page) ?? '', claim))
  const of = { ...documents, pages }
  const judge = (company?: Company) => judgedOn(after, is.survey, of, documents.pages, saw, company)
  const alone = await judge()
  // Whether so much is accused that our reading is likelier to be wrong is told by all pages, not by those that a change has to do with.
  const { made } = changeFindings(found, alone, between)
  const fell = alone.findings.filter(
    ({ status, claim }) =>
      status === 'unknown' && held.has(claimKey(pathOf.get(claim.page) ?? '', claim)),
  )
  const atStake = [...made, ...fell].map(({ claim }) => claim)
  const result = atStake.length === 0 ? alone : await judge(companyOf(atStake, documents, pages))
  return { ...changeFindings(found, result, between), result, base: between.base }
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

async function readTracked(
  side: Unsurveyed,
  wanted: (path: string) => boolean,
  now: Instant,
  cache: FactCache,
  progress?: Progress,
): Promise<ReadDocuments> {
  const reading = documentReading(now, cache, progress)
  await reading.take(...trackedDocuments(side, wanted), [])
  return reading.all()
}

const sideOf = (
  { snapshot }: Unsurveyed,
  other: Unsurveyed,
  survey: Survey,
  changed: readonly ReadFile[],
): Side => ({
  survey,
  stating: changed.map(({ file: { path }, weak, facts: { facts, words } }) => ({
    path,
    weak,
    facts,
    words,
  })),
  paths: filesNotIn(other.snapshot.files, snapshot.files),
})

function filesNotIn(
  others: readonly SnapshotFile[],
  files: readonly SnapshotFile[],
): readonly string[] {
  const known = new Map(others.map((file) => [file.path, file]))
  return files.flatMap((file) => {
    const other = known.get(file.path)
    return other !== undefined && isSame(other, file) ? [] : [file.path]
  })
}

/** Whether a change has to do with a page: with its text, with something that it claims, or with what code says of it. */
function concerned(touched: Touched, { survey, paths }: Side): (page: ReadPage) => boolean {
  const changed = new Set(paths)
  const linksTurn = [...survey.subjects('page-link')].some(touched.path)
  return ({ page, claims }) =>
    changed.has(page.path) ||
    touched.path(page.path) ||
    (linksTurn && indexPage.test(page.path)) ||
    (claims ?? []).some(touched.claim)
}

/** What stands in for a page that code links to and that is not there: the index of a folder above it. */
const indexPage = /(?:^|\/)(?:README|_?index)\.md$/
