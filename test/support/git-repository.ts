import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { committer, importOf, type Planned } from './git-import.ts'

const execute = promisify(execFile)

/** One commit of a repository that a test builds. */
export interface Step {
  readonly message?: string
  readonly files?: Readonly<Record<string, string | Buffer>>
  readonly delete?: readonly string[]
  /** Old path to new path. */
  readonly rename?: Readonly<Record<string, string>>
  /** Path to where the link leads. */
  readonly link?: Readonly<Record<string, string>>
  /** ISO 8601 with a zone. */
  readonly date?: string
  /** `Name <address>` */
  readonly author?: string
  /** Work on this branch, which starts where we are unless it exists. */
  readonly branch?: string
  /** Merge this branch into the current one instead of a plain commit. */
  readonly merge?: string
}

export interface TestRepository {
  readonly directory: string
  /** The id of each step's commit. */
  readonly commits: readonly string[]
  git(...args: readonly string[]): Promise<string>
  remove(): Promise<void>
}

type Git = (args: readonly string[], env?: NodeJS.ProcessEnv, input?: Buffer) => Promise<string>

const firstDay = Date.UTC(2024, 0, 1)

/**
 * Builds a git repository in a temporary folder, one commit a step, a day apart from 2024-01-01 on.
 * All that lies between two merges is told to one `git fast-import`: with processes for every
 * commit, building took longer than what is tested.
 */
export async function gitRepository(
  steps: readonly Step[],
  { isCheckedOut = true }: { readonly isCheckedOut?: boolean } = {},
): Promise<TestRepository> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-git-'))
  const git = gitIn(directory)
  await begin(directory)
  const commits: string[] = []
  let waiting: Planned[] = []
  for (const planned of planOf(steps)) {
    if (planned.step.merge === undefined) waiting.push(planned)
    else {
      commits.push(...(await imported(git, waiting, commits)))
      await checkOut(git, waiting)
      commits.push(await merged(git, planned, planned.step.merge))
      waiting = []
    }
  }
  commits.push(...(await imported(git, waiting, commits)))
  // Where there is but the branch that HEAD names at first, no process is needed to come to it.
  const isMainAlone = steps.every(({ branch, merge }) => (branch ?? merge) === undefined)
  if (isCheckedOut || !isMainAlone) await checkOut(git, waiting)
  return {
    directory,
    commits,
    git: (...args) => git(args),
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

/** What `git init` makes, by gitrepository-layout(5). Whoever starts many processes starts one less. */
async function begin(directory: string): Promise<void> {
  const inside = join(directory, '.git')
  await mkdir(join(inside, 'objects'), { recursive: true })
  await mkdir(join(inside, 'refs'))
  await writeFile(join(inside, 'HEAD'), 'ref: refs/heads/main\n')
  const settings = ['repositoryformatversion = 0', 'bare = false', 'logAllRefUpdates = true']
  await writeFile(join(inside, 'config'), `[core]\n${settings.join('\n')}\n`)
}

const gitIn =
  (directory: string): Git =>
  async (args, env = {}, input = Buffer.alloc(0)) => {
    const settings = [`user.name=${committer.name}`, `user.email=${committer.email}`]
    const all = [...settings, 'commit.gpgSign=false'].flatMap((setting) => ['-c', setting])
    const scrubbed = { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: '1', ...env }
    const running = execute('git', [...all, ...args], { cwd: directory, env: scrubbed })
    // Who fails without having read everything says why itself.
    running.child.stdin?.on('error', () => undefined)
    running.child.stdin?.end(input)
    return (await running).stdout
  }

/** When and where each step is committed, and what it follows. */
function planOf(steps: readonly Step[]): readonly Planned[] {
  const latest = new Map<string, number>()
  let branch = 'main'
  return steps.map((step, index) => {
    const here = latest.get(branch) ?? null
    branch = step.branch ?? branch
    const follows = latest.get(branch) ?? here
    latest.set(branch, index)
    const date = step.date ?? new Date(firstDay + index * 86_400_000).toISOString()
    return { step, index, branch, follows, date, message: step.message ?? `step ${index}` }
  })
}

/** Makes commits that merge nothing, and gives their ids. */
async function imported(
  git: Git,
  planned: readonly Planned[],
  before: readonly string[],
): Promise<readonly string[]> {
  const last = planned.at(-1)
  if (last === undefined) return []
  const stream = planned.map((commit) => importOf(commit, before))
  const ids = await git(['fast-import', '--quiet'], {}, Buffer.concat(stream))
  return ids.trim().split('\n')
}

/** Brings the work tree to the branch of the commits that were just imported. */
async function checkOut(git: Git, imported: readonly Planned[]): Promise<void> {
  const branch = imported.at(-1)?.branch
  if (branch !== undefined) await git(['checkout', '--quiet', '--force', branch])
}

/** Merges a branch into the one that is checked out, and gives the merge's id. */
async function merged(git: Git, { date, message }: Planned, branch: string): Promise<string> {
  const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
  await git(['merge', '--quiet', '--no-ff', '--no-edit', '-m', message, branch], dates)
  return (await git(['rev-parse', 'HEAD'])).trim()
}
