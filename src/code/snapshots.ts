import { isUtf8 } from 'node:buffer'
import { posix } from 'node:path'
import type { FileClass, Snapshot, SnapshotFile } from '../domain/repository.ts'
import type { Git } from '../git/git.ts'
import type { TreeEntry } from '../git/tree.ts'
import { attributeClasses } from './attributes.ts'
import { classify, classifyContent, headLength, statesFacts } from './classify.ts'
import { manifests, namesOf } from './names.ts'

/** A snapshot and the way to its files' text. */
export interface ReadableSnapshot {
  readonly snapshot: Snapshot
  /** Null for what is not tracked, not text, too large, or missing. */
  read(path: string): Promise<string | null>
}

/** Which state of a repository is wanted. */
export interface SnapshotRequest {
  readonly repository: string
  readonly revision?: string
  /** The id of the commit, by whoever has it from this repository; no revision is looked up then. */
  readonly commit?: string
  /** What is known of a file from elsewhere: where it is the same here, it need not be read. */
  readonly known?: (path: string) => SnapshotFile | undefined
}

/** The state of a git repository at one revision. */
export async function gitSnapshot(
  git: Git,
  { repository, revision = 'HEAD', commit: asked, known = () => undefined }: SnapshotRequest,
): Promise<ReadableSnapshot> {
  const id = asked ?? (await git.resolve(revision))
  const [commit, entries] = await Promise.all([git.commit(id), git.tree(id)])
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  const text = (entry: TreeEntry): Promise<string | null> => textOf(git, entry)
  const read = async (path: string): Promise<string | null> => {
    const entry = byPath.get(path)
    const file = entry === undefined ? null : await resolved(entry, byPath, text)
    return file === null ? null : text(file)
  }
  const [attributes, names] = await Promise.all([
    attributesOf(entries, text),
    namesOf(git.root, git.remotes, await texts(manifests, read)),
  ])
  const files = await Promise.all(
    entries.map(async (entry) => {
      const file = await resolved(entry, byPath, text)
      return file === null
        ? unreadable(entry)
        : described(git, entry, file, attributes, known(entry.path))
    }),
  )
  const historyLimit = git.isShallow || git.isPartial ? 'shallow-history' : null
  const { date } = commit
  return {
    snapshot: { repository, commit: id, version: null, date, files, names, historyLimit },
    read,
  }
}

// What cannot be read as text of this repository is listed, so that its path exists, but never read.
const unreadable = ({ path, blob, mode }: TreeEntry): SnapshotFile => ({
  path,
  blob,
  size: 0,
  class: mode === 'submodule' ? 'vendored' : 'binary',
  symlink: mode === 'symlink',
})

async function described(
  git: Git,
  entry: TreeEntry,
  file: TreeEntry,
  attributes: (path: string) => FileClass | null,
  known: SnapshotFile | undefined,
): Promise<SnapshotFile> {
  const byPath = classify(entry.path, { attributes })
  const { blob, size } = file
  const symlink = entry.mode === 'symlink'
  if (!statesFacts(byPath)) return { path: entry.path, blob, size, class: byPath, symlink }
  // What is in a file only ever takes away from what its path makes it.
  if (known?.blob === blob && known.class === byPath && known.symlink === symlink) return known
  const content = await git.read(blob)
  const head = content?.bytes?.subarray(0, headLength) ?? null
  const byContent = head === null ? byPath : classifyContent(entry.path, byPath, head)
  const isText = content?.bytes == null || isUtf8(content.bytes)
  const described = { path: entry.path, blob, size: content?.size ?? size, symlink }
  return { ...described, class: isText ? byContent : 'binary' }
}

const mostHops = 8

/** The tracked file that an entry stands for: itself, or for a symbolic link the file inside the root that it leads to. */
async function resolved(
  entry: TreeEntry,
  byPath: ReadonlyMap<string, TreeEntry>,
  text: (entry: TreeEntry) => Promise<string | null>,
): Promise<TreeEntry | null> {
  let at: TreeEntry | undefined = entry
  for (let hop = 0; hop <= mostHops; hop += 1) {
    if (at === undefined || at.mode === 'submodule') return null
    if (at.mode !== 'symlink') return at
    const target: string | null = await text(at)
    if (target === null || target.startsWith('/')) return null
    at = byPath.get(posix.join(posix.dirname(at.path), target))
  }
  return null
}

async function textOf(git: Git, { blob }: TreeEntry): Promise<string | null> {
  const bytes = (await git.read(blob))?.bytes ?? null
  return bytes === null || bytes.includes(0) || !isUtf8(bytes) ? null : bytes.toString('utf8')
}

async function attributesOf(
  entries: readonly TreeEntry[],
  text: (entry: TreeEntry) => Promise<string | null>,
): Promise<(path: string) => FileClass | null> {
  const files = entries.filter(
    ({ path, mode }) => mode !== 'symlink' && posix.basename(path) === '.gitattributes',
  )
  return attributeClasses(
    await Promise.all(
      files.map(async (file) => ({ path: file.path, text: (await text(file)) ?? '' })),
    ),
  )
}

async function texts(
  paths: readonly string[],
  read: (path: string) => Promise<string | null>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const path of paths) {
    const text = await read(path)
    if (text !== null) found.set(path, text)
  }
  return found
}
