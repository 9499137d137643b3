import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import type { SendAsk } from './ask.ts'
import { gitHubLine, ownLogin, type PullRequest } from './github-line.ts'
import { speak, speakAll } from './speak.ts'

/** What `plumbline check --write github-review=FILE` writes. */
const review = z.object({
  commit_id: z.string().nullable(),
  event: z.literal('COMMENT'),
  body: z.string(),
  comments: z.array(
    z.object({
      path: z.string(),
      line: z.number().int(),
      side: z.literal('RIGHT'),
      body: z.string(),
    }),
  ),
})

const told = z.object({
  path: z.string(),
  body: z.string(),
  user: z.object({ login: z.string() }).nullish(),
})
const made = z.object({ id: z.number().int() })

/**
 * Suggests edits on the lines of a pull request, but for those that were suggested before. Gives how many are new. Faults:
 * `input.invalid` for what is no review of the pull request's last commit, `host.not-permitted`, `host.failed`.
 */
export async function suggestEdits(
  text: string,
  request: PullRequest & { readonly head: string },
  send: SendAsk,
): Promise<number> {
  const wanted = reviewIn(text)
  if (wanted.comments.length === 0) return 0
  if (wanted.commit_id !== request.head)
    throw new PlumblineError(
      'input.invalid',
      `the review is of ${wanted.commit_id}, and the last commit of the pull request is ${request.head}`,
    )
  const line = gitHubLine(request, send)
  const pull = `${request.api}/repos/${request.repository}/pulls/${request.number}`
  const all = await speakAll(line, new URL(`${pull}/comments?per_page=100`), z.array(told))
  const login = all.length === 0 ? null : await ownLogin(line, request.graphql)
  const before = new Set(all.filter(({ user }) => user?.login === login).map(subjectOf))
  const comments = wanted.comments.filter((one) => !before.has(subjectOf(one)))
  if (comments.length === 0) return 0
  const body = { ...wanted, comments }
  await speak(line, { method: 'POST', url: new URL(`${pull}/reviews`), body }, made)
  return comments.length
}

/** What a comment is about: its document, and the findings that its first line names. */
const subjectOf = ({ path, body }: { readonly path: string; readonly body: string }): string =>
  `${path}\n${body.split('\n')[0]?.trim() ?? ''}`

function reviewIn(text: string): z.output<typeof review> {
  try {
    return review.parse(JSON.parse(text))
  } catch (cause) {
    throw new PlumblineError('input.invalid', 'what was given as a review is none', { cause })
  }
}
