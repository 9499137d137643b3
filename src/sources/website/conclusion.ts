import type { SourceDocument } from '../../domain/document.ts'
import { PlumblineError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import { isWanted } from '../documents.ts'
import type { Reply } from '../fetching/contract.ts'
import type { Handed } from '../source.ts'
import { type Address, pathOf } from './addresses.ts'
import type { Outset } from './crawl.ts'
import type { Errand, Frontier } from './frontier.ts'
import { isSignIn, type Judged, judgePage } from './judge-page.ts'
import type { Trust } from './listing.ts'
import { markdownLinks } from './markdown-links.ts'
import { pageSigns } from './page-signs.ts'
import { Remembering } from './remembering.ts'
import { mostLinks, type Stamp, written } from './stamp.ts'
import { formatOf, type Known, type Visit, validatorsOf } from './visit.ts'

/** What is known when answers come in. */
export interface Standing extends Outset {
  readonly frontier: Frontier
  readonly known: ReadonlyMap<string, Known>
  /** When the site's list says that its pages changed, by key. */
  readonly listed: ReadonlyMap<string, Instant | null>
  readonly trust: Trust
}

/** An answer for one page: at its address after redirects, with what we have of that. */
interface Answered {
  readonly errand: Errand
  readonly known: Known | null
  readonly reply: Reply
}

/** Letters of a page; what is longer nobody reads. */
const longest = 5 * 1024 * 1024
/** Pages that name one address as the canonical one; with more, the site writes the same one everywhere. */
const mostCopies = 3

/** What follows from each answer: for the index, and for where to go next. */
export class Conclusion {
  readonly #standing: Standing
  readonly #remembering: Remembering
  /** Errands of pages that say they are another's copies, by that other's key. */
  readonly #copies = new Map<string, Errand[]>()
  /** What is to be read whatever it says of others. */
  readonly #alone = new Set<string>()
  readonly #handed = new Set<string>()
  /** Texts by path, where only the parameters differ. */
  readonly #texts = new Map<string, Set<string>>()
  readonly #mostPages: number
  #cut: { readonly path: string; readonly because: string } | null = null

  constructor(standing: Standing) {
    this.#standing = standing
    this.#remembering = new Remembering(standing.memory)
    this.#mostPages = standing.entry.mostPages ?? 100_000
  }

  /** Where the crawl came to a bound, and which. */
  get cut(): { readonly path: string; readonly because: string } | null {
    return this.#cut
  }

  memory(): string {
    return this.#remembering.text()
  }

  cutOff(path: string, because: string): void {
    this.#cut ??= { path, because }
  }

  /** Whether the date of a page in the site's list is another than that of our copy; null where that tells nothing. */
  listedDate(key: string, stamp: Stamp): 'moved' | 'stands' | null {
    const { listed, trust } = this.#standing
    const date = listed.get(key) ?? null
    if (date === null || stamp.listed === undefined) return null
    if (date !== stamp.listed) return trust.toHint ? 'moved' : null
    return trust.toPassOver ? 'stands' : null
  }

  /** A page that this crawl met before it was interrupted. */
  dealtWith(errand: Errand, known: Known): void {
    this.#handed.add(errand.address.key)
    this.#leadOn(errand, known.stamp?.links ?? [])
  }

  /** A page that is there and need not be asked for: its date in a reliable list stands, or it is not due. */
  *notAsked(errand: Errand, known: Known): Generator<Handed> {
    const { key } = errand.address
    const stands = known.stamp !== null && this.listedDate(key, known.stamp) === 'stands'
    this.dealtWith(errand, known)
    const isDue = this.#standing.tools.isDue(known.copy)
    yield { is: stands && isDue ? 'same' : 'passed-over', path: key }
  }

  *forbidden({ address: { key } }: Errand, known: Known | null): Generator<Handed> {
    if (known === null || known.copy.gone) return
    yield { is: 'unread', path: key, because: "the site's robots.txt asks crawlers not to read it" }
  }

  /** Enters once more what named a canonical page that turned out to be none. */
  askAlone(): boolean {
    let any = false
    for (const [key, errands] of this.#copies) {
      if (this.#handed.has(key) && errands.length <= mostCopies) continue
      for (const errand of errands) {
        this.#alone.add(errand.address.key)
        this.#standing.frontier.again(errand)
        any = true
      }
    }
    this.#copies.clear()
    return any
  }

  *of({ address, depth, known, outcome }: Visit): Generator<Handed> {
    const errand = { address, depth }
    if (outcome instanceof PlumblineError) {
      const isElsewhere = outcome.code === 'source.elsewhere' || outcome.code === 'source.refused'
      if (known !== null || !isElsewhere) yield unread(address, outcome.message)
      return
    }
    const final = this.#standing.site.addressOf(outcome.url)
    if (final !== null && final.key === address.key)
      yield* this.#answered({ errand: { address: final, depth }, known, reply: outcome })
    else yield* this.#redirected({ errand, known, reply: outcome }, final)
  }

  *#redirected(from: Answered, to: Address | null): Generator<Handed> {
    const { errand, known, reply } = from
    const { site, lost, frontier } = this.#standing
    const { key } = errand.address
    if (to === null || isSignIn(to)) {
      if (isThere(known))
        yield unread(errand.address, `it redirects to ${reply.url}; it may ask to sign in`)
      return
    }
    if (reply.status >= 400) {
      yield* this.#refused(from, reply.status)
      return
    }
    this.#remembering.aside(key, { to: to.key })
    const isLost = to.key === lost.sentTo || to.key === site.start.key || to.key === '/'
    if (isLost && key !== site.start.key) yield* this.#gone(errand, known)
    else yield* this.#moved(errand, known, to.url, to.key)
    const there = this.#standing.known.get(to.key) ?? null
    const isOurs =
      reply.status !== 304 ||
      there?.stamp?.etag !== undefined ||
      there?.stamp?.modified !== undefined
    if (!isOurs) frontier.add({ address: to, depth: errand.depth })
    else if (frontier.isWanted(to) && frontier.claim(to.key) && !there?.copy.done)
      yield* this.#answered({ errand: { address: to, depth: errand.depth }, known: there, reply })
  }

  *#answered(answered: Answered): Generator<Handed> {
    const { errand, known, reply } = answered
    if (reply.status === 304) yield* this.#unchanged(answered)
    else if (reply.status === 404 || reply.status === 410) yield* this.#gone(errand, known)
    else if (reply.status >= 300) yield* this.#refused(answered, reply.status)
    else if (formatOf(reply) === null) yield* this.#gone(errand, known)
    else yield* this.#read(answered)
  }

  *#refused({ errand, known }: Answered, status: number): Generator<Handed> {
    if (status === 404 || status === 410) yield* this.#gone(errand, known)
    else if (status === 401 || status === 403) {
      const because = `it may not be read by whom we ask as (status ${status})`
      yield unread(errand.address, because)
    } else yield unread(errand.address, `the server answers with status ${status}`)
  }

  *#gone({ address }: Errand, known: Known | null): Generator<Handed> {
    if (isThere(known)) yield { is: 'gone', path: address.key }
  }

  *#unchanged({ errand, known }: Answered): Generator<Handed> {
    const { key } = errand.address
    const { frontier, site } = this.#standing
    const aside = this.#remembering.before(key)
    if (aside !== null && (aside.etag ?? aside.modified) !== undefined) {
      this.#remembering.aside(key, aside)
      const to = aside.to === undefined ? null : site.addressOf(aside.to)
      if (to !== null) frontier.add({ address: to, depth: errand.depth })
      this.#leadOn(errand, aside.links ?? [])
    } else if (known !== null) yield* this.#same(errand, known, false)
  }

  *#same(errand: Errand, known: Known, wasRead: boolean): Generator<Handed> {
    const { key } = errand.address
    const listed = this.#standing.listed.get(key) ?? undefined
    const { stamp } = known
    if (!this.#hands(key)) return
    this.#leadOn(errand, stamp?.links ?? [])
    if (stamp?.listed !== undefined && listed !== undefined)
      this.#remembering.claim(stamp.listed !== listed, false)
    const isNew = stamp !== null && listed !== stamp.listed && !wasRead
    yield { is: 'same', path: key, ...(isNew ? { stamp: written({ ...stamp, listed }) } : {}) }
  }

  *#read(answered: Answered): Generator<Handed> {
    const { errand, known, reply } = answered
    const validators = validatorsOf(reply)
    if (isThere(known) && validators.body !== undefined && known.stamp?.body === validators.body) {
      yield* this.#same(errand, known, false)
      return
    }
    const text = this.#standing.fetching.text(reply)
    if (text.length > longest) {
      yield unread(errand.address, `it holds ${text.length} letters, more than a page may have`)
      return
    }
    if (formatOf(reply) === 'html') yield* this.#readHtml(answered, text, validators)
    else {
      const links = this.#leadOn(errand, this.#resolved(markdownLinks(text), reply.url))
      yield* this.#handOver(answered, text, { ...validators, links })
    }
  }

  *#readHtml(answered: Answered, html: string, validators: Stamp): Generator<Handed> {
    const { errand, known, reply } = answered
    const { address } = errand
    const { site, lost, frontier } = this.#standing
    const signs = pageSigns(html, reply.headers['x-robots-tag'])
    const base =
      signs.base !== null && URL.canParse(signs.base, reply.url)
        ? new URL(signs.base, reply.url).href
        : reply.url
    if (address.key === site.start.key && signs.language !== '')
      this.#remembering.language = signs.language
    const { language } = this.#remembering
    const isAlone = this.#alone.has(address.key)
    const judged: Judged = isAlone
      ? { is: 'page' }
      : judgePage(html, signs, address, base, { site, lost, language })
    const leadOn = () =>
      signs.nofollow ? [] : this.#leadOn(errand, this.#resolved(signs.links, base))
    switch (judged.is) {
      case 'lost':
        yield* this.#gone(errand, known)
        return
      case 'sign-in':
        yield unread(address, 'it asks to sign in')
        return
      case 'moved':
        yield* this.#sentOn(errand, known, judged.to, validators)
        return
      case 'noindex':
        this.#remembering.aside(address.key, { ...validators, links: leadOn() })
        yield* this.#gone(errand, known)
        return
      case 'copy': {
        const links = judged.how === 'canonical' ? leadOn() : []
        const isOne = yield* this.#copy(answered, judged.of, validators, links)
        if (isOne) return
        yield* this.#handOver(answered, html, { ...validators, text: signs.digest, links })
        return
      }
      case 'page': {
        if (this.#isRepeated(address.key, signs.digest)) {
          yield* this.#gone(errand, known)
          return
        }
        for (const href of signs.alternates) {
          const other = site.addressOf(href, base)
          if (
            other !== null &&
            other.key !== address.key &&
            other.key !== site.start.key &&
            !this.#standing.listed.has(other.key)
          )
            frontier.claim(other.key)
        }
        yield* this.#handOver(answered, html, {
          ...validators,
          text: signs.digest,
          links: leadOn(),
        })
      }
    }
  }

  /** A `<meta http-equiv=refresh>` leads on as a redirect does. */
  *#sentOn(
    errand: Errand,
    known: Known | null,
    to: URL | null,
    validators: Stamp,
  ): Generator<Handed> {
    const { site, frontier } = this.#standing
    const address = to === null ? null : site.addressOf(to.href)
    if (address !== null) frontier.add({ address, depth: errand.depth })
    const { etag, modified } = validators
    this.#remembering.aside(errand.address.key, { etag, modified, to: address?.key })
    if (to === null) yield* this.#gone(errand, known)
    else yield* this.#moved(errand, known, address?.url ?? to.href, address?.key ?? to.href)
  }

  /** What stood where a redirect stands now was superseded by the page that it leads to. */
  *#moved({ address }: Errand, known: Known | null, url: string, to: string): Generator<Handed> {
    if (!isThere(known)) return
    const { key } = address
    if (known.stamp?.to === to) {
      yield { is: 'same', path: key }
      return
    }
    const text = `This page has moved to ${url}.\n`
    const document = { ...this.#document(address, 'text', text), told: { supersededBy: url } }
    yield { is: 'document', document, stamp: written({ to }) }
  }

  /** False where a page is not believed to be another's copy. */
  *#copy(
    { errand, known, reply }: Answered,
    of: Address,
    validators: Stamp,
    links: readonly string[],
  ): Generator<Handed, boolean> {
    const { frontier } = this.#standing
    const { key } = errand.address
    if (!frontier.isWanted(of)) return false
    const copies = this.#copies.get(of.key) ?? []
    const isOtherPath = pathOf(of.key) !== pathOf(key)
    if (isOtherPath && copies.length >= mostCopies) return false
    if (isOtherPath) this.#copies.set(of.key, [...copies, errand])
    frontier.add({ address: of, depth: errand.depth })
    const { etag, modified } = validators
    this.#remembering.aside(key, { to: of.key, etag, modified, links })
    if (!isThere(known)) return true
    const text = this.#standing.fetching.text(reply)
    const document = {
      ...this.#document(errand.address, 'html', text),
      told: { supersededBy: of.url },
    }
    yield { is: 'document', document, stamp: written({ ...validators, to: of.key, links }) }
    return true
  }

  *#handOver({ errand, known, reply }: Answered, text: string, read: Stamp): Generator<Handed> {
    const { address } = errand
    const format = formatOf(reply)
    if (format === null || !this.#hands(address.key)) return
    const listed = this.#standing.listed.get(address.key) ?? undefined
    const before = known?.stamp ?? null
    if (before?.listed !== undefined && listed !== undefined)
      this.#remembering.claim(before.listed !== listed, before.text !== read.text)
    const { pathname, search } = new URL(address.url)
    const at = `${pathname}${search}`
    const stamp = written({ ...read, listed, ...(at === address.key ? {} : { at }) })
    yield { is: 'document', document: this.#document(address, format, text), stamp }
  }

  #document(
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
      modified: date === null ? null : { at: date, basis: 'claimed' },
      revision: null,
    }
  }

  /** Whether a page may still be handed over, and is entered as handed. The first page may only lead to what is wanted. */
  #hands(key: string): boolean {
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

  /** The same text at one path with other parameters is the same page. */
  #isRepeated(key: string, digest: string): boolean {
    const path = pathOf(key)
    const texts = this.#texts.get(path) ?? new Set()
    if (path !== key && texts.has(digest)) return true
    if (path !== key || texts.size > 0) this.#texts.set(path, texts.add(digest))
    return false
  }

  /** Enters links as they are written, relative to the site; gives those that nothing led to before. */
  #leadOn({ depth }: Errand, links: readonly string[]): readonly string[] {
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
  #resolved(links: readonly string[], base: string): readonly string[] {
    const { site } = this.#standing
    return links.flatMap((link) => {
      const address = site.addressOf(link, base)
      return address === null ? [] : [address.url.slice(site.origin.length)]
    })
  }
}

const isThere = (known: Known | null): known is Known => known !== null && !known.copy.gone

const unread = ({ key }: Address, because: string): Handed => ({ is: 'unread', path: key, because })
