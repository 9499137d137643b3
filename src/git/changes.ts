import { type Commit, detached, parseCommit } from './commit.ts'
import type { Git } from './git.ts'

/** What one commit did to one path; a rename is a file that went and a file that came. */
export interface PathChange {
  readonly path: string
  readonly status: 'added' | 'deleted' | 'modified'
  /** The blob in each parent that the path is compared with; null where there is no regular file. */
  readonly olds: readonly (string | null)[]
  /** The blob after the change; null where there is no regular file. */
  readonly now: string | null
}

/** A commit with what it did: a merge shows only the paths in which it differs from all its parents. */
export interface LoggedCommit extends Commit {
  /** Seconds since 1970; NaN where the commit holds none. */
  readonly authored: number
  readonly committed: number
  readonly changes: readonly PathChange[]
}

// With -z the fields of a commit cannot be separated by NUL, so they are by the unit separator.
const format = '%x01%H%x1f%P%x1f%at%x1f%an%x1f%s%x1f%ct'

/** How git is asked for commits, before the revisions. */
export const logCommand: readonly string[] = [
  'log',
  '--raw',
  '-c',
  '-z',
  '--no-renames',
  '--no-abbrev',
  `--format=${format}`,
  '--end-of-options',
]

/** Every commit of a history, in git's order; reads trees only, so that a clone without old blobs will do. */
export const loggedCommits = (
  git: Git,
  commit: string,
): AsyncGenerator<LoggedCommit, void, undefined> => commitsIn(logPieces(git, [commit]))

/** What git tells of the commits that some revisions name, as pieces between NULs. */
export const logPieces = (
  git: Git,
  revisions: readonly string[],
): AsyncGenerator<readonly string[], void, undefined> =>
  git.batches([...logCommand, ...revisions], '\0')

/** Reads what git told of commits. */
export async function* commitsIn(
  batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<LoggedCommit, void, undefined> {
  const texts = new Map<string, string>()
  // Paths and ids come again and again: one copy of each.
  const own = (text: string): string => {
    const known = texts.get(text)
    if (known !== undefined) return known
    const copy = detached(text)
    texts.set(copy, copy)
    return copy
  }
  let open: { readonly head: string; readonly changes: PathChange[] } | null = null
  let meta: string | null = null
  for await (const batch of batches) {
    for (const piece of batch) {
      if (meta !== null && open !== null) {
        open.changes.push(changeOf(meta, piece, own))
        meta = null
        continue
      }
      const text = piece.startsWith('\n') ? piece.slice(1) : piece
      if (text.startsWith('\x01')) {
        if (open !== null) yield logged(open.head, open.changes)
        open = { head: text, changes: [] }
      } else if (text.startsWith(':')) meta = text
    }
  }
  if (open !== null) yield logged(open.head, open.changes)
}

function logged(head: string, changes: readonly PathChange[]): LoggedCommit {
  const fields = head.split('\x1f')
  const [, , authored = '', , , committed = ''] = fields
  return {
    ...parseCommit(fields.slice(0, 5).join('\0')),
    authored: seconds(authored),
    committed: seconds(committed),
    changes,
  }
}

const seconds = (text: string): number => (text === '' ? Number.NaN : Number(text))

const regular = /^:?100/
const nobody = /^0+$/

/** `:100644 100644 <old> <new> M`, with a colon, a mode and a blob more for each further parent. */
function changeOf(meta: string, path: string, own: (text: string) => string): PathChange {
  const parents = meta.lastIndexOf(':') + 1
  const fields = meta.slice(parents).split(' ')
  const blobs = fields
    .slice(parents + 1, 2 * parents + 2)
    .map((blob, index) =>
      nobody.test(blob) || !regular.test(fields[index] ?? '') ? null : own(blob),
    )
  const there = fields.slice(parents + 1, 2 * parents + 2).map((blob) => !nobody.test(blob))
  const now = blobs.at(-1) ?? null
  const is = there.at(-1) === true
  const was = there.slice(0, -1).some((one) => one)
  const status = is ? (was ? 'modified' : 'added') : 'deleted'
  return { path: own(path), status, olds: blobs.slice(0, -1), now }
}
