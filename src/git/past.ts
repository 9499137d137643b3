import { type LoggedCommit, loggedCommits, type PathChange } from './changes.ts'
import type { Git } from './git.ts'
import type { PastTable } from './past-table.ts'

/** A commit with its place in time: the smaller, the newer. */
export interface PastCommit extends LoggedCommit {
  readonly order: number
  /** The committer's date where it is younger than every parent's, else a second after the youngest: git's "corrected commit date". */
  readonly corrected: number
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
  const commits = dated(await gathered(told)).map((commit, order) => ({ ...commit, order }))
  const byPath = touchesIn(commits)
  return { commits, of: (path) => byPath.get(path) ?? [] }
}

/** The past that some commits are together with those of a table, which contains all that they grew from. */
export async function pastOver(table: PastTable, told: AsyncIterable<LoggedCommit>): Promise<Past> {
  const logged = await gathered(told)
  const { young, old } = merged(
    logged.length === 0 ? [] : dated(logged, (id) => table.corrected[table.find(id)]),
    table,
  )
  const commits = [...young, ...old].sort((a, b) => a.order - b.order)
  const byPath = touchesIn(young)
  const kept = (path: string): readonly Touch[] =>
    table.touches(path).flatMap(([row, place]) => {
      const commit = old[row]
      const change = commit?.changes[place]
      return commit && change ? [{ commit, change }] : []
    })
  return {
    commits,
    of(path) {
      const touches = byPath.get(path)
      if (touches === undefined) return kept(path)
      return [...touches, ...kept(path)].sort((a, b) => a.commit.order - b.commit.order)
    },
  }
}

/** The commits of a table, and younger ones, each with its place among all of them. */
function merged(newer: readonly Dated[], { corrected, commit }: PastTable) {
  const young: PastCommit[] = []
  const old: PastCommit[] = []
  const next = () => young.length + old.length
  for (const row of corrected.keys()) {
    const one = commit(row, next())
    for (let first = newer[young.length]; first && isNewer(first, one); first = newer[young.length])
      young.push({ ...first, order: next() })
    old.push(one.order === next() ? one : commit(row, next()))
  }
  for (const one of newer.slice(young.length)) young.push({ ...one, order: next() })
  return { young, old }
}

async function gathered(told: AsyncIterable<LoggedCommit>): Promise<readonly LoggedCommit[]> {
  const logged: LoggedCommit[] = []
  for await (const one of told) logged.push(one)
  return logged
}

function touchesIn(commits: readonly PastCommit[]): ReadonlyMap<string, readonly Touch[]> {
  const byPath = new Map<string, Touch[]>()
  for (const commit of commits)
    for (const change of commit.changes) {
      const listed = byPath.get(change.path)
      if (listed === undefined) byPath.set(change.path, [{ commit, change }])
      else listed.push({ commit, change })
    }
  return byPath
}

/** A past as it was before some of its newest commits. */
export const pastWithout = (past: Past, without: ReadonlySet<string>): Past => ({
  commits: past.commits.filter(({ id }) => !without.has(id)),
  of: (path) => past.of(path).filter(({ commit }) => !without.has(commit.id)),
})

type Dated = Omit<PastCommit, 'order'>

// Git's own order hangs on where it starts where clocks were wrong; a date that is never older than an ancestor's does not.
function dated(
  logged: readonly LoggedCommit[],
  older: (id: string) => number | undefined = () => undefined,
): readonly Dated[] {
  const dates = correctedDates(logged, older)
  return logged
    .map((commit) => ({ ...commit, corrected: dates.get(commit.id) ?? 0 }))
    .sort((a, b) => (isNewer(a, b) ? -1 : 1))
}

const isNewer = (one: Dated, other: Dated): boolean =>
  one.corrected === other.corrected ? one.id < other.id : one.corrected > other.corrected

/** Dates of commits that are no older than those of the commits they grew from, of which some are known. */
function correctedDates(
  logged: readonly LoggedCommit[],
  older: (id: string) => number | undefined,
): ReadonlyMap<string, number> {
  const byId = new Map(logged.map((commit) => [commit.id, commit]))
  const dates = new Map<string, number>()
  const dateOf = (id: string): number | undefined => dates.get(id) ?? older(id)
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
      const after = (commit?.parents ?? []).map((parent) => (dateOf(parent) ?? -1) + 1)
      dates.set(id, Math.max(own, ...after))
    }
  }
  return dates
}
