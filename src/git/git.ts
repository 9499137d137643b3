import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'
import type { Blob } from './batch-parser.ts'
import { openObjects } from './objects.ts'
import { type Commit, commitFormat, parseCommit } from './patches.ts'
import { failed, run, stream } from './process.ts'
import { type TreeEntry, treeEntries } from './tree.ts'

/** A repository that is only ever read: by ids, never through its work tree, its hooks or its remotes. */
export interface Git {
  /** The top of the work tree, or the folder of a bare repository. */
  readonly root: string
  readonly isBare: boolean
  readonly isShallow: boolean
  /** Objects were left out when it was cloned, and are not fetched now. */
  readonly isPartial: boolean
  /** Addresses of its remotes. */
  readonly remotes: readonly string[]
  /** The commit that a branch, a tag or an id names. */
  resolve(revision: string): Promise<string>
  commit(id: string): Promise<Commit>
  /** Everything a commit tracks, in git's order. */
  tree(commit: string): Promise<readonly TreeEntry[]>
  /** The id of what a commit has at a path; null when there is nothing. */
  find(commit: string, path: string): Promise<string | null>
  /** Null when the object is missing. */
  read(blob: string): Promise<Blob | null>
  /** Paths of a commit's text files that hold one of the words, whole. */
  search(commit: string, words: readonly string[]): Promise<readonly string[]>
  /** Lines that a command prints, as they come; longer lines are cut. */
  lines(args: readonly string[]): AsyncGenerator<string, void, undefined>
  /** The same in batches, for outputs of millions of lines, and for outputs that separate by NUL. */
  batches(
    args: readonly string[],
    separator?: '\n' | '\0',
  ): AsyncGenerator<readonly string[], void, undefined>
  close(): Promise<void>
}

/** Largest blob that is read, unless told otherwise: 2 MB. */
const largestBlob = 2_000_000

/** Opens a work tree, a folder inside one, or a bare repository. */
export async function openGit(
  directory: string,
  { limit = largestBlob }: { readonly limit?: number } = {},
): Promise<Git> {
  const place = await locate(directory)
  const base = [`--git-dir=${place.gitDirectory}`]
  // Inside the git directory no file of the work tree can colour what git prints.
  const inside = (args: readonly string[]) => run(place.gitDirectory, [...base, ...args])
  const objects = openObjects(place.gitDirectory, limit)
  const config = await inside(['config', '--local', '--null', '--list'])
  const settings = config.output.split('\0').map(setting)
  const isPartial = settings.some(
    ({ key, value }) =>
      key === 'extensions.partialclone' || (/^remote\..*\.promisor$/.test(key) && value === 'true'),
  )
  const present = isPartial ? presentObjects(place.gitDirectory, base) : null
  const batches: Git['batches'] = (args, separator) =>
    stream(place.gitDirectory, [...base, ...args], separator)

  return {
    root: place.root,
    isBare: place.isBare,
    isShallow: place.isShallow,
    isPartial,
    remotes: settings
      .filter(({ key }) => /^remote\..*\.url$/.test(key))
      .map(({ value }) => value)
      .sort(),
    resolve: (revision) => resolve(place.root, inside, revision),
    async commit(id) {
      const args = ['show', '--no-patch', `--format=${commitFormat}`, '--end-of-options', id]
      const shown = await inside(args)
      if (shown.code !== 0) throw failed(args, shown)
      return parseCommit(shown.output.replace(/\n$/, ''))
    },
    tree: (commit) => treeEntries(batches, commit, isPartial),
    async find(commit, path) {
      const name = `${commit}:${path}`
      const found = await inside(['rev-parse', '--verify', '--quiet', '--end-of-options', name])
      return found.code === 0 ? (objectId.exec(found.output)?.[0] ?? null) : null
    },
    async read(blob) {
      if (present !== null && !(await present()).has(blob)) return null
      return objects.read(blob)
    },
    search: (commit, words) => search(inside, commit, words),
    async *lines(args) {
      for await (const batch of batches(args)) yield* batch
    },
    batches,
    close: () => objects.close(),
  }
}

