import { readFile } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { type CheckFoldersRequest, placesFor } from './check-folders.ts'
import { nowBy } from './config/clock.ts'
import type { Config } from './config/config.ts'
import type { ChangeRisk } from './domain/change-risk.ts'
import { PlumblineError } from './domain/errors.ts'
import { changeRisk } from './flows/change-risk.ts'
import { between } from './git/between.ts'
import { type Git, openGit } from './git/git.ts'
import { readPolicy } from './verdicts/policy/read.ts'
import { blockingPolicy, defaultPolicy, type Policy } from './verdicts/policy.ts'

/** A change that `plumbline check --since` was asked about. */
type ChangeRequest = CheckFoldersRequest & { readonly since: string }

/**
 * What the commits since a revision do that can do harm, and whom a policy wants to approve that. Where the policy's file lies in the
 * repository, it is read as it is before the change: no change chooses what it is held to.
 */
export async function riskOfChange(
  request: ChangeRequest,
  policyFile: string | null,
  config: Config,
): Promise<ChangeRisk> {
  const [place] = await placesFor(request)
  if (place?.path === undefined)
    throw new PlumblineError('input.invalid', '--since tells of one git repository: name one')
  const git = await openGit(place.path)
  try {
    const change = await between(git, request.since, request.revision)
    const policy = await policyBefore(policyFile, git, change.base)
    return await changeRisk(git, change, policy, nowBy(config))
  } finally {
    await git.close()
  }
}

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
