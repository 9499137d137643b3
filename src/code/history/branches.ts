import type { History } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'
import { once } from './once.ts'

const remote = 'refs/remotes/origin'
/** More of what a branch is called is not read. */
const mostText = 1_000

/** Tells what other branches of the repository have, as it was when they were last fetched. */
export function openBranches(git: Git): Pick<History, 'standsBeside'> {
  const defaultBranch = once(async () => {
    const args = ['for-each-ref', '--format=%(symref)', `${remote}/HEAD`]
    const { text } = await git.text(args, mostText)
    return text.trim()
  })
  return {
    async standsBeside(branch, path) {
      if (!/^[\w.-]{1,100}$/.test(branch) || branch.includes('..')) return false
      const main = await defaultBranch()
      const own = `${remote}/${branch}`
      if (main === '' || main === own) return false
      return (await git.find(own, path)) !== null
    },
  }
}
