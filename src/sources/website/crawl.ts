import { PlumblineError } from '../../domain/errors.ts'
import type { PoliteFetch } from '../fetching/contract.ts'
import type { Robots } from '../fetching/robots.ts'
import type { Handed, SourceEntry, SourceTools } from '../source.ts'
import type { Site } from './addresses.ts'
import { Conclusion } from './conclusion.ts'
import { Crew } from './crew.ts'
import { type Errand, Frontier } from './frontier.ts'
import { Ledger } from './ledger.ts'
import { type Listing, trustIn } from './listing.ts'
import type { LostPages } from './lost-pages.ts'
import type { Memory } from './memory.ts'
import { Reading } from './reading.ts'
import { type Known, knownOf, type Visit, visit } from './visit.ts'

/** What a crawl of one site begins with. */
export interface Outset {
  readonly site: Site
  readonly entry: SourceEntry
  readonly tools: SourceTools
  readonly fetching: PoliteFetch
  readonly robots: Robots
  readonly listing: Listing
  readonly lost: LostPages
  readonly memory: Memory
}

/** Goes over a site once: its first page, what it lists, where links lead, and what we have from before. */
export async function* crawlSite(outset: Outset): AsyncIterable<Handed> {
  const crawl = new Crawl(outset, await copiesOf(outset.tools))
  for (;;) {
    yield* crawl.sendOut()
    const visited = await crawl.landed()
    if (visited !== null) yield* crawl.conclude(visited)
    else if (!crawl.goesOn()) break
  }
  yield* crawl.end()
}

const copiesOf = async ({ copies }: SourceTools): Promise<ReadonlyMap<string, Known>> => {
  const known = new Map<string, Known>()
  for await (const { path, copy } of copies()) known.set(path, knownOf(copy))
  return known
}

/** After so many addresses in a row that nobody answered for, the site itself is out of reach. */
const mostUnanswered = 8
/** Of pages whose dates the site's list tells reliably, one visit in so many is made all the same. */
const sampled = 10

class Crawl {
  readonly #outset: Outset
  readonly #known: ReadonlyMap<string, Known>
  readonly #frontier: Frontier
  readonly #ledger: Ledger
  readonly #reading: Reading
  readonly #conclusion: Conclusion
  readonly #crew: Crew<Visit>
  readonly #most: number
  #asked = 0
  #unanswered = 0
  #lookedBack = false

  constructor(outset: Outset, known: ReadonlyMap<string, Known>) {
    const { site, entry, tools, listing, memory } = outset
    const trust = trustIn(listing.pages, memory.lastmod, tools.now())
    const listed = new Map(listing.pages.map(({ address, modified }) => [address.key, modified]))
    this.#outset = outset
    this.#known = known
    this.#most = 3 * (entry.mostPages ?? mostPages) + 1_000
    this.#frontier = new Frontier(site, entry)
    const standing = { ...outset, frontier: this.#frontier, known, listed, trust }
    this.#ledger = new Ledger(standing)
    this.#reading = new Reading(standing, this.#ledger)
    this.#conclusion = new Conclusion(standing, this.#ledger, this.#reading)
    this.#crew = new Crew(entry.requestsAtOnce ?? 4)
    this.#frontier.add({ address: site.start, depth: 0 }, true)
    for (const { address } of listing.pages) this.#frontier.add({ address, depth: 1 }, true)
  }

  /** Sends out for as many addresses as may be asked at once; gives what needs no asking. */
  *sendOut(): Generator<Handed> {
    while (this.#crew.hasRoom && this.#ledger.cut === null) {
      const errand = this.#frontier.take()
      if (errand === undefined) return
      const known = this.#known.get(errand.address.key) ?? null
      if (known?.copy.done) this.#ledger.pass(errand, known)
      else if (!this.#outset.robots.allows(errand.address.url))
        yield* this.#conclusion.forbidden(errand, known)
      else if (known === null || this.#isDue(errand, known)) this.#ask(errand, known)
      else yield* this.#conclusion.notAsked(errand, known)
    }
  }

  /** The next address that was answered for; null where none is under way. */
  async landed(): Promise<Visit | null> {
    return this.#crew.isIdle ? null : await this.#crew.next()
  }

  *conclude(visited: Visit): Generator<Handed> {
    const { outcome } = visited
    if (!(outcome instanceof PlumblineError)) this.#unanswered = 0
    else if (isOfServer(outcome)) this.#unanswered += 1
    if (outcome instanceof PlumblineError && this.#unanswered >= mostUnanswered) throw outcome
    if (visited.depth === 0) this.#checkFirst(visited)
    yield* this.#conclusion.of(visited)
  }

  /** Whether there is more to ask: what we have from before and came upon nowhere, and what turned out to stand alone. */
  goesOn(): boolean {
    if (this.#ledger.cut !== null) return false
    if (this.#lookedBack) return this.#reading.askAlone()
    this.#lookedBack = true
    for (const [key, { copy, stamp }] of this.#known) {
      const address = copy.gone ? null : this.#outset.site.addressOf(stamp?.at ?? key)
      if (address !== null && address.key === key) this.#frontier.add({ address, depth: 1 }, true)
    }
    return true
  }

  *end(): Generator<Handed> {
    const { troubles } = this.#outset.listing
    for (const { url, because } of troubles)
      yield { is: 'unread', path: new URL(url).pathname, because: `of this list: ${because}` }
    yield { is: 'checkpoint', text: this.#ledger.remembering.text() }
    const { cut } = this.#ledger
    if (cut !== null) yield { is: 'unread', ...cut }
    else if (troubles.length === 0 && this.#ledger.size > 0) yield { is: 'whole' }
  }

  #ask(errand: Errand, known: Known | null): void {
    this.#asked += 1
    if (this.#asked > this.#most) {
      const because = `more than ${this.#most} addresses were asked; this and what follows was not read`
      this.#ledger.cutOff(errand.address.key, because)
      return
    }
    const { fetching, memory } = this.#outset
    const { key } = errand.address
    const aside = this.#reading.isAlone(key) ? null : (memory.asides.get(key) ?? null)
    const to = aside?.to ?? known?.stamp?.to
    const leadsTo = to === undefined ? null : (this.#known.get(to) ?? null)
    this.#crew.start(visit(fetching, errand, known, { aside, leadsTo }))
  }

  /** A site whose first page cannot be had is not taken for an empty one. */
  #checkFirst({ address: { url }, outcome }: Visit): void {
    if (outcome instanceof PlumblineError) throw outcome
    const { status } = outcome
    if (status === 401 || status === 403)
      throw new PlumblineError(
        'source.refused',
        `${url} may not be read by whom we ask as (status ${status}); set user and passwordFrom, or tokenFrom`,
      )
    const { pages } = this.#outset.listing
    if (status >= 500 || (status >= 400 && pages.length === 0))
      throw new PlumblineError('source.unreachable', `${url} answers with status ${status}`)
  }

  #isDue({ address, depth }: Errand, { copy, stamp }: Known): boolean {
    const { tools } = this.#outset
    if (tools.everything || depth === 0 || copy.gone || stamp === null) return true
    const listed = this.#ledger.listedDate(address.key, stamp)
    if (listed === 'moved') return true
    if (!tools.isDue(copy)) return false
    return listed !== 'stands' || copy.visits.count % sampled === 0
  }
}

const mostPages = 100_000

const isOfServer = ({ code }: PlumblineError): boolean =>
  code === 'source.unreachable' || code === 'source.busy' || code === 'source.too-slow'
