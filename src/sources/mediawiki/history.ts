import type { Instant } from '../../domain/instant.ts'
import type { TextRevision } from '../section-dates.ts'
import type { Api } from './api.ts'
import type { WikiPage } from './listing.ts'
import { history, type Revision, readReply } from './replies.ts'
import { redirectTarget } from './wikitext.ts'

/** What a page was, the newest revision first. */
export interface PageHistory {
  readonly revisions: readonly (TextRevision & { readonly id: number })[]
  /** When the page was made. */
  readonly created: Instant | null
}

/** As many as a wiki gives at once with their texts. */
const mostRevisions = 50
/** Bytes of all texts together. */
const mostBytes = 4_000_000

/** The newest revisions of a page with their texts; null where the wiki refuses. */
export const readHistory = async (
  api: Api,
  { id, length }: Pick<WikiPage, 'id' | 'length'>,
  now: Instant,
): Promise<PageHistory | null> => {
  const count = Math.min(mostRevisions, Math.max(2, Math.floor(mostBytes / Math.max(1, length))))
  const newest = await revisionsOf(api, id, {
    rvprop: 'ids|timestamp|flags|content',
    rvslots: 'main',
    rvlimit: String(count),
  })
  if (newest === null) return null
  const revisions = newest.revisions.flatMap((revision) => {
    const at = instant(revision.timestamp ?? '', now)
    return at === null
      ? []
      : [{ id: revision.revid, at, minor: revision.minor ?? false, text: textOf(revision) }]
  })
  const oldest = newest.isWhole ? revisions.at(-1)?.at : await firstEdit(api, id, now)
  return { revisions, created: oldest ?? null }
}

const firstEdit = async (api: Api, id: number, now: Instant): Promise<Instant | null> => {
  const first = await revisionsOf(api, id, {
    rvprop: 'ids|timestamp',
    rvdir: 'newer',
    rvlimit: '1',
  })
  return instant(first?.revisions[0]?.timestamp ?? '', now)
}

const revisionsOf = async (
  api: Api,
  id: number,
  how: Readonly<Record<string, string>>,
): Promise<{ readonly revisions: readonly Revision[]; readonly isWhole: boolean } | null> => {
  const parameters = { action: 'query', pageids: String(id), prop: 'revisions' }
  const answer = await api.ask({ ...parameters, ...how })
  if (answer.is === 'refusal') return null
  const { query, continue: more } = readReply(history, answer.json, `${api.address}: page ${id}`)
  return { revisions: query.pages[0]?.revisions ?? [], isWhole: more === undefined }
}

/** Null where nobody may read a revision's text any more, or it is none. */
const textOf = ({ slots }: Revision): string | null => slots?.main.content ?? null

/** A moment of the wiki's as ours; an imported revision may be dated in the future, and is believed to be of now. */
export const instant = (timestamp: string, now: Instant): Instant | null => {
  const at = Date.parse(timestamp)
  return Number.isNaN(at) ? null : new Date(Math.min(at, Date.parse(now))).toISOString()
}

/** Whether a page that is a redirect now ever was something else. */
export const wasContent = ({ revisions }: PageHistory): boolean =>
  revisions.some(({ text }) => text !== null && text.trim() !== '' && redirectTarget(text) === null)
