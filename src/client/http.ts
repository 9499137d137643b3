import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Answer, Verification } from '../domain/answer.ts'
import type { ApprovalRequest, ApprovalView } from '../domain/approval.ts'
import type { CodeChange } from '../domain/code-change.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Impacts } from '../domain/impact.ts'
import type { Envelope } from '../domain/receipt.ts'
import type {
  AskRequest,
  ReceiptStatus,
  SearchRequest,
  SearchResult,
  VerifyRequest,
} from '../domain/requests.ts'
import { answer, provenance, searchResult } from '../wire/answer.ts'
import { approval } from '../wire/approval.ts'
import { finding, findingList } from '../wire/finding.ts'
import { impacts } from '../wire/impact.ts'
import { pageList, pageView } from '../wire/page.ts'
import { receiptStatus } from '../wire/receipt.ts'
import { verification } from '../wire/verification.ts'
import {
  type AnswerProvenance,
  type FindingFilter,
  type FoundFinding,
  type FoundFindings,
  type FoundPage,
  type FoundPages,
  type PageFilter,
  signed,
} from './found.ts'
import { type Patience, send } from './sending.ts'

export type { Answer, Verification } from '../domain/answer.ts'
export type { ApprovalView } from '../domain/approval.ts'
export { type ErrorCode, PlumblineError } from '../domain/errors.ts'

/** A Plumbline that listens somewhere. */
export interface OverHttp {
  /** Where it listens: `http://127.0.0.1:4600`. */
  readonly url: string
  /** A key that `plumbline keys create` made; it says who asks. */
  readonly key: string
  /** How long one question may take, all tries together; 30 unless given. */
  readonly timeoutSeconds?: number
  /** How often a request that may be made twice is made again when the server has too much to do, after the time it names; 2 unless given. */
  readonly retries?: number
}

