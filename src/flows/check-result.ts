import { checks } from '../checks/index.ts'
import type { CheckResult } from '../domain/check-result.ts'
import type { Survey } from '../domain/fact.ts'
import type { Finding } from '../domain/finding.ts'
import type { ReadDocuments } from './read-documents.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** What a check tells: of pages no more than renderers need. */
export const checkResult = (
  { pages, unread }: ReadDocuments,
  repositories: readonly SurveyedRepository[],
  findings: readonly Finding[],
): CheckResult => ({
  pages: pages.map(({ page: { id, path, title, genre, revision, text, lines } }) => ({
    id,
    path,
    title,
    genre,
    revision,
    text: lines === null ? text : null,
  })),
  unread,
  repositories: repositories.map(({ id, survey }) => ({
    id,
    commit: survey.commit,
    surveys: surveysOf(survey),
  })),
  findings,
})

/** For each kind of claim `complete`, or why the list that it is compared with is not. */
const surveysOf = (survey: Survey): Record<string, string> =>
  Object.fromEntries(
    checks.flatMap(({ kind, against: [first] }) =>
      first === undefined ? [] : [[kind, survey.incomplete(first) ?? 'complete']],
    ),
  )
