import { z } from 'zod'
import type { Answered, SendAsk } from './ask.ts'
import type { Comments } from './one-comment.ts'
import { type Line, speak, speakAll } from './speak.ts'

/** A merge request, and in whose name its comments are kept. */
export interface MergeRequest {
  /** `https://gitlab.example.com/api/v4` */
  readonly api: string
  readonly project: string
  readonly number: string
  readonly token: string
}

const note = z.object({
  id: z.number().int(),
  body: z.string(),
  author: z.object({ id: z.number().int() }).nullish(),
})
const user = z.object({ id: z.number().int() })

/** The comments of a merge request at GitLab, which calls them notes. */
export function mergeRequestComments(request: MergeRequest, send: SendAsk): Comments {
  const { api, token } = request
  const line: Line = {
    name: 'GitLab',
    send,
    headers: { accept: 'application/json', 'private-token': token },
    missing,
  }
  const project = `${api}/projects/${encodeURIComponent(request.project)}`
  const list = new URL(`${project}/merge_requests/${encodeURIComponent(request.number)}/notes`)
  return {
    longest: 1_000_000,
    async own() {
      const page = new URL(list)
      const wanted = { per_page: '100', sort: 'asc', order_by: 'created_at' }
      for (const [name, value] of Object.entries(wanted)) page.searchParams.set(name, value)
      const all = await speakAll(line, page, z.array(note))
      if (all.length === 0) return []
      const { id: self } = (await speak(line, { method: 'GET', url: new URL(`${api}/user`) }, user))
        .value
      return all.flatMap(({ id, body, author }) => (author?.id === self ? [{ id, body }] : []))
    },
    async post(body) {
      await speak(line, { method: 'POST', url: list, body: { body } }, note)
    },
    async edit(id, body) {
      await speak(line, { method: 'PUT', url: new URL(`${list.href}/${id}`), body: { body } }, note)
    },
  }
}

const missing = ({ status }: Answered): string | null => {
  if (status === 401) return 'the token in GITLAB_TOKEN is none, or is not valid any more'
  if (status === 403 || status === 404)
    return 'the token in GITLAB_TOKEN may not comment there: it needs the scope `api` and, of the project, the role Reporter'
  return null
}
