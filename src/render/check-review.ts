import type { LineRange } from '../domain/line-range.ts'
import {
  type CheckShown,
  counted,
  mendingOf,
  type ShownPage,
  type WrongFinding,
  worstPages,
} from './check-shown.ts'
import { codeSpan, fenced, plainText } from './markdown.ts'
import { mendedLines } from './patch.ts'

/** Comments of one review: more than people go through, and each is a message to those who look on. */
const mostComments = 30

/**
 * Suggested edits as a review of a pull request, which is what `POST /repos/{owner}/{repo}/pulls/{number}/reviews` of GitHub takes.
 * Only lines that the pull request's diff shows can be commented on, so edits elsewhere are left to the comment's patch. Each comment
 * begins with the ids of its findings (`<!-- plumbline fnd_… -->`), by which whoever posts knows which are there already.
 */
export function checkAsReview(
  { result }: CheckShown,
  linesShown: ReadonlyMap<string, readonly LineRange[]>,
): string {
  const all = worstPages(result).flatMap((shown) =>
    commentsOn(shown, linesShown.get(shown.page.path) ?? []),
  )
  const comments = all.slice(0, mostComments)
  const left = all.length - comments.length
  const more = left === 0 ? '' : ` ${left} more are in the comment of the pull request.`
  const review = {
    commit_id: result.repositories[0]?.commit ?? null,
    event: 'COMMENT',
    body: `<!-- plumbline-review -->\n${counted(comments.length, 'suggested edit')} of documents that this change touches.${more}`,
    comments,
  }
  return `${JSON.stringify(review, null, 2)}\n`
}

function commentsOn(shown: ShownPage, ranges: readonly LineRange[]) {
  const mending = mendingOf(shown)
  if (mending === null) return []
  return [...mendedLines(mending)]
    .sort(([a], [b]) => a - b)
    .filter(([line]) => ranges.some(({ from, to }) => from <= line && line <= to))
    .map(([line, text]) => {
      const here = shown.findings.filter(({ suggestion }) => suggestion?.line === line)
      return { path: shown.page.path, line, side: 'RIGHT', body: bodyOf(here, text) }
    })
}

const bodyOf = (findings: readonly WrongFinding[], line: string): string =>
  [
    `<!-- plumbline ${findings.map(({ id }) => id).join(' ')} -->`,
    ...findings.map(
      ({ claim, status, judgement }) =>
        `**${codeSpan(claim.token || claim.subject)} ${status === 'contradicted' ? 'is false' : 'has moved'}.** ${plainText(judgement.because, 600)}`,
    ),
    fenced(line, 'suggestion'),
  ].join('\n\n')
