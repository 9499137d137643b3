import { spawnSync } from 'node:child_process'

/** What a run cannot go on with, in words for whoever reads its log. */
export class Stop extends Error {}

/** How deep a shallow clone is made, step by step, before all of the history is fetched. */
const depths = [64, 512, 4096]

/** Git in a folder. Names of branches come as arguments, never as text of a shell. */
export function gitIn(folder) {
  const environment = {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    // A job in a container checks out as another user than it runs as.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
  }
  return (...args) => {
    const { status, stdout, stderr, error } = spawnSync('git', args, {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    if (error) throw new Stop(`git cannot be run: ${error.message}`)
    return { isDone: status === 0, output: stdout.trim(), complaint: stderr.trim() }
  }
}

/** The id of a commit that is here; null where it is not. */
export function commitOf(git, revision) {
  const found = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
  return found.isDone ? found.output : null
}

/** The commits that a commit follows by its own word, also where a shallow clone holds none of them. */
export function parentsOf(git, revision) {
  const { output } = git('cat-file', 'commit', revision)
  const [header = ''] = output.split('\n\n')
  return Array.from(header.matchAll(/^parent ([0-9a-f]{40,64})$/gm), ([, id]) => id)
}

/** Fetches a branch, a tag or a commit of the remote, and gives its commit; null where the remote has none. */
export function fetched(git, revision) {
  if (revision.startsWith('-')) throw new Stop(`${revision} is no name of a commit, branch or tag`)
  const depth = isShallow(git) ? ['--depth=1'] : []
  const done = git('fetch', ...quietly, ...depth, 'origin', revision)
  return done.isDone ? commitOf(git, 'FETCH_HEAD') : null
}

/** Makes sure that the commit is here where `base` and `head` part: a shallow clone is made deeper until it is, at last whole. */
export function bringHistory(git, base, head) {
  const isThere = () => git('merge-base', base, head).isDone
  if (isThere()) return
  for (const depth of depths) {
    if (!isShallow(git) || isThere()) break
    if (Number(git('rev-list', '--count', head).output) >= depth) continue
    fetchOrStop(git, `--depth=${depth}`, base, head)
  }
  if (!isThere() && isShallow(git)) fetchOrStop(git, '--unshallow', base, head)
  if (!isThere())
    throw new Stop(
      `${head} and ${base} share no commit: there is no change to tell of between them`,
    )
}

const quietly = ['--quiet', '--no-tags', '--no-recurse-submodules']

const isShallow = (git) => git('rev-parse', '--is-shallow-repository').output === 'true'

function fetchOrStop(git, depth, ...commits) {
  const done = git('fetch', ...quietly, depth, 'origin', ...commits)
  if (!done.isDone)
    throw new Stop(
      `this clone is shallow, and its history cannot be fetched: set \`fetch-depth: 0\` on actions/checkout (${done.complaint})`,
    )
}
