import { checks } from '../checks/index.ts'
import { readClaims } from '../checks/read-claims.ts'
import { type Docket, type Ground, judgeClaims } from '../checks/run.ts'
import { scopeOf } from '../checks/scope.ts'
import type { Claim } from '../domain/claim.ts'
import type { Finding } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import type { Progress } from '../domain/requests.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** A page with its passages, and the repositories its source is configured to speak of. */
export interface ReadPage {
  readonly page: Page
  readonly passages: readonly Passage[]
  readonly about: readonly string[]
  /** What it claims, where that was read before. */
  readonly claims?: readonly Claim[]
}

/** claims x facts -> findings */
export async function checkClaims(
  pages: readonly ReadPage[],
  repositories: readonly SurveyedRepository[],
  progress?: Progress,
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
  return judgeClaims(dockets, grounds, checks)
}

/** Each repository's survey and past. */
export const groundsOf = (
  repositories: readonly SurveyedRepository[],
): ReadonlyMap<string, Ground> =>
  new Map(repositories.map(({ id, survey, history }) => [id, { survey, history }]))
