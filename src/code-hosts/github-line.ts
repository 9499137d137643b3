import { z } from 'zod'
import type { Answered, SendAsk } from './ask.ts'
import { type Line, speak } from './speak.ts'

/** A pull request, and in whose name something is told there. */
export interface PullRequest {
  /** `https://api.github.com` */
  readonly api: string
  readonly graphql: string
  /** `owner/name` */
  readonly repository: string
  readonly number: number
  readonly token: string
}

/** How GitHub is spoken to. */
export const gitHubLine = ({ token }: Pick<PullRequest, 'token'>, send: SendAsk): Line => ({
  name: 'GitHub',
  send,
  headers: {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    authorization: `Bearer ${token}`,
  },
  missing,
})

const missing = ({ status }: Answered): string | null => {
  if (status === 401) return 'the token in GITHUB_TOKEN is none, or is not valid any more'
  // What a token may not see is not there for it.
  if (status === 403 || status === 404)
    return 'the token in GITHUB_TOKEN may not comment there; the job needs `permissions: pull-requests: write`'
  return null
}

const viewer = z.object({ data: z.object({ viewer: z.object({ login: z.string() }) }) })

/** Who a token is. A workflow's may not ask `GET /user`; the graph tells every token: `github-actions[bot]`. */
export async function ownLogin(line: Line, graphql: string): Promise<string> {
  const ask = {
    method: 'POST' as const,
    url: new URL(graphql),
    body: { query: '{ viewer { login } }' },
  }
  return (await speak(line, ask, viewer)).value.data.viewer.login
}
