import { PlumblineError } from '../../domain/errors.ts'
import type { SourceEntry, SourceTools } from '../source.ts'
import { wikiRoot } from '../wiki-root.ts'

/** Whether the wiki shows anything to who does not sign in: its front page then needs no login. What cannot be told is no. */
export const isPublic = async (entry: SourceEntry, tools: SourceTools): Promise<boolean> => {
  const { origin, base } = wikiRoot(entry)
  try {
    const reply = await tools.fetching({ origin }).ask({ url: `${base}/`, accept: 'text/html' })
    return (
      reply.status === 200 &&
      new URL(reply.url).pathname === `${new URL(base).pathname.replace(/\/$/, '')}/`
    )
  } catch (error) {
    const isOfFrontPage = error instanceof PlumblineError && error.code.startsWith('source.')
    if (isOfFrontPage) return false
    throw error
  }
}
