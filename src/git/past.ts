import { type LoggedCommit, loggedCommits, type PathChange } from './changes.ts'
import type { Git } from './git.ts'

/** A commit with its place in time: the smaller, the newer. */
export interface PastCommit extends LoggedCommit {
  readonly order: number
}

/** One change of one path. */
export interface Touch {
  readonly commit: PastCommit
  readonly change: PathChange
}

/** All that a history did to paths, in one order that does not hang on where reading began. */
export interface Past {
  /** Newest first; a commit comes before those it grew from. */
  readonly commits: readonly PastCommit[]
  /** What was done to a path, newest first. */
  of(path: string): readonly Touch[]
}

/** Reads a history once. */
export const readPast = (git: Git, commit: string): Promise<Past> =>
  pastOf(loggedCommits(git, commit))

/** The past that some commits are, in whatever order they come. */
export async function pastOf(told: AsyncIterable<LoggedCommit>): Promise<Past> {
  const logged: LoggedCommit[] = []
  for await (const one of told) logged.push(one)
  const commits = inOrder(logged)
  const byPath = new Map<string, Touch[]>()
  for (const commit of commits)
    for (const change of commit.changes) {
      const listed = byPath.get(change.path)
      if (listed === undefined) byPath.set(change.path, [{ commit, change }])
      else listed.push({ commit, change })
    }
  return { commits, of: (path) => byPath.get(path) ?? [] }
}

/** A past as it was before some of its newest commits. */
export const pastWithout = (past: Past, without: ReadonlySet<string>): Past => ({
  commits: past.commits.filter(({ id }) => !without.has(id)),
  of: (path) => past.of(path).filter(({ commit }) => !without.has(commit.id)),
})

// Git's own order hangs on where it starts where clocks were wrong; a date that is never older than an ancestor's does not.
function inOrder(logged: readonly LoggedCommit[]): readonly PastCommit[] {
  const dates = correctedDates(logged)
  const dated = logged.map((commit) => ({ commit, date: dates.get(commit.id) ?? 0 }))
  dated.sort((a, b) => b.date - a.date || (a.commit.id < b.commit.id ? -1 : 1))
  return dated.map(({ commit }, order) => ({ ...commit, order }))
}

function correctedDates(logged: readonly LoggedCommit[]): ReadonlyMap<string, number> {
  const byId = new Map(logged.map((commit) => [commit.id, commit]))
  const dates = new Map<string, number>()
  // Depth first without recursion: histories are tens of thousands deep.
  for (const { id: start } of logged) {
    const stack = [start]
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      const commit = byId.get(id)
      const waiting = dates.has(id)
        ? []
        : (commit?.parents ?? []).filter((parent) => byId.has(parent) && !dates.has(parent))
      if (waiting.length > 0) {
        stack.push(...waiting)
        continue
      }
      stack.pop()
      if (dates.has(id)) continue
      const own = commit === undefined || Number.isNaN(commit.committed) ? 0 : commit.committed
      const after = (commit?.parents ?? []).map((parent) => (dates.get(parent) ?? -1) + 1)
      dates.set(id, Math.max(own, ...after))
    }
  }
  return dates
}
