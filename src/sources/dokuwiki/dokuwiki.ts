import { z } from 'zod'
import type { SourceDocument, Told } from '../../domain/document.ts'
import { PlumblineError } from '../../domain/errors.ts'
import { isWanted } from '../documents.ts'
import { changedAmong, type Listed } from '../listed.ts'
import { isoDate, toldBy } from '../marks.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { authorizationOf } from '../wiki-root.ts'
import { accessOf, type Permissions, rulesForm } from './access.ts'
import { type AddressOf, addressesOf, plainly } from './addresses.ts'
import { historyOf, instantOf } from './history.ts'
import { marksOf, onwardFrom, titleOf } from './markup.ts'
import { accountOf, openAnonymously, openRpc, type WikiRpc } from './rpc.ts'

/** A DokuWiki by its XML-RPC (dokuwiki.org/xmlrpc), as of 2022-07-31 “Igor”. */
export const dokuWiki: SourceType = {
  name: 'dokuwiki',
  about: 'Reads the pages of a DokuWiki by its XML-RPC, with its access lists.',
  documents,
}

/** Of a page, as its namespace's list has it; `rev` is the moment of its file, in seconds. */
const pageForm = z.object({
  id: z.string().min(1).max(1_000),
  rev: z.int().min(0).max(253_402_300_799),
  size: z.int(),
  hash: z.string().max(64).default(''),
})
type PageEntry = z.infer<typeof pageForm>

interface Item extends Listed {
  readonly page: PageEntry
}

async function* documents(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed> {
  const rpc = await openRpc(entry, tools)
  const listed = await pagesOf(entry, rpc, { depth: 0, hash: true })
  const wanted = listed.filter(({ id }) => isWanted(entry, id.replaceAll(':', '/')))
  const permissions = await permissionsFor(entry, tools, rpc)
  const most = entry.mostPages ?? Number.POSITIVE_INFINITY
  const account = accountOf(entry)
  async function* items(): AsyncIterable<Item> {
    for (const page of wanted.slice(0, most)) {
      const { id, rev, size, hash } = page
      const access = accessOf(id, permissions, account)
      yield { path: id, stamp: `${rev} ${size} ${hash}`, access, page }
    }
  }
  let addresses: Promise<AddressOf> | undefined
  const fetch = async ({ page, access = [] }: Item) => {
    addresses ??= howAddressed(rpc)
    return documentOf(page, access, await addresses, { entry, rpc })
  }
  yield* changedAmong(items(), tools, { atOnce: entry.requestsAtOnce ?? 4, fetch })
  if (wanted.length > most)
    throw new PlumblineError(
      'source.too-large',
      `source ${entry.id}: the DokuWiki has ${wanted.length} pages; only ${most} were read (mostPages)`,
    )
  yield { is: 'whole' }
}

/** The pages of the namespaces that the entry names, or of all, sorted by id. What was deleted is not among them. */
async function pagesOf(
  { spaces = [''] }: SourceEntry,
  rpc: WikiRpc,
  options: { readonly depth: number; readonly hash: boolean },
): Promise<readonly PageEntry[]> {
  const pages = new Map<string, PageEntry>()
  for (const space of spaces) {
    // Not wiki.getAllPages, which lists what the wiki has got round to indexing.
    const listed = await rpc.call('dokuwiki.getPagelist', [space, options], z.array(pageForm))
    for (const page of listed) pages.set(page.id, page)
  }
  return [...pages.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** What can be known of who may read: the whole access list, or else what somebody without an account is shown. */
async function permissionsFor(
  entry: SourceEntry,
  tools: SourceTools,
  rpc: WikiRpc,
): Promise<Permissions> {
  if (authorizationOf(entry.credentials) === undefined) return { by: 'being-nobody' }
  const rules = await unlessRefused(rpc.call('plugin.acl.listAcls', [], rulesForm))
  if (rules !== null) return { by: 'rules', rules }
  const everybody = openAnonymously(entry, tools)
  const open = await unlessRefused(pagesOf(entry, everybody, { depth: 0, hash: false }))
  return { by: 'comparison', open: open && new Set(open.map(({ id }) => id)) }
}

const unlessRefused = async <Answer>(asked: Promise<Answer>): Promise<Answer | null> => {
  try {
    return await asked
  } catch (error) {
    const isNo =
      error instanceof PlumblineError &&
      (error.code === 'source.refused' || error.code === 'source.malformed')
    if (isNo) return null
    throw error
  }
}

/** Where the wiki does not show its pages to us but by XML-RPC, its addresses are the plain ones. */
const howAddressed = async (rpc: WikiRpc): Promise<AddressOf> => {
  try {
    return await addressesOf(rpc)
  } catch (error) {
    if (error instanceof PlumblineError && error.code.startsWith('source.'))
      return plainly(rpc.base)
    throw error
  }
}

async function documentOf(
  { id, rev }: PageEntry,
  access: SourceDocument['access'],
  addressOf: AddressOf,
  { entry, rpc }: { readonly entry: SourceEntry; readonly rpc: WikiRpc },
): Promise<SourceDocument | null> {
  const html = await renderingOf(id, rpc)
  if (html === null) return null
  const text = await rpc.call('wiki.getPage', [id], z.string())
  const { created, told } = await historyOf(id, text, rpc)
  return {
    source: entry.id,
    path: id,
    url: addressOf(id),
    format: 'html',
    text: html,
    access,
    home: null,
    created,
    modified: { at: instantOf({ version: rev }), basis: 'claimed' },
    revision: String(rev),
    told: {
      title: titleOf(id, text),
      ...told,
      ...toldBy(marksOf(text), isoDate),
      ...supersededBy(onwardFrom(text), addressOf),
    },
  }
}

const supersededBy = (onward: string | null, addressOf: AddressOf): Pick<Told, 'supersededBy'> =>
  onward === null ? {} : { supersededBy: /^https?:/i.test(onward) ? onward : addressOf(onward) }

/** Null where the page is gone: of one that is not there, the wiki gives its namespace's template as text, and no HTML or a fault. */
const renderingOf = async (id: string, rpc: WikiRpc): Promise<string | null> => {
  try {
    const html = await rpc.call('wiki.getPageHTML', [id], z.string())
    return html === '' && (await isGone(id, rpc)) ? null : html
  } catch (error) {
    const isNo = error instanceof PlumblineError && error.code === 'source.malformed'
    if (isNo && (await isGone(id, rpc))) return null
    throw error
  }
}

const isGone = async (id: string, rpc: WikiRpc): Promise<boolean> =>
  (await unlessRefused(rpc.call('wiki.getPageInfo', [id], z.object({ version: z.int() })))) === null
