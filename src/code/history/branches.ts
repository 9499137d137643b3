import type { History } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'
import { once } from './once.ts'

const remote = 'refs/remotes/origin'
/** More of what a branch is called is not read. */
const mostText = 10_000

/** Tells what other branches of the repository have, as it was when they were last fetched. `commit` is the one that is read. */
export function openBranches(git: Git, commit: string): Pick<History, 'standsBeside'> {
  const defaultBranch = once(async () => {
    const args = ['for-each-ref', '--format=%(symref)', `${remote}/HEAD`]
    const { text } = await git.text(args, mostText)
    return text.trim()
  })
  /** The branches that are at work here end in the commit. */
  const branchesHere = once(async () => {
    const args = [
      'for-each-ref',
      `--points-at=${commit}`,
      '--format=%(refname:strip=2)',
      'refs/heads',
    ]
    const { text } = await git.text(args, mostText)
    return new Set(text.split('\n'))
  })
  return {
    async standsBeside(branch, path) {
      if (!/^[\w.-]{1,100}$/.test(branch) || branch.includes('..')) return false
      const main = await defaultBranch()
      const own = `${remote}/${branch}`
      if (main === '' || main === own || (await branchesHere()).has(branch)) return false
      return (await git.find(own, path)) !== null
    },
  }
}