interface Location {
  readonly root: string
  readonly gitDirectory: string
  readonly isBare: boolean
  readonly isShallow: boolean
}

async function locate(directory: string): Promise<Location> {
  const there = await stat(directory).catch(() => null)
  if (there === null || !there.isDirectory()) {
    throw new PlumblineError('git.not-a-repository', `there is no folder ${directory}`)
  }
  const asked = ['--absolute-git-dir', '--is-bare-repository', '--is-shallow-repository']
  const told = await run(directory, ['rev-parse', ...asked])
  if (told.code !== 0) throw notARepository(directory, told.complaint)
  const [gitDirectory = '', bare, shallow] = told.output.split('\n')
  const top = await run(directory, ['rev-parse', '--show-toplevel'])
  const root = top.code === 0 ? top.output.replace(/\n$/, '') : besides(gitDirectory)
  return { root, gitDirectory, isBare: bare === 'true', isShallow: shallow === 'true' }
}

const besides = (gitDirectory: string): string =>
  basename(gitDirectory) === '.git' ? dirname(gitDirectory) : gitDirectory

function notARepository(directory: string, complaint: string): PlumblineError {
  return /not a git repository/.test(complaint)
    ? new PlumblineError('git.not-a-repository', `${directory} is not inside a git repository`)
    : new PlumblineError('git.failed', `git cannot open ${directory}: ${complaint}`)
}

function setting(entry: string): { readonly key: string; readonly value: string } {
  const end = entry.indexOf('\n')
  return end < 0
    ? { key: entry, value: 'true' }
    : { key: entry.slice(0, end), value: entry.slice(end + 1) }
}

async function search(
  inside: (args: readonly string[]) => ReturnType<typeof run>,
  commit: string,
  words: readonly string[],
): Promise<readonly string[]> {
  const patterns = words.flatMap((word) => ['-e', word])
  const args = ['grep', '-l', '-z', '-I', '-w', '-F', '--full-name', ...patterns, commit]
  const found = await inside(args)
  // Status 1 says that nothing was found.
  if (found.code !== 0 && found.code !== 1) throw failed(args, found)
  return found.output
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => path.slice(commit.length + 1))
}

const objectId = /^[0-9a-f]{40,64}$/m
const revisionForm = /^[^\s\p{Cc}\p{Cf}:?*[\\-][^\s\p{Cc}\p{Cf}:?*[\\]{0,250}$/u

async function resolve(
  root: string,
  inside: (args: readonly string[]) => ReturnType<typeof run>,
  revision: string,
): Promise<string> {
  const shown = JSON.stringify(revision.slice(0, 100))
  if (!revisionForm.test(revision) || revision.includes('..')) {
    throw new PlumblineError('git.unknown-revision', `${shown} is not the name of a revision`)
  }
  const name = `${revision}^{commit}`
  const found = await inside(['rev-parse', '--verify', '--quiet', '--end-of-options', name])
  const id = objectId.exec(found.output)?.[0]
  if (found.code === 0 && id !== undefined) return id
  const any = await inside(['rev-list', '--all', '--max-count=1'])
  if (any.output.trim() === '') {
    throw new PlumblineError('git.no-commits', `${root} has no commits yet`)
  }
  throw new PlumblineError('git.unknown-revision', `${root} knows no revision ${shown}`)
}

/** Ids of all objects of a partial clone, listed once: asking git for another would make it try to fetch. */
function presentObjects(
  directory: string,
  base: readonly string[],
): () => Promise<ReadonlySet<string>> {
  const list = async (): Promise<ReadonlySet<string>> => {
    const ids = new Set<string>()
    const args = [...base, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)']
    for await (const batch of stream(directory, args)) for (const id of batch) ids.add(id)
    return ids
  }
  let listed: Promise<ReadonlySet<string>> | null = null
  return () => {
    listed ??= list()
    return listed
  }
}