/** How one request that changes something is made. */
export interface Making {
  /** Under one key the server does a thing once, however often it is asked; only with one is a request that makes something made again. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/** The part of Plumbline's HTTP API that agents and executors ask, with types. Faults are `PlumblineError`s with the server's own code. */
export interface HttpClient {
  /** Passages as they stand, best first, each with its age and with what code says against it. */
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult>
  /** Advice with its sources, or the reasons there is none. */
  ask(request: AskRequest, how?: AbortSignal | Making): Promise<Answer>
  /** Has advice or an action judged: what is not `allow` or `warn` must not be done. */
  verify(request: VerifyRequest, how?: Making): Promise<Verification>
  /** An answer as it was given. */
  answer(id: string, signal?: AbortSignal): Promise<Answer>
  /** How an answer came about: every candidate, its scores and what became of it. */
  provenance(id: string, signal?: AbortSignal): Promise<AnswerProvenance>
  /** Pages, with what is known of their age. */
  pages(filter?: PageFilter, signal?: AbortSignal): Promise<FoundPages>
  /** A page with its passages and the findings on its claims. */
  page(id: string, signal?: AbortSignal): Promise<FoundPage>
  /** What pages claim, judged against code. */
  findings(filter?: FindingFilter, signal?: AbortSignal): Promise<FoundFindings>
  /** One claim judged. */
  finding(id: string, signal?: AbortSignal): Promise<FoundFinding>
  /** Which pages outside its repository a change makes false, before it is merged. */
  impacts(change: CodeChange, signal?: AbortSignal): Promise<Impacts>
  /** A verification as it was given. */
  verification(id: string, signal?: AbortSignal): Promise<Verification>
  /** A signed receipt, to be checked by `plumbline/receipts`. */
  receipt(id: string, signal?: AbortSignal): Promise<Envelope>
  /** Whether a receipt may still be relied on. */
  receiptStatus(id: string, signal?: AbortSignal): Promise<ReceiptStatus>
  /** Asks people to allow what they can lift of a verification of one's own; under a key of its own unless one is given. */
  requestApproval(request: ApprovalRequest, how?: Making): Promise<ApprovalView>
  /** A request for approval, and who decided what. */
  approval(id: string, signal?: AbortSignal): Promise<ApprovalView>
}

type Parameters = readonly (readonly [name: string, value: string])[]

const parametersOf = (request: SearchRequest): Parameters => {
  const { query, sources, repositories, genres, current, limit } = request
  const several = Object.entries({ sources, repositories, genres })
  // Over HTTP an empty list cannot be told from none.
  const empty = several.find(([, values]) => values?.length === 0)
  if (empty !== undefined)
    throw new PlumblineError('input.invalid', `${empty[0]} is empty; leave it out to search all`)
  const named = { source: sources, repository: repositories, genre: genres }
  return [
    ['query', query],
    ...Object.entries(named).flatMap(([name, values = []]) =>
      values.map((value) => [name, value] as const),
    ),
    ...(current === undefined ? [] : [['current', String(current)] as const]),
    ...(limit === undefined ? [] : [['limit', String(limit)] as const]),
  ]
}

/** A client of the Plumbline at an address. Every fault is a `PlumblineError`; none of them tells the key. */
export function plumblineAt({ url, key, timeoutSeconds = 30, retries = 2 }: OverHttp): HttpClient {
  const base = baseOf(url)
  if (!/^plk_[\w-]{1,196}$/.test(key))
    throw new PlumblineError('auth.unknown-key', 'what was given as key is no key of Plumbline')
  if (!(timeoutSeconds > 0 && timeoutSeconds <= mostSeconds))
    throw new PlumblineError(
      'input.invalid',
      `timeoutSeconds is ${timeoutSeconds}; it is above 0 and at most ${mostSeconds}`,
    )
  if (!(Number.isInteger(retries) && retries >= 0 && retries <= mostRetries))
    throw new PlumblineError('input.invalid', `retries is ${retries}; it is 0 to ${mostRetries}`)
  return clientOf(base, { key, milliseconds: timeoutSeconds * 1000, retries })
}

function clientOf(base: URL, patience: Patience): HttpClient {
  const get = <Reply extends z.ZodType>(
    reply: Reply,
    path: readonly string[],
    signal: AbortSignal | undefined,
    parameters: Parameters = [],
  ) => {
    const target = at(base, path)
    for (const [name, value] of parameters) target.searchParams.append(name, value)
    return send({ target, method: 'GET', reply, signal }, patience)
  }
  const post = <Reply extends z.ZodType>(reply: Reply, path: string, body: object, how: Making) =>
    send({ target: at(base, [path]), method: 'POST', body, reply, ...how }, patience)
  return {
    search: async (request, signal) => get(searchResult, ['search'], signal, parametersOf(request)),
    provenance: async (id, signal) => get(provenance, ['answers', id, 'provenance'], signal),
    pages: async (filter = {}, signal) => get(pageList, ['pages'], signal, wordsOf(filter)),
    page: async (id, signal) => get(pageView, ['pages', id], signal),
    findings: async (filter = {}, signal) =>
      get(findingList, ['findings'], signal, wordsOf(filter)),
    finding: async (id, signal) => get(finding, ['findings', id], signal),
    ask: async (request, how = {}) =>
      post(answer, 'answers', request, how instanceof AbortSignal ? { signal: how } : how),
    verify: async (request, how = {}) => post(verification, 'verifications', request, how),
    impacts: async (change, signal) =>
      post(impacts, 'impacts', change, signal === undefined ? {} : { signal }),
    answer: async (id, signal) => get(answer, ['answers', id], signal),
    verification: async (id, signal) => get(verification, ['verifications', id], signal),
    receipt: async (id, signal) => (await get(signed, ['receipts', id], signal)).envelope,
    receiptStatus: async (id, signal) => get(receiptStatus, ['receipts', id, 'status'], signal),
    requestApproval: async (request, how = {}) =>
      post(approval, 'approvals', request, { idempotencyKey: randomUUID(), ...how }),
    approval: async (id, signal) => get(approval, ['approvals', id], signal),
  }
}

const wordsOf = (filter: PageFilter | FindingFilter): Parameters =>
  Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )

/** Where a route is; ids hold slashes and colons. */
const at = (base: URL, path: readonly string[]): URL =>
  new URL(`v1/${path.map(encodeURIComponent).join('/')}`, base)

const mostRetries = 10
const mostSeconds = 3_600

function baseOf(url: string): URL {
  const below = url.endsWith('/') ? url : `${url}/`
  const base = URL.canParse(below) ? new URL(below) : null
  if (base === null || !['http:', 'https:'].includes(base.protocol))
    throw new PlumblineError('input.invalid', 'the url of Plumbline is no http or https address')
  if (base.username !== '' || base.password !== '')
    throw new PlumblineError('input.invalid', 'the url of Plumbline holds a secret: give the key')
  return base
}
