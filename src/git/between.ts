import { PlumblineError } from '../domain/errors.ts'
import { detached } from './commit.ts'
import type { Git } from './git.ts'

/** What lies between two commits: the one where they part, and the other side of it. */
export interface Between {
  readonly base: string
  readonly head: string
  /** The commits that the head has and the base has not. */
  readonly commits: ReadonlySet<string>
  /** Where files of the base are at the head, by their path at the base. */
  readonly moves: ReadonlyMap<string, string>
}

/** Where a file of the base is at the head, by its path: where it was, unless it was moved. */
export const movedIn =
  ({ moves }: Pick<Between, 'moves'>) =>
  (path: string): string =>
    moves.get(path) ?? path

/**
 * What a commit brings beside a revision, seen from where the two part, as a pull request is. Faults: `git.unknown-revision`, and
 * `git.no-common-commit` where they share nothing that is here.
 */
export async function between(git: Git, revision: string, headRevision: string): Promise<Between> {
  const asked = resolved(git, revision)
  // Where both are unknown, it is always the head that is told of.
  asked.catch(() => undefined)
  const head = await git.resolve(headRevision)
  const other = await asked
  const base = await git.mergeBase(other, head)
  if (base === null)
    throw new PlumblineError(
      'git.no-common-commit',
      `${git.root}: ${revision} and ${headRevision} share no commit that is here${git.isShallow ? `; ${shallow}` : ''}`,
    )
  const [commits, moves] = await Promise.all([
    commitsBetween(git, base, head),
    movesBetween(git, base, head),
  ])
  return { base, head, commits, moves }
}

async function commitsBetween(git: Git, base: string, head: string): Promise<ReadonlySet<string>> {
  const commits = new Set<string>()
  for await (const id of git.lines(['rev-list', `${base}..${head}`])) commits.add(detached(id))
  return commits
}

const shallow = 'this clone is shallow: fetch the history between the two (git fetch --unshallow)'

async function resolved(git: Git, revision: string): Promise<string> {
  try {
    return await git.resolve(revision)
  } catch (fault) {
    if (!git.isShallow || !(fault instanceof PlumblineError)) throw fault
    throw new PlumblineError(fault.code, `${fault.message}; ${shallow}`, { cause: fault })
  }
}

/** Where files of one commit are at another, by where they were. */
export async function movesBetween(
  git: Git,
  base: string,
  head: string,
): Promise<ReadonlyMap<string, string>> {
  const args = ['diff-tree', '-r', '-M', '-z', '--name-status', '--diff-filter=R', base, head]
  const pieces: string[] = []
  for await (const batch of git.batches(args, '\0')) pieces.push(...batch)
  const moves = new Map<string, string>()
  for (let at = 0; at + 2 < pieces.length; at += 3)
    moves.set(detached(pieces[at + 1] ?? ''), detached(pieces[at + 2] ?? ''))
  return moves
}
