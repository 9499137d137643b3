import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

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

const firstDay = Date.UTC(2024, 0, 1)

/** Builds a git repository in a temporary folder, one commit a step, a day apart from 2024-01-01 on. */
export async function gitRepository(steps: readonly Step[]): Promise<TestRepository> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-git-'))
  const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> => {
    const settings = ['user.name=Ada', 'user.email=ada@example.org', 'commit.gpgSign=false']
    const all = [...settings.flatMap((setting) => ['-c', setting]), ...args]
    const scrubbed = { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: '1', ...env }
    return (await execute('git', all, { cwd: directory, env: scrubbed })).stdout
  }
  await run(['init', '--quiet', '--initial-branch=main', '.'])
  const commits: string[] = []
  for (const [index, step] of steps.entries()) {
    const date = step.date ?? new Date(firstDay + index * 86_400_000).toISOString()
    const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    await apply(directory, step, run)
    const author = step.author === undefined ? [] : [`--author=${step.author}`]
    const message = ['--allow-empty-message', '-m', step.message ?? `step ${index}`]
    if (step.merge !== undefined) {
      await run(
        ['merge', '--quiet', '--no-ff', '--no-edit', ...message.slice(1), step.merge],
        dates,
      )
    } else await run(['commit', '--quiet', '--allow-empty', ...author, ...message], dates)
    commits.push((await run(['rev-parse', 'HEAD'])).trim())
  }
  return {
    directory,
    commits,
    git: (...args) => run(args),
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

async function apply(
  directory: string,
  step: Step,
  run: (args: readonly string[]) => Promise<string>,
): Promise<void> {
  if (step.branch !== undefined) {
    const known = (await run(['branch', '--list', step.branch])).trim() !== ''
    await run(['switch', '--quiet', ...(known ? [] : ['-c']), step.branch])
  }
  for (const [from, to] of Object.entries(step.rename ?? {})) {
    await mkdir(dirname(join(directory, to)), { recursive: true })
    await run(['mv', '--', from, to])
  }
  for (const path of step.delete ?? []) await run(['rm', '-r', '--quiet', '--', path])
  for (const [path, content] of Object.entries(step.files ?? {})) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), content)
  }
  for (const [path, target] of Object.entries(step.link ?? {})) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await symlink(target, join(directory, path))
  }
  await run(['add', '--all', '--force', '.'])
}
