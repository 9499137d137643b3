import { readFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { patiently, type SendAsk } from './code-hosts/ask.ts'
import { pullRequestComments } from './code-hosts/github.ts'
import { mergeRequestComments } from './code-hosts/gitlab.ts'
import { type Commented, type Comments, keepOneComment } from './code-hosts/one-comment.ts'
import type { RunEnvironment } from './config/environment.ts'
import { PlumblineError } from './domain/errors.ts'
import { commentMarker, nothingMarker } from './render/check-markdown.ts'
import { exchange } from './sources/fetching/exchange.ts'
import { checkedLookup } from './sources/fetching/lookup.ts'
import { machineTools } from './sources/fetching/tools.ts'
import { version } from './version.ts'

/** What became of the comment, or why there could be none. */
export type CommentOutcome =
  | { readonly is: Commented }
  | { readonly is: 'nowhere'; readonly because: string }

/**
 * Keeps one comment on the pull or merge request that this run of continuous integration is for. Faults: `input.invalid` outside such a
 * run and for a text that is too long, `host.not-permitted`, `host.failed`.
 */
export async function keepComment(
  text: string,
  environment: RunEnvironment,
): Promise<CommentOutcome> {
  const place = await placeIn(environment)
  if ('because' in place) return { is: 'nowhere', because: place.because }
  const { comments, isReadOnly } = place
  if (text.length > comments.longest)
    throw new PlumblineError(
      'input.invalid',
      `the text has ${text.length} characters, and a comment there holds ${comments.longest}`,
    )
  try {
    return { is: await keepOneComment(comments, text, markers) }
  } catch (fault) {
    if (
      isReadOnly !== null &&
      fault instanceof PlumblineError &&
      fault.code === 'host.not-permitted'
    )
      return { is: 'nowhere', because: isReadOnly }
    throw fault
  }
}

const markers = { ours: commentMarker, nothing: nothingMarker }

/** Where comments are kept, and why the token may be one that only reads; or why there is no such place. */
type Place =
  | { readonly comments: Comments; readonly isReadOnly: string | null }
  | { readonly because: string }

const noRequest = 'this run is not for a pull or merge request: there is nobody to tell'

async function placeIn({ github, gitlab }: RunEnvironment): Promise<Place> {
  if (github !== null) return pullRequestOf(github)
  if (gitlab === null)
    throw new PlumblineError(
      'input.invalid',
      'neither GITHUB_REPOSITORY nor CI_API_V4_URL is set: comments are kept by runs of GitHub Actions and GitLab CI',
    )
  const { api, project, mergeRequest, token } = gitlab
  if (project === null || mergeRequest === null) return { because: noRequest }
  if (token === null)
    throw new PlumblineError(
      'host.not-permitted',
      'GITLAB_TOKEN is not set: it is a project access token with the scope `api` and the role Reporter; a job token may not comment',
    )
  const request = { api, project, number: mergeRequest, token }
  return { comments: mergeRequestComments(request, send), isReadOnly: null }
}

const repository = z.looseObject({ full_name: z.string() }).nullish()
const event = z.looseObject({
  pull_request: z
    .looseObject({
      number: z.number().int(),
      user: z.looseObject({ login: z.string() }).nullish(),
      head: z.looseObject({ repo: repository }),
      base: z.looseObject({ repo: repository }),
    })
    .optional(),
})

async function pullRequestOf(github: NonNullable<RunEnvironment['github']>): Promise<Place> {
  const { pull_request: pull } = github.event === null ? {} : await eventIn(github.event)
  if (pull === undefined) return { because: noRequest }
  const { token } = github
  if (token === null)
    throw new PlumblineError(
      'host.not-permitted',
      'GITHUB_TOKEN is not set: give the step `env: GITHUB_TOKEN: ${{ github.token }}`, and the job `permissions: pull-requests: write`',
    )
  const request = { ...github, number: pull.number, token }
  const comments = pullRequestComments(request, send)
  const isForked = pull.head.repo?.full_name !== pull.base.repo?.full_name
  if (isForked) return { comments, isReadOnly: readOnlyFor('a pull request from a fork') }
  const isDependabot = pull.user?.login === 'dependabot[bot]'
  return { comments, isReadOnly: isDependabot ? readOnlyFor("Dependabot's pull request") : null }
}

const readOnlyFor = (what: string): string =>
  `GitHub gives the run of ${what} a token that only reads: nothing was posted; what was found stands in the annotations and the summary of the run`

async function eventIn(file: string): Promise<z.output<typeof event>> {
  try {
    return event.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    throw new PlumblineError(
      'input.invalid',
      `${file} (GITHUB_EVENT_PATH) cannot be read as an event`,
      { cause },
    )
  }
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
