import { checks } from '../checks/index.ts'
import { type Side, type Touched, touchedBy } from '../checks/touched.ts'
import { anyName } from '../code/extractor.ts'
import { ForgottenFacts, isSame, type ReadFile } from '../code/survey.ts'
import type { CodeChange } from '../domain/code-change.ts'
import type { Survey } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Instant } from '../domain/instant.ts'
import type { SnapshotFile } from '../domain/repository.ts'
import type { Progress } from '../domain/requests.ts'
import { movedIn } from '../git/between.ts'
import type { ReadPage } from './check-claims.ts'
import { codeChange } from './code-change.ts'
import { type ComparedSides, compareSides } from './compare-sides.ts'
import { documentReading, isBelow, type ReadDocuments, trackedDocuments } from './read-documents.ts'
import { type ChangePlace, openChange, type Unsurveyed } from './survey-change.ts'

export interface ChangeRequest extends ChangePlace {
  /** Only documents at or below these paths of the repository. */
  readonly paths?: readonly string[]
  readonly now: Instant
}

/** What a change does to a repository's documents, and from where on it was seen. */
export interface CheckedChange extends ComparedSides {
  /** The commit where the change begins. */
  readonly base: string
  /** What it does to what code states, under the name by which somebody else knows the repository, or else its remote's or its folder's. */
  code(knownAs: string | null): CodeChange
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

    const movedTo = movedIn(between)
    const wanted = new Set([...pages.map(({ page }) => page.path), ...was.paths])
    const former = await read(
      before,
      (path) =>
        (isBelow(path, paths) || isBelow(movedTo(path), paths)) &&
        (wanted.has(path) || wanted.has(movedTo(path))),
    )
    const concern = { documents, pages, former }
    const found = await compareSides(change, concern, { was, is, touched }, progress)
    const { base } = between
    const nameOf = (knownAs: string | null) => knownAs ?? remoteName(change.remotes) ?? place.id
    return { ...found, base, code: (knownAs) => codeChange(between, surveys, nameOf(knownAs)) }
  } finally {
    await change.close()
  }
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

/** `acme/payments` of a remote's address, which may hold a secret that nobody is to be sent. */
const remoteName = (remotes: readonly string[]): string | null =>
  remotes
    .map((remote) => /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote)?.[1])
    .find(Boolean) ?? null
