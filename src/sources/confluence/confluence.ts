import { createHash } from 'node:crypto'
import type { SourceDocument, Told } from '../../domain/document.ts'
import { PlumblineError } from '../../domain/errors.ts'
import { perhapsOnItsWord } from '../claimed.ts'
import { changedAmong, type Listed } from '../listed.ts'
import { sectionDates } from '../section-dates.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { lozengesIn, toldByMarks } from './marks.ts'
import { openWiki } from './open-wiki.ts'
import { sectionsOf } from './sections.ts'
import { type SurveyedPage, survey } from './survey.ts'
import type { FetchedPage, Wiki } from './wiki.ts'

/** Confluence Cloud and Data Center. */
export const confluence: SourceType = {
  name: 'confluence',
  about: 'Reads the pages of Confluence, Cloud or Data Center, current and archived.',
  documents: pagesOf,
}

interface ListedDocument extends Listed {
  readonly page: SurveyedPage
}

/**
 * Every poll lists all pages with their versions and restrictions, so that a changed restriction counts though no text changed. Text is
 * asked for where a version, a title, a label, an owner or a status is another.
 */
async function* pagesOf(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed> {
  const { wiki, base } = await openWiki(entry, tools)
  const { pages, groups, missing, fault } = await survey(entry, wiki)
  yield { is: 'groups', groups }
  for (const key of missing)
    yield {
      is: 'unread',
      path: `space ${key}`,
      because: `there is no space ${key}, or the account may not see it`,
    }
  for (const page of pages) yield* closed(page, tools)
  yield* changedAmong(open(pages), tools, {
    atOnce: entry.requestsAtOnce ?? 4,
    fetch: ({ page, access = [] }) => documentOf(entry, wiki, base, page, access),
  })
  if (fault !== null) throw fault
  yield { is: 'whole' }
}

async function* open(pages: readonly SurveyedPage[]): AsyncIterable<ListedDocument> {
  for (const page of pages)
    if (page.access.is === 'lists')
      yield { path: page.id, stamp: stampOf(page), access: page.access.lists, page }
}

/** Nobody may read it: our copy is shut, and its text is not asked for. */
async function* closed(
  { id, access }: SurveyedPage,
  { copyOf }: SourceTools,
): AsyncIterable<Handed> {
  if (access.is === 'lists') return
  const copy = await copyOf(id)
  if (copy !== null && !copy.gone) yield { is: 'same', path: id, access: [[]] }
  yield { is: 'unread', path: id, because: access.because }
}

/** Of everything that makes a document another; a move alone does not, and a status that people set makes a version. */
const stampOf = ({ version, modified, title, status, owner, webui, labels, space }: SurveyedPage) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        version,
        modified,
        title,
        status,
        owner,
        webui,
        labels.toSorted(),
        space.key,
        space.archived,
      ]),
    )
    .digest('hex')
    .slice(0, 24)

const documentOf = async (
  entry: SourceEntry,
  wiki: Wiki,
  base: string,
  page: SurveyedPage,
  access: SourceDocument['access'],
): Promise<SourceDocument | string | null> => {
  const fetched = await wiki.fetch(page)
  if (fetched === null || typeof fetched === 'string') return fetched
  return {
    source: entry.id,
    path: page.id,
    url: page.webui === null ? null : `${base}${page.webui}`,
    format: 'html',
    text: fetched.text,
    access,
    home: null,
    created: perhapsOnItsWord(page.created),
    modified: perhapsOnItsWord(fetched.modified),
    revision: String(fetched.version),
    told: {
      title: page.title,
      ...(fetched.owner === null ? {} : { owner: fetched.owner }),
      ...(await datesOf(wiki, page, fetched)),
      ...toldByMarks({
        labels: page.labels,
        state: fetched.state,
        lozenges: fetched.isStorage ? lozengesIn(fetched.text) : [],
        isArchived: page.status === 'archived',
        isInArchivedSpace: page.space.archived,
      }),
    },
  }
}

/** A status or a label publishes a version with the same text: the text is as old as the first version that had it. */
const datesOf = async (
  wiki: Wiki,
  page: SurveyedPage,
  { version, modified, minor, text, isStorage }: FetchedPage,
): Promise<Pick<Told, 'contentChanged' | 'parts'>> => {
  if (!isStorage || modified === null) return {}
  const past = version > 1 ? await pastOf(wiki, { ...page, version }) : []
  return sectionDates([{ at: modified, text, minor }, ...past], sectionsOf) ?? {}
}

/** A wiki that keeps its versions to itself still gives its pages. */
const pastOf = async (wiki: Wiki, page: SurveyedPage) => {
  try {
    return await wiki.past(page)
  } catch (error) {
    const isRefused =
      error instanceof PlumblineError &&
      (error.code === 'source.refused' || error.code === 'source.malformed')
    if (isRefused) return []
    throw error
  }
}
