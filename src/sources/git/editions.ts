import { PlumblineError } from '../../domain/errors.ts'
import type { PathChange } from '../../git/changes.ts'
import type { Git } from '../../git/git.ts'
import type { Past, PastCommit, Touch } from '../../git/past.ts'
import { exactMoves, renamesOf } from '../../git/renames.ts'

/** What a document was after one commit. */
export interface Edition {
  /** What it was called then. */
  readonly path: string
  readonly commit: PastCommit
  readonly blob: string
  /** What the commit made it from: one edition, several for a merge, none where the document begins. */
  readonly from: readonly Edition[]
}

/** Editions of one document that are looked at. */
const mostEditions = 5_000
const mostRenames = 20

/** Tells the editions of documents, newest first; null where history does not know that content under that path. */
export type Lives = (path: string, blob: string) => readonly Edition[] | null

/**
 * The lives of some documents. Renames are found for all of them together: one process for each generation of names, none per file.
 * A page that was deleted and came back with the same content lives on; one that came back with another is a new page.
 */
export async function livesOf(git: Git, past: Past, paths: Iterable<string>): Promise<Lives> {
  const origins = await originsOf(git, past, paths)
  const parentsOf = ({ commit, change }: Touch): readonly Touch[] => {
    const olds = [...new Set(change.olds)].filter((blob) => blob !== null)
    if (olds.length > 0) return olds.flatMap((blob) => made(past, change.path, blob, commit.order))
    const from = origins.get(commit.id)?.get(change.path)
    if (from === undefined)
      return change.now === null ? [] : made(past, from ?? change.path, change.now, commit.order)
    const left = commit.changes.find(({ path }) => path === from)?.olds[0] ?? null
    return left === null ? [] : made(past, from, left, commit.order)
  }
  /** An older touch that made the same of the same path. */
  const twinsOf = ({ commit, change }: Touch): readonly Touch[] =>
    change.now === null ? [] : made(past, change.path, change.now, commit.order)
  return (path, blob) => {
    const [start] = made(past, path, blob, -1)
    return start === undefined ? null : editionsFrom(start, parentsOf, twinsOf)
  }
}

/** The newest touch before a place in time that made a path what it is. */
function made(past: Past, path: string, blob: string, before: number): readonly Touch[] {
  const touch = past.of(path).find(({ commit, change }) => {
    return commit.order > before && change.now === blob
  })
  return touch === undefined ? [] : [touch]
}

interface Found {
  readonly touch: Touch
  from: readonly Touch[]
}

/** Follows a document back from one touch, newest first. */
function editionsFrom(
  start: Touch,
  parentsOf: (touch: Touch) => readonly Touch[],
  twinsOf: (touch: Touch) => readonly Touch[],
): readonly Edition[] {
  const found = new Map<PathChange, Found>()
  const follow = (touches: readonly Touch[]): void => {
    const waiting = new Map(touches.map((touch) => [touch.change, touch]))
    while (waiting.size > 0 && found.size < mostEditions) {
      // Of two that wait, the older may be what the newer was made from.
      const touch = [...waiting.values()].reduce((a, b) =>
        b.commit.order < a.commit.order ? b : a,
      )
      waiting.delete(touch.change)
      const from = parentsOf(touch)
      found.set(touch.change, { touch, from })
      for (const one of from) if (!found.has(one.change)) waiting.set(one.change, one)
    }
  }
  follow([start])
  // Work that was picked from another branch has the past that it has there.
  for (const own of [...found.values()]) {
    const twins = twinsOf(own.touch).filter(({ change }) => !found.has(change))
    if (twins.length === 0) continue
    own.from = [...own.from, ...twins]
    follow(twins)
  }
  const built = new Map<PathChange, Edition>()
  const inOrder = [...found.values()].sort((a, b) => b.touch.commit.order - a.touch.commit.order)
  for (const { touch, from } of inOrder) {
    const parents = from.flatMap(({ change }) => built.get(change) ?? [])
    const { commit, change } = touch
    built.set(change, { path: change.path, commit, blob: change.now ?? '', from: parents })
  }
  return [...built.values()].reverse()
}

type Origins = ReadonlyMap<string, ReadonlyMap<string, string>>

/** For each commit that moved one of the documents, old paths by new ones. */
async function originsOf(git: Git, past: Past, paths: Iterable<string>): Promise<Origins> {
  const origins = new Map<string, ReadonlyMap<string, string>>()
  const seen = new Set(paths)
  let names: readonly string[] = [...seen]
  for (let hop = 0; hop < mostRenames && names.length > 0; hop += 1) {
    const commits = new Map<string, PastCommit>()
    for (const { commit, change } of names.flatMap((name) => past.of(name)))
      if (change.status === 'added' && mayMove(commit) && !origins.has(commit.id))
        commits.set(commit.id, commit)
    for (const [id, moved] of await movesOf(git, commits)) origins.set(id, moved)
    const older = names.flatMap((name) =>
      past.of(name).flatMap(({ commit }) => origins.get(commit.id)?.get(name) ?? []),
    )
    names = [...new Set(older)].filter((name) => !seen.has(name))
    for (const name of names) seen.add(name)
  }
  return origins
}

const mayMove = ({ parents, changes }: PastCommit): boolean =>
  parents.length === 1 && changes.some(({ status }) => status === 'deleted')

async function movesOf(git: Git, commits: ReadonlyMap<string, PastCommit>): Promise<Origins> {
  const found = git.isPartial ? null : await renamesAmong(git, [...commits.keys()])
  return new Map(
    [...commits.values()].map(({ id, changes }) => {
      // Where contents are missing, renames that change no byte come from trees alone.
      const renames = found?.get(id) ?? exactMoves(changes)
      return [id, new Map([...renames].map(([from, { to }]) => [to, from]))]
    }),
  )
}

type Renames = Awaited<ReturnType<typeof renamesOf>>

/** The renames of commits; one whose objects are missing is left out, and ends the process that looks at it. */
async function renamesAmong(git: Git, ids: readonly string[]): Promise<Renames> {
  try {
    return await renamesOf(git, ids)
  } catch (fault) {
    if (!(fault instanceof PlumblineError)) throw fault
    if (ids.length < 2) return new Map()
    const half = ids.length >> 1
    const older = await renamesAmong(git, ids.slice(half))
    return new Map([...(await renamesAmong(git, ids.slice(0, half))), ...older])
  }
}
