import { Agent, type ClientRequest } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { unpack } from './body.ts'
import { decodeBody } from './charset.ts'
import { checkRules } from './check-rules.ts'
import type { Ask, FetchRules, FetchTools, PoliteFetch, Reply } from './contract.ts'
import { exchange, type Line, type Outcome } from './exchange.ts'
import { shown } from './faults.ts'
import { type Hosts, readHosts } from './hosts.ts'
import { type CheckedLookup, checkedLookup } from './lookup.ts'
import { redirected, type Target } from './redirects.ts'
import { checkHeaders, requestHeaders, userAgent } from './request-headers.ts'
import { hostPause, type Next, nextTry, type Tries, wentOf } from './retries.ts'
import type { Went } from './throttle.ts'
import { closed, Turns } from './turns.ts'

/** Fetching for one source: its hosts alone, within bounds, no faster than each host can bear. */
export const politeFetch = (rules: FetchRules, tools: FetchTools): PoliteFetch => {
  checkRules(rules)
  return new Fetching(rules, tools)
}

type Answer = Extract<Outcome, { readonly is: 'answer' }>

class Fetching implements PoliteFetch {
  readonly #rules: FetchRules
  readonly #tools: FetchTools
  readonly #hosts: Hosts
  readonly #addresses: CheckedLookup
  readonly #turns = new Map<string, Turns>()
  readonly #plain = new Agent({ keepAlive: true, scheduling: 'lifo' })
  readonly #secure = new SecureAgent({ keepAlive: true, scheduling: 'lifo' })
  readonly #open = new Set<ClientRequest>()
  readonly #asks = new Set<Promise<Reply>>()
  readonly #end = new AbortController()

  constructor(rules: FetchRules, tools: FetchTools) {
    this.#rules = rules
    this.#tools = tools
    this.#hosts = readHosts(rules.hosts)
    this.#addresses = checkedLookup(rules, tools)
  }

  async ask(ask: Ask): Promise<Reply> {
    const asked = this.#follow(ask)
    this.#asks.add(asked)
    try {
      return await asked
    } finally {
      this.#asks.delete(asked)
    }
  }

  text({ headers, body }: Pick<Reply, 'headers' | 'body'>): string {
    return decodeBody(body, headers['content-type'] ?? '')
  }

  pace(host: string, milliseconds: number): void {
    for (const scheme of ['http', 'https'])
      this.#turnsOf(this.#hosts.permitted(`${scheme}://${host}/`)).pace(milliseconds)
  }

  async close(): Promise<void> {
    this.#end.abort()
    for (const turns of this.#turns.values()) turns.refuseAll(closed())
    for (const request of this.#open) request.destroy(closed())
    await Promise.allSettled(this.#asks)
    this.#plain.destroy()
    this.#secure.destroy()
  }

  async #follow(ask: Ask): Promise<Reply> {
    checkHeaders(ask)
    const { method = 'GET', body = null } = ask
    const url = this.#hosts.permitted(ask.url)
    let target: Target = { url, method, body, crossed: false, redirects: [] }
    for (;;) {
      this.#addresses.checkLiteral(target.url.hostname)
      const answer = await this.#persist(ask, target)
      const next = redirected(target, answer, this.#hosts, this.#rules)
      if (next === null) return await this.#reply(target, answer)
      target = next
    }
  }

  /** Tries until there is an answer, or no more sense in it. */
  async #persist(ask: Ask, target: Target): Promise<Answer> {
    const turns = this.#turnsOf(target.url)
    for (let attempt = 1, stale = 0; ; ) {
      const next = await this.#try(ask, target, turns, { attempt, stale })
      if (next.is === 'over') return next.answer
      if (next.is === 'failed') throw next.fault
      if (next.because === 'stale') stale++
      else attempt++
      if (next.wait > 0) await this.#tools.sleep(next.wait, this.#end.signal)
    }
  }

  async #try(
    ask: Ask,
    target: Target,
    turns: Turns,
    { attempt, stale }: Pick<Tries, 'attempt' | 'stale'>,
  ): Promise<Next> {
    await turns.enter(attempt + stale > 1)
    let went: Went | null = null
    try {
      if (this.#end.signal.aborted) throw closed()
      const outcome = await this.#once(ask, target)
      went = wentOf(outcome)
      const { attempts } = this.#rules
      const random = this.#tools.random()
      const tries = { attempt, stale, attempts, now: this.#tools.now(), random }
      // Before the turn is given up: who is next would ask at once.
      turns.pause(hostPause(outcome, tries) ?? 0)
      return nextTry(outcome, tries)
    } finally {
      turns.leave(went)
    }
  }

  #once(ask: Ask, { url, method, body, crossed }: Target): Promise<Outcome> {
    const agent = userAgent(this.#tools.version)
    const headers = requestHeaders(ask, { url, body, crossed }, this.#rules, agent)
    const sent = { url, method, headers, body, accept: ask.accept }
    return exchange(sent, this.#rules, this.#lineTo(url))
  }

  #lineTo({ protocol }: URL): Line {
    return {
      agent: protocol === 'https:' ? this.#secure : this.#plain,
      lookup: this.#addresses.lookup,
      now: this.#tools.now,
      open: this.#open,
    }
  }

  #turnsOf({ protocol, host }: URL): Turns {
    const key = `${protocol}//${host}`
    const known = this.#turns.get(key)
    if (known) return known
    const turns = new Turns(host, this.#rules, this.#tools, this.#end.signal)
    this.#turns.set(key, turns)
    return turns
  }

  async #reply({ url, redirects }: Target, answer: Answer): Promise<Reply> {
    const { status, headers, milliseconds } = answer
    const encoding = headers['content-encoding'] ?? ''
    const body = await unpack(answer.body, encoding, this.#rules.maxBytes, shown(url))
    return { status, url: url.href, redirects, headers, body, milliseconds }
  }
}
