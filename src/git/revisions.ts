import { PlumblineError } from '../domain/errors.ts'
import type { run } from './process.ts'

/** Runs git in one repository to its end. */
export type Run = (args: readonly string[]) => ReturnType<typeof run>

/** The id of an object, on a line of its own. */
export const objectId = /^[0-9a-f]{40,64}$/m
const revisionForm = /^[^\s\p{Cc}\p{Cf}:?*[\\-][^\s\p{Cc}\p{Cf}:?*[\\]{0,250}$/u

/** The commit that a branch, a tag or an id names; what could be taken for an option is no name. */
export async function resolve(root: string, inside: Run, revision: string): Promise<string> {
  const shown = JSON.stringify(revision.slice(0, 100))
  if (!revisionForm.test(revision) || revision.includes('..')) {
    throw new PlumblineError('git.unknown-revision', `${shown} is not the name of a revision`)
  }
  const name = `${revision}^{commit}`
  const found = await inside(['rev-parse', '--verify', '--quiet', '--end-of-options', name])
  const id = objectId.exec(found.output)?.[0]
  if (found.code === 0 && id !== undefined) return id
  const any = await inside(['rev-list', '--all', '--max-count=1'])
  if (any.output.trim() === '') {
    throw new PlumblineError('git.no-commits', `${root} has no commits yet`)
  }
  throw new PlumblineError('git.unknown-revision', `${root} knows no revision ${shown}`)
}
