import { z } from 'zod'
import type { Answered, SendAsk } from './ask.ts'
import type { Comments } from './one-comment.ts'
import { type Line, speak, speakAll } from './speak.ts'

/** A pull request, and in whose name its comments are kept. */
export interface PullRequest {
  /** `https://api.github.com` */
  readonly api: string
  readonly graphql: string
  /** `owner/name` */
  readonly repository: string
  readonly number: number
  readonly token: string
}

const comment = z.object({
  id: z.number().int(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
})
const viewer = z.object({ data: z.object({ viewer: z.object({ login: z.string() }) }) })

/** The comments of a pull request at GitHub, which are those of its issue. */
export function pullRequestComments(request: PullRequest, send: SendAsk): Comments {
  const line: Line = {
    name: 'GitHub',
    send,
    headers: {
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      authorization: `Bearer ${request.token}`,
    },
    missing,
  }
  const issues = `${request.api}/repos/${request.repository}/issues`
  const list = new URL(`${issues}/${request.number}/comments`)
  return {
    longest: 65_536,
    async own() {
      const page = new URL(list)
      page.searchParams.set('per_page', '100')
      const all = await speakAll(line, page, z.array(comment))
      // Without comments nobody needs to know whose they are.
      if (all.length === 0) return []
      const login = await ownLogin(line, request)
      return all.flatMap(({ id, body, user }) =>
        user?.login === login && body ? [{ id, body }] : [],
      )
    },
    async post(body) {
      await speak(line, { method: 'POST', url: list, body: { body } }, comment)
    },
    async edit(id, body) {
      const url = new URL(`${issues}/comments/${id}`)
      await speak(line, { method: 'PATCH', url, body: { body } }, comment)
    },
  }
}

/** Who the token is. A workflow's token may not ask `GET /user`; the graph tells every token: `github-actions[bot]`. */
async function ownLogin(line: Line, { graphql }: PullRequest): Promise<string> {
  const ask = {
    method: 'POST' as const,
    url: new URL(graphql),
    body: { query: '{ viewer { login } }' },
  }
  return (await speak(line, ask, viewer)).value.data.viewer.login
}

const missing = ({ status }: Answered): string | null => {
  if (status === 401) return 'the token in GITHUB_TOKEN is none, or is not valid any more'
  // What a token may not see is not there for it.
  if (status === 403 || status === 404)
    return 'the token in GITHUB_TOKEN may not comment there; the job needs `permissions: pull-requests: write`'
  return null
}
