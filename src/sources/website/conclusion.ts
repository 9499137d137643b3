import { PlumblineError } from '../../domain/errors.ts'
import type { Handed } from '../source.ts'
import type { Address } from './addresses.ts'
import type { Errand } from './frontier.ts'
import { isSignIn } from './judge-page.ts'
import { type Answered, isThere, type Ledger, type Standing, unread } from './ledger.ts'
import type { Reading } from './reading.ts'
import { formatOf, type Known, type Visit } from './visit.ts'

/** Pages that moved to one and the same address; with more, the site sends everything there for now. */
const mostMovedTo = 5

/** What follows from each answer: for the index, and for where to go next. */
export class Conclusion {
  readonly #standing: Standing
  readonly #ledger: Ledger
  readonly #reading: Reading
  readonly #movedTo = new Map<string, number>()

  constructor(standing: Standing, ledger: Ledger, reading: Reading) {
    this.#standing = standing
    this.#ledger = ledger
    this.#reading = reading
  }

  /** A page that is there and need not be asked for: its date in a reliable list stands, or it is not due. */
  *notAsked(errand: Errand, known: Known): Generator<Handed> {
    const { key } = errand.address
    const stands = known.stamp !== null && this.#ledger.listedDate(key, known.stamp) === 'stands'
    this.#ledger.pass(errand, known)
    const isDue = this.#standing.tools.isDue(known.copy)
    yield { is: stands && isDue ? 'same' : 'passed-over', path: key }
  }

  *forbidden({ address }: Errand, known: Known | null): Generator<Handed> {
    if (isThere(known)) yield unread(address, "the site's robots.txt asks crawlers not to read it")
  }

  *of({ address, depth, known, outcome }: Visit): Generator<Handed> {
    const errand = { address, depth }
    if (outcome instanceof PlumblineError) {
      // Links that lead elsewhere by way of this site are nobody's loss.
      const isElsewhere = outcome.code === 'source.elsewhere' || outcome.code === 'source.refused'
      if (isThere(known) || !isElsewhere) yield unread(address, outcome.message)
      return
    }
    const final = this.#standing.site.addressOf(outcome.url)
    if (final !== null && final.key === address.key)
      yield* this.#answered({ errand: { address: final, depth }, known, reply: outcome })
    else yield* this.#redirected({ errand, known, reply: outcome }, final)
  }

  *#redirected(from: Answered, to: Address | null): Generator<Handed> {
    const { errand, known, reply } = from
    const { address } = errand
    if (to === null || isSignIn(to)) {
      if (isThere(known))
        yield unread(address, `it redirects to ${reply.url}; it may ask to sign in`)
    } else if (reply.status >= 400) yield* this.#answered(from)
    else {
      this.#ledger.remembering.aside(address.key, { to: to.key })
      yield* this.#left(errand, known, to)
      yield* this.#arrived({ ...from, errand: { address: to, depth: errand.depth } })
    }
  }

  /** A page that redirects now is gone where that means that there is none, else superseded. */
  *#left(errand: Errand, known: Known | null, to: Address): Generator<Handed> {
    const { site, lost } = this.#standing
    const isLost = to.key === lost.sentTo || to.key === site.start.key || to.key === '/'
    const count = (this.#movedTo.get(to.key) ?? 0) + (isThere(known) ? 1 : 0)
    this.#movedTo.set(to.key, count)
    if (isLost && errand.address.key !== site.start.key) yield* this.#ledger.gone(errand, known)
    else if (count <= mostMovedTo) yield* this.#ledger.moved(errand, known, to.url, to.key)
    else if (isThere(known))
      yield unread(
        errand.address,
        `it redirects to ${to.url}, as many others do: the site may be closed for now`,
      )
  }

  /** The page that a redirect led to, unless it was met already. */
  *#arrived({ errand, reply }: Answered): Generator<Handed> {
    const { frontier, known } = this.#standing
    const there = known.get(errand.address.key) ?? null
    const { etag, modified } = there?.stamp ?? {}
    // Nothing came but that another page is what it was: this one is asked for by itself.
    if (reply.status === 304 && (etag ?? modified) === undefined) frontier.add(errand)
    else if (frontier.isWanted(errand.address) && frontier.claim(errand.address.key))
      if (!there?.copy.done) yield* this.#answered({ errand, known: there, reply })
  }

  *#answered(answered: Answered): Generator<Handed> {
    const { errand, known, reply } = answered
    const { address } = errand
    const { status } = reply
    if (status === 304) yield* this.#unchanged(answered)
    else if (status === 404 || status === 410) yield* this.#ledger.gone(errand, known)
    else if (status === 401 || status === 403)
      yield unread(address, `whom we ask as may not read it (status ${status})`)
    else if (status >= 300) yield unread(address, `the server answers with status ${status}`)
    else if (formatOf(reply) === null) yield* this.#ledger.gone(errand, known)
    else yield* this.#reading.of(answered)
  }

  *#unchanged({ errand, known }: Answered): Generator<Handed> {
    const { remembering } = this.#ledger
    const { key } = errand.address
    const aside = remembering.before(key)
    if (aside === null || (aside.etag ?? aside.modified) === undefined) {
      if (known !== null) yield* this.#ledger.same(errand, known)
      return
    }
    remembering.aside(key, aside)
    const to = aside.to === undefined ? null : this.#standing.site.addressOf(aside.to)
    if (to !== null) this.#reading.copies(errand, to)
    this.#ledger.leadOn(errand, aside.links ?? [])
    if (isThere(known)) yield* this.#ledger.same(errand, known)
  }
}
