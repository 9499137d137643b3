import { createHash } from 'node:crypto'
import type { Told as ToldOfDocument } from '../../domain/document.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Git } from '../../git/git.ts'
import type { Past } from '../../git/past.ts'
import type { FileHistory, FolderReader } from '../source.ts'
import { codeownersPaths, type OwnerOf, readCodeowners } from './codeowners.ts'
import { contentChanged, lifetimeOf, lineDates, type Telling, writerOf } from './document-past.ts'
import { type Edition, livesOf } from './editions.ts'
import { trace } from './trace.ts'

/** Where a folder of documents stands in a repository's history. */
export interface GitPlace {
  readonly git: Git
  readonly commit: string
  past(): Promise<Past>
  /** The folder's path in the repository, with a slash at its end; empty for the whole. */
  readonly prefix: string
  /** The files are those of a work tree, which may differ from the commit. */
  readonly isWorkTree: boolean
  readonly now: Instant
}

/** What a commit of a repository says of its documents, each question answered once. */
interface Told {
  editionsOf(path: string): Promise<readonly Edition[]>
  ownerOf(path: string): Promise<string | null>
  /** Commits that the repository says only tidied. */
  tidying(): Promise<ReadonlySet<string>>
  textOf(blob: string | undefined): Promise<string | null>
  /** By what the file's content is known: git's id of it; null where there is no file. */
  contentOf(path: string): Promise<string | null>
  /** Whether the work tree has another text than the commit. */
  isEdited(path: string): Promise<boolean>
}

async function openPlace(folder: FolderReader, place: GitPlace): Promise<Told> {
  const { git, commit, prefix, isWorkTree } = place
  const entries = await git.tree(commit)
  const files = entries.filter(({ mode }) => mode === 'file' || mode === 'executable')
  const blobs = new Map(files.map(({ path, blob }) => [path, blob]))
  const textOf = async (blob: string | undefined): Promise<string | null> => {
    const bytes = blob === undefined ? null : ((await git.read(blob))?.bytes ?? null)
    return bytes === null || bytes.includes(0) ? null : bytes.toString('utf8')
  }
  const owners = once(async (): Promise<OwnerOf> => {
    const path = codeownersPaths.find((one) => blobs.has(one))
    return readCodeowners((path && (await textOf(blobs.get(path)))) || '')
  })
  const lives = once(async () => {
    const paths = (await folder.list()).map(({ path }) => prefix + path)
    return livesOf(git, await place.past(), paths)
  })
  const known = new Map<string, readonly Edition[]>()
  const contentOf = async (path: string): Promise<string | null> => {
    const blob = blobs.get(prefix + path) ?? null
    if (!isWorkTree) return blob
    const bytes = await folder.read(path)
    return bytes === null ? null : (blob && same(bytes, blob)) || idOf(bytes, commit.length)
  }
  return {
    async editionsOf(path) {
      const blob = blobs.get(prefix + path)
      const editions = known.get(path) ?? ((blob && (await lives())(prefix + path, blob)) || [])
      known.set(path, editions)
      return editions
    },
    ownerOf: async (path) => (await owners())(prefix + path),
    tidying: once(async () => {
      const text = (await textOf(blobs.get('.git-blame-ignore-revs'))) ?? ''
      return new Set(text.match(/^[ \t]*[0-9a-f]{40,64}(?=\s|$)/gm)?.map((id) => id.trim()))
    }),
    textOf,
    contentOf,
    isEdited: async (path) => isWorkTree && (await contentOf(path)) !== blobs.get(prefix + path),
  }
}

/** A folder with all that the history of its repository tells of each file. */
export async function withHistory(folder: FolderReader, place: GitPlace): Promise<FolderReader> {
  const { git, commit, now } = place
  const told = await openPlace(folder, place)
  const telling: Telling = { now, isShallow: git.isShallow }
  const history = async (path: string): Promise<FileHistory> => {
    const { created, modified } = lifetimeOf(await told.editionsOf(path), telling)
    const revision = await told.contentOf(path)
    return { created, modified: (await told.isEdited(path)) ? null : modified, revision }
  }
  const stamp = async (path: string): Promise<string> => {
    const [newest] = await told.editionsOf(path)
    const beside = [await history(path), newest?.commit.id, await told.ownerOf(path)]
    const digest = createHash('sha256').update(JSON.stringify(beside)).digest('hex')
    return `${await told.contentOf(path)} ${digest.slice(0, 24)}`
  }
  return {
    ...folder,
    state: commit,
    stamp,
    async isSame(path, kept, state) {
      if (state !== commit) return kept === (await stamp(path))
      return kept.split(' ', 1)[0] === (await told.contentOf(path))
    },
    history,
    told: (path, text) => pastOf(told, path, text, git.isPartial, telling),
  }
}

/** What a document's past tells of its text; where contents are missing, nothing of its lines. */
async function pastOf(
  { editionsOf, ownerOf, tidying, textOf, isEdited }: Told,
  path: string,
  text: string,
  isPartial: boolean,
  telling: Telling,
): Promise<ToldOfDocument> {
  const editions = await editionsOf(path)
  const owner = await ownerOf(path)
  const { problems } = lifetimeOf(editions, telling)
  const plain = {
    ...(owner === null ? {} : { owner }),
    ...(problems.length > 0 ? { problems } : {}),
  }
  const ids = await tidying()
  const read = (blobs: readonly string[]) => Promise.all(blobs.map(textOf))
  const traced = isPartial ? null : await trace(editions, read, (id) => ids.has(id))
  if (traced === null) return plain
  const now = (await isEdited(path)) ? traced.next(text) : null
  const changed = now?.isSubstantive ? null : contentChanged(traced, telling)
  const writer = writerOf(traced)
  return {
    ...plain,
    ...(writer === null ? {} : { writer }),
    ...(changed === null ? {} : { contentChanged: changed }),
    parts: lineDates(traced, now ?? traced.latest, text.split('\n').length, telling),
  }
}

const once = <Result>(read: () => Promise<Result>): (() => Promise<Result>) => {
  let reading: Promise<Result> | null = null
  return () => {
    reading ??= read()
    return reading
  }
}

/** The id if the bytes are what git keeps under it, line ends of a checkout aside. */
const same = (bytes: Uint8Array, id: string): string | null => {
  if (idOf(bytes, id.length) === id) return id
  const unix = Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n')
  return idOf(Buffer.from(unix, 'latin1'), id.length) === id ? id : null
}

const idOf = (bytes: Uint8Array, length: number): string =>
  createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')
