import { z } from 'zod'
import type { SendAsk } from './ask.ts'
import { gitHubLine, ownLogin, type PullRequest } from './github-line.ts'
import type { Comments } from './one-comment.ts'
import { speak, speakAll } from './speak.ts'

const comment = z.object({
  id: z.number().int(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
})

/** The comments of a pull request at GitHub, which are those of its issue. */
export function pullRequestComments(request: PullRequest, send: SendAsk): Comments {
  const line = gitHubLine(request, send)
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
      const login = await ownLogin(line, request.graphql)
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
