import { readFile } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { type CheckFoldersRequest, placesFor } from './check-folders.ts'
import { nowBy } from './config/clock.ts'
import type { Config } from './config/config.ts'
import type { ChangeRisk } from './domain/change-risk.ts'
import type { CodeChange } from './domain/code-change.ts'
import { PlumblineError } from './domain/errors.ts'
import { changeRisk } from './flows/change-risk.ts'
import { codeChange } from './flows/code-change.ts'
import { type Between, between } from './git/between.ts'
import { type Git, openGit } from './git/git.ts'
import { withFacts } from './kept-files.ts'
import { readPolicy } from './verdicts/policy/read.ts'
import { blockingPolicy, defaultPolicy, type Policy } from './verdicts/policy.ts'

/** A change that `plumbline check --since` was asked about. */
type ChangeRequest = CheckFoldersRequest & { readonly since: string }

/**
 * What the commits since a revision do that can do harm, and whom a policy wants to approve that. Where the policy's file lies in the
 * repository, it is read as it is before the change: no change chooses what it is held to.
 */
export const riskOfChange = (
  request: ChangeRequest,
  policyFile: string | null,
  config: Config,
): Promise<ChangeRisk> =>
  inChange(request, async (git, change) =>
    changeRisk(git, change, await policyBefore(policyFile, git, change.base), nowBy(config)),
  )

/** What the commits since a revision do to what code states, to be put to a server under the name that it knows the repository by. */
export const codeChangeOf = (
  request: ChangeRequest,
  knownAs: string | null,
  config: Config,
): Promise<CodeChange> =>
  inChange(request, (git, change, id) =>
    withFacts(config, (cache) => codeChange(git, change, knownAs ?? nameIn(git) ?? id, cache)),
  )

async function inChange<Result>(
  request: ChangeRequest,
  work: (git: Git, change: Between, id: string) => Promise<Result>,
): Promise<Result> {
  const [place] = await placesFor(request)
  if (place?.path === undefined)
    throw new PlumblineError('input.invalid', '--since tells of one git repository: name one')
  const git = await openGit(place.path)
  try {
    return await work(git, await between(git, request.since, request.revision), place.id)
  } finally {
    await git.close()
  }
}

/** `acme/payments` of a remote's address, which may hold a secret that nobody is to be sent. */
const nameIn = ({ remotes }: Git): string | null =>
  remotes
    .map((remote) => /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote)?.[1])
    .find(Boolean) ?? null

async function policyBefore(file: string | null, git: Git, base: string): Promise<Policy> {
  if (file === null) return defaultPolicy
  try {
    return await readPolicy(
      (await tracked(file, git, base)) ?? (await readFile(file, 'utf8')),
      file,
    )
  } catch (fault) {
    const because = fault instanceof Error ? fault.message : String(fault)
    return blockingPolicy('unreadable', `the policy cannot be read: ${because}`)
  }
}

/** The text of a file as a commit has it; null where it has none. */
async function tracked(file: string, git: Git, commit: string): Promise<string | null> {
  const path = relative(git.root, resolve(file)).split(sep).join('/')
  const blob = path.startsWith('../') ? null : await git.find(commit, path)
  return blob === null ? null : ((await git.read(blob))?.bytes?.toString('utf8') ?? null)
}
