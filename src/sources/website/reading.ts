import type { Handed } from '../source.ts'
import { type Address, pathOf } from './addresses.ts'
import type { Errand } from './frontier.ts'
import { type Judged, judgePage } from './judge-page.ts'
import { type Answered, isThere, type Ledger, type Standing, unread } from './ledger.ts'
import { markdownLinks } from './markdown-links.ts'
import { type PageSigns, pageSigns } from './page-signs.ts'
import { type Stamp, written } from './stamp.ts'
import { formatOf, type Known, validatorsOf } from './visit.ts'

/** Letters of a page; what is longer nobody reads. */
const longest = 5 * 1024 * 1024
/** Paths that name one address as the canonical one; with more, the site writes the same one everywhere. */
const mostCopies = 20

/** Judges the texts that came: a page, or what stands for one. */
export class Reading {
  readonly #standing: Standing
  readonly #ledger: Ledger
  /** Errands of pages that say they are another's copies, by that other's key. */
  readonly #copies = new Map<string, Errand[]>()
  /** What is to be read whatever it says of others. */
  readonly #alone = new Set<string>()
  /** Texts by path, where only the parameters differ. */
  readonly #texts = new Map<string, Set<string>>()

  constructor(standing: Standing, ledger: Ledger) {
    this.#standing = standing
    this.#ledger = ledger
  }

  isAlone(key: string): boolean {
    return this.#alone.has(key)
  }

  /** Enters once more what named a canonical page that turned out to be none, or to be named by everything. */
  askAlone(): boolean {
    let any = false
    for (const [key, errands] of this.#copies) {
      if (this.#ledger.has(key) && !this.#ledger.remembering.everywhere.has(key)) continue
      for (const errand of errands) {
        this.#alone.add(errand.address.key)
        this.#ledger.remembering.forget(errand.address.key)
        this.#standing.frontier.again(errand)
        any = true
      }
    }
    this.#copies.clear()
    return any
  }

  /** Enters a page that is a copy of another; false where it is not believed. */
  copies(errand: Errand, of: Address): boolean {
    const { frontier } = this.#standing
    const { remembering } = this.#ledger
    const { everywhere } = remembering
    // What the canonical address itself leads to is the page.
    if (!frontier.isWanted(of) || remembering.leads(of.key, errand.address.key)) return false
    if (pathOf(of.key) !== pathOf(errand.address.key)) {
      const errands = this.#copies.get(of.key) ?? []
      if (errands.length >= mostCopies) everywhere.add(of.key)
      if (everywhere.has(of.key)) return false
      this.#copies.set(of.key, [...errands, errand])
    }
    frontier.add({ address: of, depth: errand.depth })
    return true
  }

  *of(answered: Answered): Generator<Handed> {
    const { errand, known, reply } = answered
    const validators = validatorsOf(reply)
    if (isThere(known) && validators.body !== undefined && known.stamp?.body === validators.body) {
      yield* this.#ledger.same(errand, known)
      return
    }
    const text = this.#standing.fetching.text(reply)
    if (text.length > longest)
      yield unread(errand.address, `it holds ${text.length} letters, more than a page may have`)
    else if (formatOf(reply) === 'html') yield* this.#html(answered, text, validators)
    else {
      const links = this.#ledger.leadOn(
        errand,
        this.#ledger.resolved(markdownLinks(text), reply.url),
      )
      yield* this.#ledger.handOver(answered, text, { ...validators, links })
    }
  }

