import type { Fate } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'
import { type Departure, departures } from '../../git/log.ts'
import { changeOf } from './fitting.ts'
import { folderFate } from './folders.ts'

/** What left a path, with its place in time: the smaller, the newer. */
export interface Dated extends Departure {
  readonly order: number
}

/** Everything that ever left a path of a history. */
export interface PathHistory {
  /** Departures of one path, newest first. */
  of(path: string): readonly Dated[]
  /** The newest departure of a file whose path ends with the segments asked, and of any file in such a folder. */
  ending(path: string): { readonly file: Dated | null; readonly folder: string | null }
  /** Departures of files in a folder, newest first. */
  inside(folder: string): readonly Dated[]
  /** Whether the snapshot has the file or folder. */
  exists(path: string): boolean
}

/** Reads all departures of a history once. */
export async function pathHistory(
  git: Git,
  commit: string,
  present: Iterable<string>,
  asked: readonly string[],
  holes: readonly string[],
): Promise<PathHistory> {
  const all = await allDepartures(git, commit, holes)
  const byPath = new Map<string, Dated[]>()
  for (const one of all) {
    const listed = byPath.get(one.path)
    if (listed === undefined) byPath.set(one.path, [one])
    else listed.push(one)
  }
  const there = new Set<string>()
  for (const path of present) for (const prefix of prefixes(path)) there.add(prefix)
  const endings = endingsOf(all, asked.map(plain))
  return {
    of: (path) => byPath.get(path) ?? [],
    ending: (path) => endings.get(path) ?? { file: null, folder: null },
    inside: (folder) => all.filter(({ path }) => path.startsWith(`${folder}/`)),
    exists: (path) => there.has(path),
  }
}

// Renames of unlike files are found by comparing contents; where some are missing, exact renames come from trees alone.
async function allDepartures(
  git: Git,
  commit: string,
  holes: readonly string[],
): Promise<readonly Dated[]> {
  const all: Dated[] = []
  if (holes.length === 0) {
    for await (const one of departures(git, { commit })) all.push({ ...one, order: all.length })
    return all
  }
  const renamed = new Map<string, Departure>()
  for await (const one of departures(git, { commit, holes })) {
    if (one.to !== null) renamed.set(`${one.commit.id} ${one.path}`, one)
  }
  for await (const one of departures(git, { commit }, '-M100%')) {
    all.push({ ...(renamed.get(`${one.commit.id} ${one.path}`) ?? one), order: all.length })
  }
  return all
}

/** A path and every folder above it. */
function* prefixes(path: string): Generator<string> {
  yield path
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    yield path.slice(0, end)
  }
}

type Ending = { readonly file: Dated | null; readonly folder: string | null }

/** For each path asked, the newest file that had it as its end, and the folder of the newest file that was inside. */
function endingsOf(all: readonly Dated[], asked: readonly string[]): ReadonlyMap<string, Ending> {
  const byName = new Map<string, string[]>()
  // A bare name could be any file's: only paths of two segments and more may stand for the end of a longer one.
  for (const path of new Set(asked.filter((one) => one.includes('/')))) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    byName.set(name, [...(byName.get(name) ?? []), path])
  }
  const found = new Map<string, Ending>()
  for (const one of all) {
    for (const prefix of prefixes(one.path)) {
      for (const path of byName.get(prefix.slice(prefix.lastIndexOf('/') + 1)) ?? []) {
        if (!prefix.endsWith(`/${path}`)) continue
        const known = found.get(path) ?? { file: null, folder: null }
        const isFile = prefix === one.path
        if (isFile && known.file === null) found.set(path, { ...known, file: one })
        if (!isFile && known.folder === null) found.set(path, { ...known, folder: prefix })
      }
    }
  }
  return found
}

/** A path without what says where it starts, and without the slash that says it is a folder. */
export const plain = (path: string): string => path.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')

/** What became of a path that the snapshot lacks: a file, a folder, or the end of a longer path. */
export function pathFate(asked: string, history: PathHistory): Fate {
  const path = plain(asked)
  const [exact] = history.of(path)
  if (exact !== undefined) return fileFate(exact, history)
  const folder = folderFate(path, history)
  if (folder !== null) return folder
  const ending = history.ending(path)
  if (ending.file !== null && !history.exists(ending.file.path)) {
    return fileFate(ending.file, history)
  }
  const nested = ending.folder
  return (
    (nested === null || history.exists(nested) ? null : folderFate(nested, history)) ?? {
      is: 'never',
    }
  )
}

const mostHops = 20

/** Follows a file's renames to what exists now; where the trail ends in a deletion, says what it was called last. */
function fileFate(first: Dated, history: PathHistory): Fate {
  const change = changeOf(first.commit)
  const commit = first.commit.parents[0] ?? first.commit.id
  const was = { path: first.path, line: 1, quote: first.path, commit }
  let sure = 1
  let last = first
  for (let hop = 0; hop < mostHops && last.to !== null; hop += 1) {
    sure *= last.alike
    if (history.exists(last.to)) return { is: 'moved', to: last.to, change, was, sure }
    const later = history.of(last.to).filter(({ order }) => order < last.order)
    const next = later[0]
    if (next === undefined) break
    last = next
  }
  if (last === first) return { is: 'gone', change, was }
  return { is: 'gone', change, was, later: { name: last.path, change: changeOf(last.commit) } }
}
