import { createHash } from 'node:crypto'
import type { SourceDocument } from '../../domain/document.ts'
import { PlumblineError } from '../../domain/errors.ts'
import type { AccessLists } from '../../domain/principal.ts'
import { claimed } from '../claimed.ts'
import { type JsonApi, jsonApi } from '../json-api.ts'
import { changedAmong, type Listed } from '../listed.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { wikiRoot } from '../wiki-root.ts'
import { type GatherDesk, type Gathered, gather, isPublished } from './gather.ts'
import { changesSince, memoryText, remembered } from './memory.ts'
import { openReaders } from './readers.ts'
import { documentReply, type OutlineDocument } from './shapes.ts'
import { survey } from './survey.ts'

/** An Outline by its API. A document's path is its id; readers are named by theirs, for names change hands. */
export const outline: SourceType = {
  name: 'outline',
  about:
    'Reads the published documents of an Outline by its API, with an API key in `tokenFrom`; accounts are user ids.',
  documents: documentsOf,
}

interface Desk extends GatherDesk {
  readonly base: string
}

/**
 * Every poll reads the collections' trees, which tell by ids alone what is there, where, and for whom; and the documents that changed since
 * the last crawl. What is archived leaves its tree, and everybody's sight: it is gone.
 */
async function* documentsOf(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed> {
  const { api, base } = open(entry, tools)
  const began = tools.now()
  const memory = remembered(tools)
  const readers = openReaders(api)
  const surveyed = await survey(entry, api, readers)
  for (const name of surveyed.missing)
    yield {
      is: 'unread',
      path: `collection ${name}`,
      because: `there is no collection ${name}, or the API key's user may not see it`,
    }
  const desk: Desk = { entry, tools, api, base, readers, surveyed }
  const gathered = await gather(desk, changesSince(tools, memory))
  yield { is: 'groups', groups: await readers.groups() }
  const unread: string[] = []
  for await (const handed of handedOver(desk, gathered, memory.again)) {
    if (handed.is === 'unread') unread.push(handed.path)
    yield handed
  }
  if (surveyed.fault !== null) throw surveyed.fault
  if (gathered.tooMany) throw tooMany(entry)
  yield { is: 'whole' }
  yield { is: 'checkpoint', text: memoryText(walkedAt(gathered, began, memory.walkedAt), unread) }
}

/** What changed where nobody could read the list is found by walking through everything next time. */
const walkedAt = ({ since, holes }: Gathered, began: string, before: string | null) => {
  if (since === null) return began
  return holes > 0 ? null : before
}

const open = (entry: SourceEntry, tools: SourceTools) => {
  const { origin, base } = wikiRoot(entry)
  const token = entry.credentials?.token
  if (token === undefined)
    throw new PlumblineError(
      'source.refused',
      `source ${entry.id}: set tokenFrom to the variable that holds an API key of the Outline`,
    )
  const fetching = tools.fetching({ origin, authorization: `Bearer ${token}` })
  const whatToSet =
    'check that the url is that of the wiki and that tokenFrom holds an API key that is valid'
  return { api: jsonApi({ base, fetching, whatToSet }), base }
}

interface ListedDocument extends Listed {
  readonly document: OutlineDocument | null
}

async function* handedOver(
  desk: Desk,
  gathered: Gathered,
  again: readonly string[],
): AsyncIterable<Handed> {
  const { entry, tools } = desk
  for (const { id, access } of gathered.found)
    if (typeof access === 'string') yield { is: 'unread', path: id, because: access, access: [[]] }
  const stamps = new Map<string, string>()
  const fetch = async ({ path, document: known, access = [] }: ListedDocument) => {
    const because = gathered.odd.get(path)
    if (because !== undefined) return because
    const document = known ?? (await asked(desk.api, path))
    if (document === null || typeof document === 'string') return document
    if (!isPublished(document)) return null
    stamps.set(path, stampOf(document))
    return documentOf(desk, document, access)
  }
  const atOnce = entry.requestsAtOnce ?? 4
  const listing = listedIn(gathered, tools, new Set(again))
  for await (const handed of changedAmong(listing, tools, { atOnce, fetch }))
    yield handed.is === 'document'
      ? { ...handed, stamp: stamps.get(handed.document.path) ?? null }
      : handed
}

/** No stamp of ours. */
const another = 'another'

/** What a poll's walk did not bring along is what it was; after a walk through everything it is asked for by itself. */
async function* listedIn(
  { found, odd, since }: Gathered,
  { copyOf }: SourceTools,
  again: ReadonlySet<string>,
): AsyncIterable<ListedDocument> {
  for (const { id, document, access } of found) {
    if (typeof access === 'string') continue
    const copy = await copyOf(id)
    const isAsWas = since !== null && !again.has(id) && !odd.has(id)
    const kept = isAsWas || copy?.done === true ? copy?.stamp : null
    const stamp = document === null ? (kept ?? another) : stampOf(document)
    yield { path: id, stamp, access, document }
  }
}

const stampOf = ({ updatedAt, revision, title, url }: OutlineDocument): string =>
  createHash('sha256')
    .update(JSON.stringify([updatedAt, revision, title, url]))
    .digest('hex')
    .slice(0, 24)

const asked = async (api: JsonApi, id: string): Promise<OutlineDocument | string | null> => {
  const answered = await api.answer({ path: '/api/documents.info', body: { id } }, documentReply)
  if (answered.is === 'reply') return answered.value.data
  return answered.status === 404 ? null : answered.because
}

const documentOf = (
  { entry, base }: Desk,
  document: OutlineDocument,
  access: AccessLists,
): SourceDocument | string => {
  const { id, url, title, text, createdAt, updatedAt, revision } = document
  if (text === null || text === undefined) return 'the wiki gives it without its text'
  return {
    source: entry.id,
    path: id,
    url: url.startsWith('/') ? `${base}${url}` : null,
    format: 'markdown',
    text,
    access,
    home: null,
    created: claimed(createdAt),
    modified: claimed(updatedAt),
    revision: revision === null || revision === undefined ? null : String(revision),
    told: { title },
  }
}

const tooMany = ({ id, mostPages }: SourceEntry): PlumblineError =>
  new PlumblineError(
    'source.too-large',
    `source ${id}: the Outline has more documents than mostPages allows (${mostPages}): raise it, or name the collections to read`,
  )