  *#html(answered: Answered, html: string, validators: Stamp): Generator<Handed> {
    const { errand, known, reply } = answered
    const { address } = errand
    const { site } = this.#standing
    const signs = pageSigns(html, reply.headers['x-robots-tag'])
    const base = baseOf(signs, reply.url)
    if (address.key === site.start.key) this.#ledger.remembering.language ||= signs.language
    const links = signs.nofollow ? [] : this.#ledger.resolved(signs.links, base)
    const judged = this.#judged(html, signs, address, base)
    switch (judged.is) {
      case 'lost':
        yield* this.#lost(errand, known)
        return
      case 'sign-in':
        yield unread(address, 'it asks to sign in')
        return
      case 'moved':
        yield* this.#sentOn(errand, known, judged.to, validators)
        return
      case 'noindex':
        this.#ledger.remembering.aside(address.key, {
          ...validators,
          links: this.#ledger.leadOn(errand, links),
        })
        yield* this.#ledger.gone(errand, known)
        return
      case 'copy':
        if (this.copies(errand, judged.of)) {
          const follow = judged.how === 'canonical' ? links : []
          yield* this.#copy(answered, html, judged.of, { ...validators, links: follow })
          return
        }
    }
    if (this.#isRepeated(address.key, signs.digest)) {
      yield* this.#ledger.gone(errand, known)
      return
    }
    this.#passOver(signs, address, base)
    const first = this.#ledger.leadOn(errand, links)
    yield* this.#ledger.handOver(answered, html, {
      ...validators,
      text: signs.digest,
      links: first,
    })
  }

  #judged(html: string, signs: PageSigns, address: Address, base: string): Judged {
    if (this.#alone.has(address.key)) return { is: 'page' }
    const { site, lost } = this.#standing
    const { language } = this.#ledger.remembering
    return judgePage(html, signs, address, base, { site, lost, language })
  }

  /** Where the site answers nonsense with its first page, an answer like that does not tell that a page is gone. */
  *#lost(errand: Errand, known: Known | null): Generator<Handed> {
    if (!this.#standing.lost.isFirst) yield* this.#ledger.gone(errand, known)
    else if (isThere(known))
      yield unread(errand.address, 'the site answers it as it answers any address')
  }

  /** A `<meta http-equiv=refresh>` leads on as a redirect does. */
  *#sentOn(
    errand: Errand,
    known: Known | null,
    to: URL | null,
    { etag, modified }: Stamp,
  ): Generator<Handed> {
    const { site, frontier } = this.#standing
    const address = to === null ? null : site.addressOf(to.href)
    if (address !== null) frontier.add({ address, depth: errand.depth })
    this.#ledger.remembering.aside(errand.address.key, { etag, modified, to: address?.key })
    if (to === null) yield* this.#ledger.gone(errand, known)
    else yield* this.#ledger.moved(errand, known, address?.url ?? to.href, address?.key ?? to.href)
  }

  /** A page that says it is another's copy: none of its own, and superseded where it was one. */
  *#copy(
    { errand, known }: Answered,
    html: string,
    of: Address,
    { links = [], ...validators }: Stamp,
  ): Generator<Handed> {
    const { address } = errand
    const first = this.#ledger.leadOn(errand, links)
    const { etag, modified } = validators
    this.#ledger.remembering.aside(address.key, { to: of.key, etag, modified, links: first })
    if (!isThere(known)) return
    const document = {
      ...this.#ledger.document(address, 'html', html),
      told: { supersededBy: of.url },
    }
    yield { is: 'document', document, stamp: written({ ...validators, to: of.key, links: first }) }
  }

  /** Views for printers and the like, which no link need lead to. */
  #passOver({ alternates }: PageSigns, { key }: Address, base: string): void {
    const { site, frontier, listed } = this.#standing
    for (const href of alternates) {
      const other = site.addressOf(href, base)?.key
      if (other === undefined || other === key || other === site.start.key) continue
      if (!listed.has(other)) frontier.claim(other)
    }
  }

  /** The same text at one path with other parameters is the same page. */
  #isRepeated(key: string, digest: string): boolean {
    const path = pathOf(key)
    const texts = this.#texts.get(path) ?? new Set()
    if (path !== key && texts.has(digest)) return true
    if (path !== key || texts.size > 0) this.#texts.set(path, texts.add(digest))
    return false
  }
}

const baseOf = ({ base }: PageSigns, url: string): string =>
  base !== null && URL.canParse(base, url) ? new URL(base, url).href : url
