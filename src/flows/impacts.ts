import { setImmediate as breathe } from 'node:timers/promises'
import type { Witness } from '../checks/witness.ts'
import { changedHistory } from '../code/changed-history.ts'
import { changedSurvey } from '../code/changed-survey.ts'
import { claimKey } from '../domain/change-check.ts'
import type { Claim } from '../domain/claim.ts'
import type { CodeChange } from '../domain/code-change.ts'
import { PlumblineError } from '../domain/errors.ts'
import { type Finding, isWrong } from '../domain/finding.ts'
import type { Impacts } from '../domain/impact.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { type Access, mayRead, type Principal } from '../domain/principal.ts'
import type { Store } from '../store/store.ts'
import { checkClaims, type ReadPage } from './check-claims.ts'
import { findingFor } from './disclose.ts'
import { impactOn, sourcesOf } from './impact-summary.ts'
import { pagesSpeakingOf } from './impacted-pages.ts'
import type { Repositories } from './open-repositories.ts'
import { repositoryCalled } from './repository-called.ts'
import { withoutDemoted } from './rules.ts'
import { storedPages } from './stored-pages.ts'
import type { SurveyedRepository } from './survey-code.ts'
import { inTime, patience } from './within.ts'

/** What telling the impacts of a change needs from the rest of Plumbline. */
export interface ImpactsDesk {
  readonly store: Store
  readonly repositories: Repositories
  /** The repositories that are configured. */
  readonly configured: readonly string[]
  accessOf(repository: string): Access
  /** Repositories that a source is configured to speak of. */
  aboutOf(source: string): readonly string[]
  /** Whom the configuration names as the owner of a source. */
  sourceOwner(source: string): string | null
}

/** Changes against pages, each as its reader may see them. */
export const impacts = (desk: ImpactsDesk): Pick<Plumbline, 'impacts'> => ({
  impacts: (change, reader) =>
    inTime(
      patience.judging,
      'telling what the change makes false',
      impactsOf(change, reader, desk),
    ),
})

/**
 * change x claims that hold -> those that it makes false, among pages that the reader may read and that do not live in its repository.
 * The pages are judged again by the survey as it will be, in the same way as after a survey. Faults: `input.not-found` for a
 * repository that there is not, or not for this reader; `survey.missing`.
 */
async function impactsOf(
  change: CodeChange,
  reader: Principal,
  desk: ImpactsDesk,
): Promise<Impacts> {
  const { store, repositories } = desk
  const readable = desk.configured.filter((id) => mayRead(reader, desk.accessOf(id)))
  const of = await surveyed(repositoryCalled(change.repository, readable, repositories))
  const { pages, isAll } = await pagesSpeakingOf(change, of.id, reader, store)
  const read = await storedPages(pages, desk)
  const all = read.length === 0 ? [] : await surveyed(repositories.all())
  const after = all.map((one) => (one.id === of.id ? afterChange(one, change) : one))
  const demoted = await store.rules.demoted()
  const held = await heldClaims(read, store)
  const judged = (await judgedBy(read, after, witnessOf(change, held)))
    .map(withoutDemoted(demoted))
    .filter(isWrong)
  const byId = new Map(pages.map((page) => [page.id, page]))
  const found = judged.flatMap((finding) => {
    const page = byId.get(finding.claim.page)
    const today = held.get(placeOf(finding.claim))
    if (page === undefined || today === undefined) return []
    const show = (one: Finding) => findingFor(one, { reader, accessOf: desk.accessOf })
    const owner = page.owner ?? desk.sourceOwner(page.source)
    return impactOn({ ...page, owner }, show(today), show(finding))
  })
  return {
    repository: of.id,
    surveyedCommit: of.survey.commit,
    unknown: isAll
      ? null
      : `more than ${pages.length} pages speak of what changes; the rest was not judged`,
    impacts: found,
    sources: sourcesOf(found),
  }
}

/** What could not be surveyed is told without where it lies on this machine, and without which repository it is. */
async function surveyed<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (cause) {
    if (cause instanceof PlumblineError && cause.code.startsWith('input.')) throw cause
    throw new PlumblineError(
      'survey.missing',
      'the repositories that pages speak of could not be surveyed',
      { cause },
    )
  }
}

/** So many pages are judged before others get their turn. */
const atOnce = 25

async function judgedBy(
  read: readonly ReadPage[],
  repositories: readonly SurveyedRepository[],
  witness: Witness,
): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (let from = 0; from < read.length; from += atOnce) {
    const pages = read.slice(from, from + atOnce)
    found.push(...(await checkClaims(pages, repositories, undefined, pages, witness)))
    await breathe()
  }
  return found
}

/** Only what holds today can be made false, and that it does tells how the page means it. */
const witnessOf = ({ head }: CodeChange, held: ReadonlyMap<string, Finding>): Witness => ({
  concerns: (claim) => held.has(placeOf(claim)),
  saw: (claim, { commit }) => commit === head && held.has(placeOf(claim)),
})

const afterChange = (
  { survey, history, ...rest }: SurveyedRepository,
  change: CodeChange,
): SurveyedRepository => ({
  ...rest,
  survey: changedSurvey(survey, change),
  history: changedHistory(history, survey, change),
})

/** One name may be claimed twice on a page. */
const placeOf = (claim: Claim): string => `${claimKey(claim.page, claim)} ${claim.span[0]}`

/** What is found to hold today, by its place. */
async function heldClaims(
  read: readonly ReadPage[],
  { findings }: Pick<Store, 'findings'>,
): Promise<ReadonlyMap<string, Finding>> {
  const known = await Promise.all(read.map(({ page }) => findings.byPage(page.id)))
  return new Map(
    known.flat().flatMap((one) => (one.status === 'holds' ? [[placeOf(one.claim), one]] : [])),
  )
}
