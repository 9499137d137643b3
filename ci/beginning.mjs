import { commitOf, fetched, parentsOf, Stop } from './history.mjs'

/**
 * Where the change of a run begins: a commit that is here, or null where everything is to be checked. It is what `since` names, else the
 * base of the pull request, what a branch was before a push, or where a new branch left the default branch.
 */
export function beginningOf({ since, event }, git) {
  const { pull_request: pull, merge_group: group } = event
  if (pull) expectPull(git, pull)
  if (since) return named(git, since)
  if (pull) return known(git, baseOf(git, pull), 'the base of the pull request')
  if (group) return known(git, group.base_sha, 'the base of the merge group')
  if (typeof event.before !== 'string') return null
  if (!/^0+$/.test(event.before))
    return known(git, event.before, 'what the branch was before this push')
  const { default_branch: home } = event.repository
  return event.ref === `refs/heads/${home}` ? null : named(git, `refs/heads/${home}`)
}

/** For `pull_request_target` the base is checked out unless somebody says otherwise, and nothing would be found in it. */
function expectPull(git, { head: { sha } }) {
  if (commitOf(git, 'HEAD') === sha || parentsOf(git, 'HEAD').includes(sha)) return
  if (git('merge-base', '--is-ancestor', sha, 'HEAD').isDone) return
  throw new Stop(
    `what is checked out is not the pull request, whose last commit is ${sha}: name it to actions/checkout by \`ref\``,
  )
}

/**
 * What is checked out for a pull request is its merge with the base as that is now; the event names the base as it was, and what came in
 * there since is nobody's doing here.
 */
function baseOf(git, pull) {
  const [first, second, ...more] = parentsOf(git, 'HEAD')
  return second === pull.head.sha && more.length === 0 ? first : pull.base.sha
}

function known(git, id, what) {
  const commit = commitOf(git, id) ?? fetched(git, id)
  if (commit !== null) return commit
  throw new Stop(
    `${what}, ${id}, is gone from the remote, as after a forced push: there is nothing to compare with. Run it again for the newest commit, or name what to compare with: \`since: main\``,
  )
}

function named(git, revision) {
  const commit = commitOf(git, revision) ?? fetched(git, revision)
  if (commit !== null) return commit
  throw new Stop(`there is no commit, branch or tag ${revision}, neither here nor at the remote`)
}
