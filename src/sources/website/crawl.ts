import { PlumblineError } from '../../domain/errors.ts'
import type { PoliteFetch } from '../fetching/contract.ts'
import type { Robots } from '../fetching/robots.ts'
import type { Handed, SourceEntry, SourceTools } from '../source.ts'
import type { Site } from './addresses.ts'
import { Conclusion } from './conclusion.ts'
import { Crew } from './crew.ts'
import { type Errand, Frontier } from './frontier.ts'
import { type Listing, trustIn } from './listing.ts'
import type { LostPages } from './lost-pages.ts'
import type { Memory } from './memory.ts'
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
    this.#conclusion = new Conclusion({ ...outset, frontier: this.#frontier, known, listed, trust })
    this.#crew = new Crew(entry.requestsAtOnce ?? 4)
    this.#frontier.add({ address: site.start, depth: 0 }, true)
    for (const { address } of listing.pages) this.#frontier.add({ address, depth: 1 }, true)
  }

  /** Sends out for as many addresses as may be asked at once; gives what needs no asking. */
  *sendOut(): Generator<Handed> {
    while (this.#crew.hasRoom && this.#conclusion.cut === null) {
      const errand = this.#frontier.take()
      if (errand === undefined) return
      const known = this.#known.get(errand.address.key) ?? null
      if (known?.copy.done) this.#conclusion.dealtWith(errand, known)
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
    yield* this.#conclusion.of(visited)
  }

  /** Whether there is more to ask: what we have from before and came upon nowhere, and what turned out to stand alone. */
  goesOn(): boolean {
    if (this.#conclusion.cut !== null) return false
    if (this.#lookedBack) return this.#conclusion.askAlone()
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
    yield { is: 'checkpoint', text: this.#conclusion.memory() }
    const { cut } = this.#conclusion
    if (cut !== null) yield { is: 'unread', ...cut }
    else if (troubles.length === 0) yield { is: 'whole' }
  }

  #ask(errand: Errand, known: Known | null): void {
    this.#asked += 1
    if (this.#asked > this.#most) {
      const because = `more than ${this.#most} addresses were asked; this and what follows was not read`
      this.#conclusion.cutOff(errand.address.key, because)
      return
    }
    const { fetching, memory } = this.#outset
    const aside = memory.asides.get(errand.address.key) ?? null
    const to = aside?.to ?? known?.stamp?.to
    const leadsTo = to === undefined ? null : (this.#known.get(to) ?? null)
    this.#crew.start(visit(fetching, errand, known, { aside, leadsTo }))
  }

  #isDue({ address, depth }: Errand, { copy, stamp }: Known): boolean {
    const { tools } = this.#outset
    if (tools.everything || depth === 0 || copy.gone || stamp === null) return true
    const listed = this.#conclusion.listedDate(address.key, stamp)
    if (listed === 'moved') return true
    if (!tools.isDue(copy)) return false
    return listed !== 'stands' || copy.visits.count % sampled === 0
  }
}

const mostPages = 100_000

const isOfServer = ({ code }: PlumblineError): boolean =>
  code === 'source.unreachable' || code === 'source.busy' || code === 'source.too-slow'
