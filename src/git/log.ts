import type { Git } from './git.ts'
import {
  type Commit,
  commitFormat,
  detached,
  type FilePatch,
  parseCommit,
  patchArguments,
  patchParser,
} from './patches.ts'

/** Which part of a log to read. */
export interface LogScope {
  /** History reachable from here. */
  readonly commit: string
  /** Paths whose objects are missing. */
  readonly holes?: readonly string[]
  /** A stretch of the log: how many commits to pass over, and how many to read. */
  readonly stretch?: { readonly skip: number; readonly count: number }
}

/** How many commits of a history `readPatches` reads: merges are not among them. */
export async function countCommits(git: Git, commit: string): Promise<number> {
  const args = ['rev-list', '--count', '--no-merges', '--end-of-options', commit]
  for await (const line of git.lines(args)) return Number(line)
  return 0
}

/** Reads every patch of a history once, newest commit first; merges, which repeat their branches, show none. */
export async function readPatches(
  git: Git,
  scope: LogScope,
  reader: {
    wants(oldPath: string | null, newPath: string | null): boolean
    take(patch: FilePatch): void
    onCommit?(commit: Commit): void
  },
): Promise<void> {
  const args = ['log', '--no-merges', '--patch', '-M', `--format=${commitFormat}`]
  const parser = patchParser(reader.wants, reader.take, reader.onCommit)
  for await (const batch of git.batches([...args, ...patchArguments, ...revisions(scope)])) {
    for (const line of batch) parser.line(line)
  }
  parser.end()
}

/** One file that left its path. */
export interface Departure {
  readonly commit: Commit
  readonly path: string
  /** Where it went, and how alike the two are (0 to 1); null when it was deleted. */
  readonly to: string | null
  readonly alike: number
}

/** Every deletion and rename of a history, newest commit first, in whole trees: a log of one path shows no renames. */
export async function* departures(
  git: Git,
  scope: LogScope,
  renames: '-M' | '-M100%' = '-M',
): AsyncGenerator<Departure, void, undefined> {
  const args = ['log', '--no-merges', '-z', '--name-status', renames, '--diff-filter=DR']
  let commit: Commit | null = null
  let pending: string[] = []
  const all = [...args, `--format=${nameFormat}`, ...revisions(scope)]
  for await (const batch of git.batches(all, '\0')) {
    for (const raw of batch) {
      const text = raw.replace(/^\n/, '')
      if (text.startsWith('\x01')) {
        commit = commitOf(text)
        pending = []
      } else if (text !== '' || pending.length > 0) pending.push(text)
      const done: Departure | null = commit === null ? null : departure(commit, pending)
      if (done !== null) {
        pending = []
        yield done
      }
    }
  }
}

// With -z the fields of a commit cannot be separated by NUL, so they are by the unit separator.
const nameFormat = '%x01%H%x1f%P%x1f%at%x1f%an%x1f%s'

const commitOf = (text: string): Commit => parseCommit(text.replaceAll('\x1f', '\0'))

function departure(commit: Commit, [status, path, to]: readonly string[]): Departure | null {
  if (status === undefined || path === undefined) return null
  if (status === 'D') return { commit, path: detached(path), to: null, alike: 0 }
  if (to === undefined) return null
  const alike = Number(status.slice(1)) / 100
  return { commit, path: detached(path), to: detached(to), alike }
}

function revisions({ commit, holes = [], stretch }: LogScope): readonly string[] {
  const part = stretch ? [`--skip=${stretch.skip}`, `--max-count=${stretch.count}`] : []
  if (holes.length === 0) return [...part, '--end-of-options', commit, '--']
  const excluded = holes.map((path) => `:(top,exclude,literal)${path}`)
  return [...part, '--full-history', '--end-of-options', commit, '--', ':(top)', ...excluded]
}

/** Paths of a history that hold a blob which this copy of the repository lacks. */
export async function missingPaths(git: Git, commit: string): Promise<readonly string[]> {
  const missing = new Set<string>()
  const list = ['rev-list', '--objects', '--missing=print', '--end-of-options', commit]
  for await (const line of git.lines(list)) if (line.startsWith('?')) missing.add(line.slice(1))
  if (missing.size === 0) return []
  const paths = new Set<string>()
  const raw = ['log', '-m', '--raw', '-z', '--no-renames', '--no-abbrev', '--format=']
  let relevant = false
  for await (const batch of git.batches([...raw, '--end-of-options', commit], '\0')) {
    for (const text of batch) {
      const fields = text.replace(/^\n/, '')
      if (fields.startsWith(':')) {
        const [, , old = '', now = ''] = fields.split(' ')
        relevant = missing.has(old) || missing.has(now)
      } else if (relevant) paths.add(detached(text))
    }
  }
  return [...paths].sort()
}
