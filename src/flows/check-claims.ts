import { checks } from '../checks/index.ts'
import { linksFromCode } from '../checks/page-link/from-code.ts'
import { readClaims } from '../checks/read-claims.ts'
import { type Docket, type Ground, judgeClaims } from '../checks/run.ts'
import { scopeOf } from '../checks/scope.ts'
import type { Witness } from '../checks/witness.ts'
import type { Claim } from '../domain/claim.ts'
import type { Finding } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'
import type { Anchors } from '../domain/page-index.ts'
import type { Passage } from '../domain/passage.ts'
import type { Progress } from '../domain/requests.ts'
import { type LinkedPage, pageIndex } from './page-index.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** A page with its passages, and the repositories its source is configured to speak of. */
export interface ReadPage {
  readonly page: Page
  readonly passages: readonly Passage[]
  readonly about: readonly string[]
  /** What it claims, and where links can lead to in it, where that was read before. */
  readonly claims?: readonly Claim[]
  readonly anchors?: Anchors
}

/** claims x facts -> findings; `library` is every page that a link may lead to, a witness tells of one change. */
export async function checkClaims(
  pages: readonly ReadPage[],
  repositories: readonly SurveyedRepository[],
  progress?: Progress,
  library: readonly LinkedPage[] = pages,
  witness?: Witness,
): Promise<Finding[]> {
  progress?.({ work: 'check', what: 'claims', done: 0, total: pages.length })
  const grounds = groundsOf(repositories)
  const named = repositories.map(({ id, survey }) => ({
    id,
    names: survey.names,
    paths: survey.paths,
  }))
  const dockets = pages.map(
    ({ page, passages, about, claims }): Docket => ({
      page,
      claims: claims ?? readClaims(page, passages, checks),
      scope: scopeOf(page, named, about),
    }),
  )
  const index = await pageIndex(dockets, library, repositories)
  const judgedPages = new Set(pages.map(({ page }) => page.id))
  const links = [
    ...linksFromCode(
      library,
      repositories.map(({ survey }) => survey),
      index,
    ),
  ].filter(({ page }) => judgedPages.has(page.id))
  const aids = { pages: index, witness }
  const judged = await Promise.all([
    judgeClaims(dockets, grounds, checks, aids),
    // They stand on no token of a page, so they compete with nothing that it says.
    ...links.map(({ page, claim, repository }) =>
      judgeClaims([{ page, claims: [claim], scope: [repository] }], grounds, checks, aids),
    ),
  ])
  return judged.flat()
}

/** Each repository's survey and past. */
export const groundsOf = (
  repositories: readonly SurveyedRepository[],
): ReadonlyMap<string, Ground> =>
  new Map(repositories.map(({ id, survey, history }) => [id, { survey, history }]))
