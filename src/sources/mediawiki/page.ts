import { load } from 'cheerio/slim'
import type { PartDates, SourceDocument, Told } from '../../domain/document.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AccessLists } from '../../domain/principal.ts'
import { perhapsOnItsWord } from '../claimed.ts'
import { sectionDates, type TextPart } from '../section-dates.ts'
import type { Api } from './api.ts'
import { instant, type PageHistory, readHistory, wasContent } from './history.ts'
import type { WikiPage } from './listing.ts'
import { isMark } from './mark-words.ts'
import { toldByMarks } from './marks.ts'
import { type Parsed, parsed, readReply } from './replies.ts'
import type { Site } from './site.ts'
import { type Included, revisionName, type Stamp, stampOf } from './stamps.ts'
import { redirectTarget } from './wikitext.ts'

/** What pages of a wiki are read with. */
export interface PageDesk {
  readonly api: Api
  readonly site: Site
  readonly included: Included
  readonly access: AccessLists
  split(wikitext: string): readonly TextPart[]
  now(): Instant
}

/** A page as it is now, or why there is none. */
export type FetchedPage =
  | { readonly is: 'page'; readonly document: SourceDocument; readonly stamp: Stamp }
  | { readonly is: 'gone' }
  /** A redirect that never was anything else. */
  | { readonly is: 'redirect' }
  | { readonly is: 'denied' }
  | { readonly is: 'unread'; readonly because: string }

const missing = new Set(['nosuchpageid', 'missingtitle', 'nosuchrevid'])
const denied = new Set(['readapidenied', 'permissiondenied', 'accessdenied', 'protectedpage'])

/** Asks for a page's HTML and, where it has one, for its past. `before` is what our copy was made from. */
export const fetchPage = async (
  page: WikiPage,
  before: Stamp | null,
  desk: PageDesk,
): Promise<FetchedPage> => {
  const past = page.isRedirect ? await readHistory(desk.api, page, desk.now()) : null
  if (past !== null && !wasContent(past)) return { is: 'redirect' }
  const answer = await desk.api.ask({
    ...{ action: 'parse', pageid: String(page.id) },
    prop: 'text|sections|templates|categories|revid|displaytitle',
    ...{ disableeditsection: '1', disabletoc: '1', disablelimitreport: '1' },
  })
  if (answer.is === 'refusal') {
    const { code, info } = answer
    if (missing.has(code)) return { is: 'gone' }
    return denied.has(code) ? { is: 'denied' } : { is: 'unread', because: refusalWords(code, info) }
  }
  const { parse } = readReply(parsed, answer.json, `${desk.api.address}: page ${page.id}`)
  const needed = !page.isFirst || parse.templates.some(({ title }) => isMark(title))
  const known = past ?? (needed ? await readHistory(desk.api, page, desk.now()) : null)
  const own = stampOf(page, parse.templates, desk.included)
  // A page that leads to one that is not there yet is shown anew when it is: a touch is all that tells.
  const stamp = { ...own, unsettled: own.unsettled || parse.text.includes('redlink=1') }
  return { is: 'page', document: documentOf(page, parse, known, { before, stamp }, desk), stamp }
}

const refusalWords = (code: string, info: string): string =>
  `the wiki cannot show it: ${info.replace(/\s+/g, ' ').slice(0, 200)} (${code})`

interface Stamps {
  readonly before: Stamp | null
  readonly stamp: Stamp
}

const documentOf = (
  page: WikiPage,
  parse: Parsed,
  known: PageHistory | null,
  { before, stamp }: Stamps,
  desk: PageDesk,
): SourceDocument => {
  const edited = instant(page.edited, desk.now())
  // What was written after the page was shown to us is not in what we were shown.
  const shown = known?.revisions.findIndex(({ id }) => id === parse.revid) ?? -1
  const revisions = known?.revisions.slice(Math.max(0, shown)) ?? []
  const modified = revisions[0]?.at ?? edited
  const wikitext = revisions[0]?.text ?? null
  const target = page.isRedirect && wikitext !== null ? redirectTarget(wikitext) : null
  return {
    source: '',
    path: String(page.id),
    url: desk.site.urlOf(parse.title),
    format: 'html',
    text: parse.text,
    access: desk.access,
    home: null,
    created: perhapsOnItsWord(known?.created ?? (page.isFirst ? edited : null)),
    modified: perhapsOnItsWord(modified),
    revision: revisionName(parse.revid, stamp),
    told: {
      title: plainText(parse.displaytitle) || parse.title,
      ...(before?.revision === page.revision ? {} : datesIn(revisions, parse, desk, modified)),
      ...toldByMarks({
        templates: parse.templates.map(({ title }) => title),
        categories: parse.categories.map(({ category }) => category),
        wikitext,
        edited: modified ?? desk.now(),
      }),
      ...(target === null ? {} : { supersededBy: target }),
    },
  }
}

/**
 * Since when the text has been what it is, by its wikitext. A page that only its templates changed keeps the dates we have, and what they
 * changed is as new as we saw it: its own wikitext tells nothing of that.
 */
const datesIn = (
  revisions: PageHistory['revisions'],
  { sections }: Parsed,
  { split }: PageDesk,
  modified: Instant | null,
): Pick<Told, 'contentChanged' | 'parts'> => {
  const dates = sectionDates(revisions, split)
  if (dates === null)
    return modified === null ? {} : { contentChanged: { at: modified, basis: 'claimed' } }
  // Sections that a template brings along are none of the page's own wikitext.
  const shown = sections
    .filter(({ index }) => /^\d+$/.test(index))
    .map(({ line }) => plainText(line))
  return { ...dates, parts: named(dates.parts, shown) }
}

/** Headings in the words that readers see, where the page's HTML has as many of them as its wikitext. */
const named = (dates: PartDates, shown: readonly string[]): PartDates =>
  dates.by !== 'heading' || dates.parts.length !== shown.length + 1
    ? dates
    : {
        ...dates,
        parts: dates.parts.map((part, index) => ({
          ...part,
          words: shown[index - 1] ?? part.words,
        })),
      }

const plainText = (html: string): string =>
  html.includes('<') || html.includes('&') ? load(html.slice(0, 5_000)).text().trim() : html.trim()
