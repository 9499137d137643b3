import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Makes a review of what is checked out, which may be a merge, one of the pull request's last commit: with the documents that both have
 * alike, since in others the lines may be counted otherwise.
 */
export function reviewOf(git, file, head) {
  const review = JSON.parse(readFileSync(file, 'utf8'))
  const isAlike = ({ path }) =>
    git('diff', '--quiet', 'HEAD', head, '--', `:(top,literal)${path}`).isDone
  const comments = review.comments.filter(isAlike)
  writeFileSync(file, JSON.stringify({ ...review, commit_id: head, comments }))
}
