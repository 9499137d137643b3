import type { SourceDocument } from '../../domain/document.ts'
import type { Instant } from '../../domain/instant.ts'
import { isWanted } from '../documents.ts'
import type { Reply } from '../fetching/contract.ts'
import type { Handed } from '../source.ts'
import type { Address } from './addresses.ts'
import type { Outset } from './crawl.ts'
import type { Errand, Frontier } from './frontier.ts'
import type { Trust } from './listing.ts'
import { Remembering } from './remembering.ts'
import { mostLinks, type Stamp, written } from './stamp.ts'
import { formatOf, type Known } from './visit.ts'

/** What is known when answers come in. */
export interface Standing extends Outset {
  readonly frontier: Frontier
  readonly known: ReadonlyMap<string, Known>
  /** When the site's list says that its pages changed, by key. */
  readonly listed: ReadonlyMap<string, Instant | null>
  readonly trust: Trust
}

/** An answer for one page: at its address after redirects, with what we have of that. */
export interface Answered {
  readonly errand: Errand
  readonly known: Known | null
  readonly reply: Reply
}

/** What was handed over, within the bounds of the source; what it says of where to go, and what is remembered. */
export class Ledger {
  readonly remembering: Remembering
  readonly #standing: Standing
  readonly #handed = new Set<string>()
  readonly #mostPages: number
  #cut: { readonly path: string; readonly because: string } | null = null

  constructor(standing: Standing) {
    this.#standing = standing
    this.remembering = new Remembering(standing.memory)
    this.#mostPages = standing.entry.mostPages ?? 100_000
  }

  /** Where the crawl came to a bound, and which. */
  get cut(): { readonly path: string; readonly because: string } | null {
    return this.#cut
  }

  cutOff(path: string, because: string): void {
    this.#cut ??= { path, because }
  }

  /** Whether a page's date in the site's list is another than that of our copy, or the list has it no more; null where that tells nothing. */
  listedDate(key: string, stamp: Stamp): 'moved' | 'stands' | null {
    const { listed, trust } = this.#standing
    if (stamp.listed === undefined || listed.size === 0) return null
    if (!listed.has(key)) return 'moved'
    const date = listed.get(key) ?? ''
    if (date !== stamp.listed) return trust.toHint ? 'moved' : null
    return trust.toPassOver && date !== '' ? 'stands' : null
  }

  /** How many pages there are. */
  get size(): number {
    return this.#handed.size
  }

  /** Whether a page was handed over, or found to be what we have. */
  has(key: string): boolean {
    return this.#handed.has(key)
  }

  /** A page that need not be asked for: it leads to what it led to. */
  pass(errand: Errand, { stamp }: Known): void {
    this.#handed.add(errand.address.key)
    this.leadOn(errand, stamp?.links ?? [])
  }

  *gone({ address }: Errand, known: Known | null): Generator<Handed> {
    if (isThere(known)) yield { is: 'gone', path: address.key }
  }

  *same(errand: Errand, known: Known): Generator<Handed> {
    const { key } = errand.address
    const listed = this.#listed(key)
    const { stamp } = known
    if (!this.hands(key)) return
    this.leadOn(errand, stamp?.links ?? [])
    if (stamp?.listed !== undefined && listed !== undefined)
      this.remembering.claim(stamp.listed !== listed, false)
    const isNew = stamp !== null && listed !== stamp.listed
    yield { is: 'same', path: key, ...(isNew ? { stamp: written({ ...stamp, listed }) } : {}) }
  }

  /** What stood where a redirect stands now was superseded by the page that it leads to. */
  *moved({ address }: Errand, known: Known | null, url: string, to: string): Generator<Handed> {
    if (!isThere(known)) return
    const { key } = address
    if (known.stamp?.to === to) {
      yield { is: 'same', path: key }
      return
    }
    const text = `This page has moved to ${url}.\n`
    const document = { ...this.document(address, 'text', text), told: { supersededBy: url } }
    yield { is: 'document', document, stamp: written({ to }) }
  }

  *handOver({ errand, known, reply }: Answered, text: string, read: Stamp): Generator<Handed> {
    const { address } = errand
    const format = formatOf(reply)
    if (format === null || !this.hands(address.key)) return
    const listed = this.#listed(address.key)
    const before = known?.stamp ?? null
    if (before?.listed !== undefined && listed !== undefined)
      this.remembering.claim(before.listed !== listed, before.text !== read.text)
    const { pathname, search } = new URL(address.url)
    const at = `${pathname}${search}`
    const stamp = written({ ...read, listed, ...(at === address.key ? {} : { at }) })
    yield { is: 'document', document: this.document(address, format, text), stamp }
  }

  document(
    { key, url }: Address,
    format: 'html' | 'markdown' | 'text',
    text: string,
  ): SourceDocument {
    const { entry, listed, trust } = this.#standing
    const date = trust.toDate ? (listed.get(key) ?? null) : null
    return {
      source: entry.id,
      path: key,
      url,
      format,
      text,
      access: [],
      home: null,
      created: null,
      modified: null,
      revision: null,
      ...(date === null ? {} : { told: { listed: { at: date, basis: 'claimed' } } }),
    }
  }

  /** A page's date in the site's list: '' where it has none, undefined where the list does not have the page. */
  #listed(key: string): string | undefined {
    const { listed } = this.#standing
    return listed.has(key) ? (listed.get(key) ?? '') : undefined
  }

  /** Whether a page may still be handed over, and is entered as handed. The first page may only lead to what is wanted. */
  hands(key: string): boolean {
    const { site, entry } = this.#standing
    if (key === site.start.key && !isWanted(entry, key.slice(1))) return false
    if (this.#handed.size >= this.#mostPages) {
      const most = `the site has more pages than the ${this.#mostPages} (mostPages) that are read`
      this.cutOff(key, `${most}: this one and what follows was not`)
      return false
    }
    this.#handed.add(key)
    return true
  }

  /** Enters links as they are written, relative to the site; gives those that nothing led to before. */
  leadOn({ depth }: Errand, links: readonly string[]): readonly string[] {
    const { site, frontier } = this.#standing
    const first: string[] = []
    for (const link of links) {
      const address = site.addressOf(link)
      if (
        address !== null &&
        frontier.add({ address, depth: depth + 1 }) &&
        first.length < mostLinks
      )
        first.push(link)
    }
    return first
  }

  /** Links of a page as paths from the root of the site; those that lead elsewhere are left out. */
  resolved(links: readonly string[], base: string): readonly string[] {
    const { site } = this.#standing
    return links.flatMap((link) => {
      const address = site.addressOf(link, base)
      return address === null ? [] : [address.url.slice(site.origin.length)]
    })
  }
}

/** Whether we have a page, and it is not gone. */
export const isThere = (known: Known | null): known is Known => known !== null && !known.copy.gone

export const unread = ({ key }: Address, because: string): Handed => ({
  is: 'unread',
  path: key,
  because,
})
