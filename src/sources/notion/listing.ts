import type { PlumblineError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { NotionApi } from './api.ts'
import { type DataSource, dataSource, identified, type NotionPage, page } from './shapes.ts'

/** What an integration is shown, or as much of it as changed. */
export interface Listing {
  readonly pages: ReadonlyMap<string, NotionPage>
  readonly dataSources: ReadonlyMap<string, DataSource>
  /** Pages and databases that are listed and cannot be read, and why. */
  readonly unread: ReadonlyMap<string, string>
  /** Whether every page that is shared was listed. */
  readonly isWhole: boolean
  readonly fault: PlumblineError | null
}

/**
 * Lists by the search, the last edited first: down to what is older than `since`, or everything. Notion does not promise that the search
 * finds everything, so that in a whole listing each database is asked for its rows as well; and what was edited meanwhile went to the front, which
 * is read again.
 */
export const list = async (api: NotionApi, since: Instant | null): Promise<Listing> => {
  const desk = newDesk()
  const ending = await search(api, desk, since)
  if (since !== null) return { ...desk, isWhole: false, fault: ending.fault }
  let isWhole = ending.isWhole
  let { fault } = ending
  for (const { id, title } of desk.dataSources.values()) {
    const rows = await api.list({ path: `/v1/data_sources/${id}/query`, body: {} }, (one) =>
      desk.take(one),
    )
    if (rows.fault !== null) {
      const name = title.map(({ plain_text }) => plain_text).join('')
      desk.unread.set(`database ${name || id}`, rows.fault.message)
    }
    isWhole &&= rows.isWhole
  }
  const front = desk.newest()
  if (front !== null && fault === null) fault = (await search(api, desk, front)).fault
  return { ...desk, isWhole: isWhole && fault === null, fault }
}

interface Desk {
  readonly pages: Map<string, NotionPage>
  readonly dataSources: Map<string, DataSource>
  readonly unread: Map<string, string>
  take(entry: unknown): 'on'
  /** When the first page that was taken was edited: all that is edited later stands before it. */
  newest(): Instant | null
}

const newDesk = (): Desk => {
  const pages = new Map<string, NotionPage>()
  const dataSources = new Map<string, DataSource>()
  const unread = new Map<string, string>()
  let newest: Instant | null = null
  return {
    pages,
    dataSources,
    unread,
    newest: () => newest,
    take: (entry) => {
      const asPage = page.safeParse(entry)
      const asSource = dataSource.safeParse(entry)
      if (asPage.success) {
        newest ??= asPage.data.last_edited_time
        pages.set(asPage.data.id, asPage.data)
        unread.delete(asPage.data.id)
      } else if (asSource.success) dataSources.set(asSource.data.id, asSource.data)
      else takeOdd(entry, pages, unread)
      return 'on'
    },
  }
}

/** Of what is not shared with the integration only the id is told; that is no page of ours. */
const takeOdd = (
  entry: unknown,
  pages: ReadonlyMap<string, NotionPage>,
  unread: Map<string, string>,
): void => {
  const parsed = identified.safeParse(entry)
  const id = parsed.success ? parsed.data.id : null
  const isPartial = typeof entry === 'object' && entry !== null && !('properties' in entry)
  if (id !== null && !isPartial && !pages.has(id))
    unread.set(id, 'Notion lists it in another form than is documented')
}

const search = (api: NotionApi, desk: Desk, since: Instant | null) => {
  const body = { sort: { timestamp: 'last_edited_time', direction: 'descending' } }
  return api.list({ path: '/v1/search', body }, (entry) => {
    desk.take(entry)
    return since !== null && isOlder(entry, since) ? 'enough' : 'on'
  })
}

const isOlder = (entry: unknown, since: Instant): boolean => {
  const asPage = page.safeParse(entry)
  return asPage.success && Date.parse(asPage.data.last_edited_time) < Date.parse(since)
}
