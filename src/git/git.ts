import { StringDecoder } from 'node:string_decoder'
import type { Blob } from './batch-parser.ts'
import type { Commit } from './commit.ts'
import { locate } from './locate.ts'
import { openObjects, streamedBlobs } from './objects.ts'
import { chunks, run, type Streamed, stream } from './process.ts'
import { commitBy, objectId, resolve } from './revisions.ts'
import { type Search, search } from './search.ts'
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
  /** The commit where two part; null where they share none that is here. */
  mergeBase(one: string, other: string): Promise<string | null>
  /** Everything a commit tracks, in git's order. */
  tree(commit: string): Promise<readonly TreeEntry[]>
  /** The id of what a commit has at a path; null when there is nothing. */
  find(commit: string, path: string): Promise<string | null>
  /** Null when the object is missing. */
  read(blob: string): Promise<Blob | null>
  /** Many blobs in the order asked, as one stream: for those that nobody waits for one by one. */
  blobs(ids: readonly string[]): AsyncGenerator<Blob | null, void, undefined>
  /** For each word at most a hundred paths of a commit's text files that hold it, whole. */
  search(asked: Search): Promise<readonly (readonly string[])[]>
  /** What a command prints, or as much of it as is wanted, in UTF-16 units; how long it is all together. */
  text(
    args: readonly string[],
    most: number,
  ): Promise<{ readonly text: string; readonly length: number }>
  /** Lines that a command prints, as they come; longer lines are cut. */
  lines(args: readonly string[]): AsyncGenerator<string, void, undefined>
  /** The same in batches, for outputs of millions of lines, and for outputs that separate by NUL. */
  batches(
    args: readonly string[],
    separator?: '\n' | '\0',
    input?: string,
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
  const streamed = (args: readonly string[], input = '') => ({ args: [...base, ...args], input })
  let lastResolved: Commit | null = null
  const batches: Git['batches'] = (args, separator, input) =>
    stream(place.gitDirectory, streamed(args, input), separator)

  return {
    root: place.root,
    isBare: place.isBare,
    isShallow: place.isShallow,
    isPartial,
    remotes: settings
      .filter(({ key }) => /^remote\..*\.url$/.test(key))
      .map(({ value }) => value)
      .sort(),
    async resolve(revision) {
      lastResolved = await resolve(place.root, inside, revision)
      return lastResolved.id
    },
    commit: async (id) => (lastResolved?.id === id ? lastResolved : commitBy(inside, id)),
    async mergeBase(one, other) {
      const found = await inside(['merge-base', one, other])
      return found.code === 0 ? (objectId.exec(found.output)?.[0] ?? null) : null
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
    async *blobs(ids) {
      const there = present === null ? null : await present()
      const known = there === null ? ids : ids.filter((id) => there.has(id))
      const found = streamedBlobs(place.gitDirectory, base, known, limit)
      for (const id of ids) {
        const isThere = there === null || there.has(id)
        yield isThere ? ((await found.next()).value ?? null) : null
      }
    },
    search: (asked) => search(batches, asked),
    text: (args, most) => textOf(place.gitDirectory, streamed(args), most),
    async *lines(args) {
      for await (const batch of batches(args)) yield* batch
    },
    batches,
    close: () => objects.close(),
  }
}

async function textOf(directory: string, streamed: Streamed, most: number) {
  const decoder = new StringDecoder('utf8')
  let text = ''
  let length = 0
  for await (const chunk of chunks(directory, streamed)) {
    const more = decoder.write(chunk)
    length += more.length
    if (text.length < most) text += more.slice(0, most - text.length)
  }
  return { text, length }
}

function setting(entry: string): { readonly key: string; readonly value: string } {
  const end = entry.indexOf('\n')
  return end < 0
    ? { key: entry, value: 'true' }
    : { key: entry.slice(0, end), value: entry.slice(end + 1) }
}

/** Ids of all objects of a partial clone, listed once: asking git for another would make it try to fetch. */
function presentObjects(
  directory: string,
  base: readonly string[],
): () => Promise<ReadonlySet<string>> {
  const list = async (): Promise<ReadonlySet<string>> => {
    const ids = new Set<string>()
    const args = [...base, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)']
    for await (const batch of stream(directory, { args })) for (const id of batch) ids.add(id)
    return ids
  }
  let listed: Promise<ReadonlySet<string>> | null = null
  return () => {
    listed ??= list()
    return listed
  }
}
