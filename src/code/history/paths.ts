import { wordsOf } from '../../domain/fact.ts'
import type { Fate } from '../../domain/history.ts'
import type { Past, PastCommit } from '../../git/past.ts'
import { changeOf } from './fitting.ts'
import { folderFate } from './folders.ts'
import type { Moves } from './moves.ts'

/** A file that left its path. */
export interface Departure {
  readonly commit: PastCommit
  readonly path: string
}

/** Everything that ever left a path of a history. */
export interface PathHistory {
  /** Departures of one path, newest first. */
  of(path: string): readonly Departure[]
  /** The newest departure of a file whose path ends with the segments asked, and of any file in such a folder. */
  ending(path: string): Ending
  /** Departures of files in a folder, newest first. */
  inside(folder: string): readonly Departure[]
  /** Whether the snapshot has the file or folder. */
  exists(path: string): boolean
  readonly moves: Moves
}

/** Prepares the departures of a history for some paths. */
export function pathHistory(
  past: Past,
  moves: Moves,
  present: Iterable<string>,
  asked: readonly string[],
): PathHistory {
  const all = past.commits.flatMap((commit) =>
    commit.changes.flatMap(({ status, path }) => (status === 'deleted' ? [{ commit, path }] : [])),
  )
  const there = new Set<string>()
  for (const path of present) for (const prefix of prefixes(path)) there.add(prefix)
  const endings = endingsOf(all, asked.map(plain))
  return {
    of: (path) =>
      past
        .of(path)
        .flatMap(({ commit, change }) => (change.status === 'deleted' ? [{ commit, path }] : [])),
    ending: (path) => endings.get(path) ?? noEnding,
    inside: (folder) => all.filter(({ path }) => path.startsWith(`${folder}/`)),
    exists: (path) => there.has(path),
    moves,
  }
}

/** A path and every folder above it. */
function* prefixes(path: string): Generator<string> {
  yield path
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    yield path.slice(0, end)
  }
}

interface Ending {
  readonly file: Departure | null
  readonly folder: string | null
  /** How many files ever had it as their end. */
  readonly files: number
}

const noEnding: Ending = { file: null, folder: null, files: 0 }

/** A bare name could be any file's, unless it says of what it is: `run_tests.sh`, `operator-service-account.yaml`. */
const mayBeEnd = (path: string): boolean =>
  path.includes('/') ||
  (/\.[a-z]\w{0,9}$/i.test(path) &&
    wordsOf(path.replace(/\.\w+$/, '')).length > 1 &&
    !conventional.test(path))

/** Files that programs look for by these names, in whoever's project. */
const conventional =
  /^(?:\.|(?:docker-)?compose[-._]|application-|appsettings\.|tsconfig\.|google-?services?|values-|settings[-_.]|package-)|[-_.](?:config|conf|rc|lock|settings|env|local|dev|prod|test|override)\.\w+$/i

/** For each path asked, the newest file that had it as its end, and the folder of the newest file that was inside. */
function endingsOf(
  all: readonly Departure[],
  asked: readonly string[],
): ReadonlyMap<string, Ending> {
  const byName = new Map<string, string[]>()
  for (const path of new Set(asked.filter(mayBeEnd))) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    byName.set(name, [...(byName.get(name) ?? []), path])
  }
  const found = new Map<string, Ending>()
  const seen = new Set<string>()
  for (const one of all) {
    for (const prefix of prefixes(one.path)) {
      for (const path of byName.get(prefix.slice(prefix.lastIndexOf('/') + 1)) ?? []) {
        if (!prefix.endsWith(`/${path}`)) continue
        const known = found.get(path) ?? noEnding
        if (prefix !== one.path) found.set(path, { ...known, folder: known.folder ?? prefix })
        else if (!seen.has(`${path}\n${one.path}`)) {
          seen.add(`${path}\n${one.path}`)
          found.set(path, { ...known, file: known.file ?? one, files: known.files + 1 })
        }
      }
    }
  }
  return found
}

/** A path without what says where it starts, and without the slash that says it is a folder. */
export const plain = (path: string): string => path.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')

/** What became of a path that the snapshot lacks: a file, a folder, or the end of a longer path. */
export async function pathFate(asked: string, history: PathHistory): Promise<Fate> {
  const path = plain(asked)
  const departures = history.of(path)
  const [exact] = departures
  if (exact !== undefined) {
    const fate = await fileFate(exact, history)
    return fate.is === 'gone' ? { ...fate, times: departures.length } : fate
  }
  const folder = await folderFate(path, history)
  if (folder !== null) return folder
  const ending = history.ending(path)
  if (ending.file !== null && !history.exists(ending.file.path)) {
    const fate = await fileFate(ending.file, history)
    return fate.is === 'gone' || fate.is === 'moved' ? { ...fate, alike: ending.files } : fate
  }
  const nested = ending.folder
  const fate = nested === null || history.exists(nested) ? null : await folderFate(nested, history)
  return fate ?? { is: 'never' }
}

const mostHops = 20

/** Follows a file's renames to what exists now; where the trail ends in a deletion, says what it was called last. */
async function fileFate(first: Departure, history: PathHistory): Promise<Fate> {
  const change = changeOf(first.commit)
  const commit = first.commit.parents[0] ?? first.commit.id
  const was = { path: first.path, line: 1, quote: first.path, commit }
  let sure = 1
  let last = first
  for (let hop = 0; hop < mostHops; hop += 1) {
    const { order } = last.commit
    const move = await history.moves.to(last.commit, last.path)
    if (move === null) break
    sure *= move.alike
    if (history.exists(move.to)) return { is: 'moved', to: move.to, change, was, sure }
    const next = history.of(move.to).find(({ commit: later }) => later.order < order)
    if (next === undefined) break
    last = next
  }
  if (last === first) return { is: 'gone', change, was }
  return { is: 'gone', change, was, later: { name: last.path, change: changeOf(last.commit) } }
}
