import { Agent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { patiently, type SendAsk } from './code-hosts/ask.ts'
import { pullRequestComments } from './code-hosts/github.ts'
import { suggestEdits } from './code-hosts/github-review.ts'
import { mergeRequestComments } from './code-hosts/gitlab.ts'
import { type Commented, keepOneComment } from './code-hosts/one-comment.ts'
import type { RunEnvironment } from './config/environment.ts'
import { PlumblineError } from './domain/errors.ts'
import { commentMarker, nothingMarker } from './render/check-markdown.ts'
import { type RunPlace, runPlace } from './run-place.ts'
import { exchange } from './sources/fetching/exchange.ts'
import { checkedLookup } from './sources/fetching/lookup.ts'
import { machineTools } from './sources/fetching/tools.ts'
import { version } from './version.ts'

/** What is to be told. */
export interface Told {
  /** The comment, in Markdown. */
  readonly text: string
  /** A review that suggests edits on lines, as `--write github-review` writes it; null for none. */
  readonly review: string | null
}

/** What became of the comment and how many edits were suggested anew; or why there could be neither. */
export type CommentOutcome =
  | { readonly is: Commented; readonly suggested: number }
  | { readonly is: 'nowhere'; readonly because: string }

/**
 * Keeps one comment on the pull or merge request that this run of continuous integration is for. Faults: `input.invalid` outside such a
 * run and for what cannot be told there, `host.not-permitted`, `host.failed`.
 */
export async function keepComment(
  told: Told,
  environment: RunEnvironment,
): Promise<CommentOutcome> {
  const place = await runPlace(environment)
  if (place.is === 'nowhere') return place
  try {
    return await keepAt(place, told)
  } catch (fault) {
    const isRefused = fault instanceof PlumblineError && fault.code === 'host.not-permitted'
    if (isRefused && place.is === 'GitHub' && place.readsOnly !== null)
      return { is: 'nowhere', because: place.readsOnly }
    throw fault
  }
}

async function keepAt(
  place: Exclude<RunPlace, { is: 'nowhere' }>,
  { text, review }: Told,
): Promise<CommentOutcome> {
  if (review !== null && place.is !== 'GitHub')
    throw new PlumblineError('input.invalid', `a review of this form is taken by GitHub alone`)
  const comments =
    place.is === 'GitHub'
      ? pullRequestComments(place.request, send)
      : mergeRequestComments(place.request, send)
  if (text.length > comments.longest)
    throw new PlumblineError(
      'input.invalid',
      `the text has ${text.length} characters, and a comment there holds ${comments.longest}`,
    )
  const is = await keepOneComment(comments, text, { ours: commentMarker, nothing: nothingMarker })
  const suggested =
    review !== null && place.is === 'GitHub' ? await suggestEdits(review, place.request, send) : 0
  return { is, suggested }
}

/** Milliseconds that a host has for one answer, and bytes of it that are read. */
const bounds = { timeout: 30_000, maxBytes: 16 * 1024 * 1024 }

/** Asks by the address rules of crawls: a host may stand in one's own network, and no redirect is followed. */
const send: SendAsk = patiently(
  async ({ url, method, headers, body }) => {
    const tools = machineTools(version)
    const { lookup, checkLiteral } = checkedLookup({ privateNetwork: true }, tools)
    checkLiteral(url.hostname)
    const agent = url.protocol === 'https:' ? new SecureAgent() : new Agent()
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = {
      ...{ url, method, body, accept: 'application/json' },
      headers: { ...headers, ...length, 'user-agent': `Plumbline/${version}` },
    }
    const outcome = await exchange(sent, bounds, { agent, lookup, now: tools.now, open: new Set() })
    agent.destroy()
    if (outcome.is === 'fault') throw new PlumblineError('host.failed', outcome.fault.message)
    return { ...outcome, text: outcome.body.toString('utf8') }
  },
  { now: Date.now, sleep: (milliseconds) => sleep(milliseconds) },
)
