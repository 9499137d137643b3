import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { PullRequest } from './code-hosts/github-line.ts'
import type { MergeRequest } from './code-hosts/gitlab.ts'
import type { RunEnvironment } from './config/environment.ts'
import { PlumblineError } from './domain/errors.ts'

/** The pull or merge request that a run of continuous integration is for; or why there is none. */
export type RunPlace =
  | {
      readonly is: 'GitHub'
      /** With its last commit. */
      readonly request: PullRequest & { readonly head: string }
      /** Why its token may be one that only reads. */
      readonly readsOnly: string | null
    }
  | { readonly is: 'GitLab'; readonly request: MergeRequest }
  | { readonly is: 'nowhere'; readonly because: string }

const nowhere: RunPlace = {
  is: 'nowhere',
  because: 'this run is not for a pull or merge request: there is nobody to tell',
}

/** Reads what a run says of itself. Faults: `input.invalid` outside of runs, `host.not-permitted` without a token. */
export async function runPlace({ github, gitlab }: RunEnvironment): Promise<RunPlace> {
  if (github !== null) return pullRequestOf(github)
  if (gitlab === null)
    throw new PlumblineError(
      'input.invalid',
      'neither GITHUB_REPOSITORY nor CI_API_V4_URL is set: comments are kept by runs of GitHub Actions and GitLab CI',
    )
  const { api, project, mergeRequest, token } = gitlab
  if (project === null || mergeRequest === null) return nowhere
  if (token === null)
    throw new PlumblineError(
      'host.not-permitted',
      'GITLAB_TOKEN is not set: it is a project access token with the scope `api` and the role Reporter; a job token may not comment',
    )
  return { is: 'GitLab', request: { api, project, number: mergeRequest, token } }
}

const repository = z.looseObject({ full_name: z.string() }).nullish()
const event = z.looseObject({
  pull_request: z
    .looseObject({
      number: z.number().int(),
      user: z.looseObject({ login: z.string() }).nullish(),
      head: z.looseObject({ sha: z.string(), repo: repository }),
      base: z.looseObject({ repo: repository }),
    })
    .optional(),
})

async function pullRequestOf(github: NonNullable<RunEnvironment['github']>): Promise<RunPlace> {
  const { pull_request: pull } = github.event === null ? {} : await eventIn(github.event)
  if (pull === undefined) return nowhere
  const { token } = github
  if (token === null)
    throw new PlumblineError(
      'host.not-permitted',
      'GITHUB_TOKEN is not set: give the step `env: GITHUB_TOKEN: ${{ github.token }}`, and the job `permissions: pull-requests: write`',
    )
  const request = { ...github, number: pull.number, token, head: pull.head.sha }
  if (pull.head.repo?.full_name !== pull.base.repo?.full_name)
    return { is: 'GitHub', request, readsOnly: readsOnly('a pull request from a fork') }
  const isDependabot = pull.user?.login === 'dependabot[bot]'
  const because = isDependabot ? readsOnly("Dependabot's pull request") : null
  return { is: 'GitHub', request, readsOnly: because }
}

const readsOnly = (what: string): string =>
  `GitHub gives the run of ${what} a token that only reads: nothing was posted; what was found stands in the annotations and the summary of the run`

async function eventIn(file: string): Promise<z.output<typeof event>> {
  try {
    return event.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    const message = `${file} (GITHUB_EVENT_PATH) cannot be read as an event`
    throw new PlumblineError('input.invalid', message, { cause })
  }
}
