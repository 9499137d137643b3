import { PlumblineError } from '../domain/errors.ts'
import { type Commit, commitFormat, parseCommit } from './commit.ts'
import { failed, type run } from './process.ts'

/** Runs git in one repository to its end. */
export type Run = (args: readonly string[]) => ReturnType<typeof run>

/** The id of an object, on a line of its own. */
export const objectId = /^[0-9a-f]{40,64}$/m
const revisionForm = /^[^\s\p{Cc}\p{Cf}:?*[\\-][^\s\p{Cc}\p{Cf}:?*[\\]{0,250}$/u

// `show` would need the trees of a commit and its parents, which a partial clone may lack.
const telling = [
  'log',
  '--no-walk',
  '--max-count=1',
  `--format=${commitFormat}`,
  '--end-of-options',
]

/** The commit with an id. */
export async function commitBy(inside: Run, id: string): Promise<Commit> {
  const told = await inside([...telling, id])
  const commit = told.code === 0 ? commitIn(told.output) : null
  if (commit === null) throw failed([...telling, id], told)
  return commit
}

/** Null where git told of none, as of `^main`. */
function commitIn(output: string): Commit | null {
  const commit = parseCommit(output.replace(/\n$/, ''))
  return objectId.test(commit.id) ? commit : null
}

/** The commit that a branch, a tag or an id names; what could be taken for an option is no name. */
export async function resolve(root: string, inside: Run, revision: string): Promise<Commit> {
  const shown = JSON.stringify(revision.slice(0, 100))
  if (!revisionForm.test(revision) || revision.includes('..')) {
    throw new PlumblineError('git.unknown-revision', `${shown} is not the name of a revision`)
  }
  // Whoever asks for a commit's id mostly wants to know of it, too: one process tells both.
  const found = await inside([...telling, `${revision}^{commit}`])
  const commit = found.code === 0 ? commitIn(found.output) : null
  if (commit !== null) return commit
  const any = await inside(['rev-list', '--all', '--max-count=1'])
  if (any.output.trim() === '') {
    throw new PlumblineError('git.no-commits', `${root} has no commits yet`)
  }
  throw new PlumblineError('git.unknown-revision', `${root} knows no revision ${shown}`)
}
