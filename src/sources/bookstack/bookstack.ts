import { createHash } from 'node:crypto'
import type { SourceDocument } from '../../domain/document.ts'
import { PlumblineError } from '../../domain/errors.ts'
import type { AccessLists } from '../../domain/principal.ts'
import { claimed } from '../claimed.ts'
import { type JsonApi, jsonApi } from '../json-api.ts'
import { changedAmong, type Listed } from '../listed.ts'
import { fieldName, isoDate, toldBy } from '../marks.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { wikiRoot } from '../wiki-root.ts'
import { isPublic } from './is-public.ts'
import { openReaders } from './readers.ts'
import { type ListedPage, type PageReply, page as pageShape } from './shapes.ts'
import { type Survey, type SurveyedPage, survey } from './survey.ts'

/** A BookStack by its REST API. A page's path is its id. Readers are named by their ids: names and slugs change hands. */
export const bookstack: SourceType = {
  name: 'bookstack',
  about:
    'Reads the pages of a BookStack by its API, with `user` as token id and `tokenFrom` for its secret; accounts are user ids.',
  documents: pagesOf,
}

interface ListedDocument extends Listed {
  readonly page: SurveyedPage
}

/** Every poll lists all pages and asks each for its permissions: BookStack tells of a changed permission nowhere else. */
async function* pagesOf(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed> {
  const { api, base } = open(entry, tools)
  const readers = await openReaders(api, await isPublic(entry, tools))
  const found = await survey(entry, api, readers)
  yield { is: 'groups', groups: readers.groups() }
  for (const { path, because } of found.unread) yield { is: 'unread', path, because }
  // Nobody may read it: our copy is shut, and its text is not asked for.
  for (const { id, access } of found.pages)
    if (access.is === 'closed')
      yield { is: 'unread', path: String(id), because: access.because, access: [[]] }
  yield* changedAmong(openPages(found), tools, {
    atOnce: entry.requestsAtOnce ?? 4,
    fetch: ({ page, access = [] }) => documentOf(entry, api, base, page, access),
  })
  if (found.fault !== null) throw found.fault
  if (found.isWhole) yield { is: 'whole' }
}

const open = (
  entry: SourceEntry,
  tools: SourceTools,
): { readonly api: JsonApi; readonly base: string } => {
  const { origin, base } = wikiRoot(entry)
  const { user, token } = entry.credentials ?? {}
  if (user === undefined || token === undefined)
    throw new PlumblineError(
      'source.refused',
      `source ${entry.id}: set user to the id of an API token and tokenFrom to the variable that holds its secret`,
    )
  const fetching = tools.fetching({ origin, authorization: `Token ${user}:${token}` })
  const whatToSet =
    'check that the url is that of the wiki, that user and tokenFrom are the id and the secret of an API token, and that its holder may access the system API'
  return { api: jsonApi({ base, fetching, whatToSet }), base }
}

async function* openPages({ pages }: Survey): AsyncIterable<ListedDocument> {
  for (const page of pages)
    if (page.access.is === 'lists')
      yield {
        path: String(page.id),
        stamp: stampOf(page),
        access: page.access.lists,
        page,
      }
}

/** Tags are saved with an update of the page; a book that was renamed moves all addresses below it. */
const stampOf = ({
  updated_at,
  revision_count,
  name,
  slug,
  owned_by,
  bookSlug,
}: ListedPage & Pick<SurveyedPage, 'bookSlug'>) =>
  createHash('sha256')
    .update(JSON.stringify([updated_at, revision_count, name, slug, owned_by, bookSlug]))
    .digest('hex')
    .slice(0, 24)

const documentOf = async (
  entry: SourceEntry,
  api: JsonApi,
  base: string,
  listed: SurveyedPage,
  access: AccessLists,
): Promise<SourceDocument | string | null> => {
  const answered = await api.answer({ path: `/api/pages/${listed.id}` }, pageShape)
  if (answered.is === 'no') return answered.status === 404 ? null : answered.because
  const page = answered.value
  const written = textOf(page)
  if (written === null) return 'the wiki gives it without its text'
  const owner = typeof page.owned_by === 'object' ? page.owned_by?.name : undefined
  const marks = toldBy(marksOf(page), isoDate)
  return {
    source: entry.id,
    path: String(page.id),
    url: `${base}/books/${encodeURIComponent(listed.bookSlug)}/page/${encodeURIComponent(listed.slug)}`,
    ...written,
    access,
    home: null,
    created: claimed(page.created_at),
    modified: claimed(page.updated_at),
    revision:
      page.revision_count === null || page.revision_count === undefined
        ? null
        : String(page.revision_count),
    told: { title: page.name, ...(owner === undefined ? {} : { owner }), ...marks },
  }
}

/**
 * What was written, never what is rendered where there is the choice: a page that includes another is rendered with the other's text in
 * it as the token's holder sees it, who may read more than the page's readers.
 */
const textOf = ({
  markdown,
  raw_html,
  html,
}: PageReply): Pick<SourceDocument, 'text' | 'format'> | null => {
  if (markdown) return { text: markdown, format: 'markdown' }
  const text = raw_html ?? html
  return text === null || text === undefined ? null : { text, format: 'html' }
}

const marksOf = ({ tags }: PageReply) => {
  const fields = new Map<string, string>()
  const bare: string[] = []
  for (const { name, value } of tags ?? [])
    if (value) fields.set(fieldName(name), value)
    else bare.push(name)
  return { fields, tags: bare }
}
