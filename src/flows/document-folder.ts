import { realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import { type Git, openGit } from '../git/git.ts'
import { type Past, readPast } from '../git/past.ts'
import { tracks } from '../git/tracks.ts'
import { readFolder } from '../sources/folder.ts'
import { withHistory } from '../sources/git/history-folder.ts'
import { treeFolder } from '../sources/git/tree-folder.ts'
import type { FolderReader } from '../sources/source.ts'
import { snapshotFolder } from './snapshot-folder.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** The documents of a surveyed repository, with what its history tells of each. */
export const repositoryFolder = async (
  repository: SurveyedRepository,
  now: Instant,
): Promise<FolderReader> => {
  const folder = snapshotFolder(repository)
  const { origin, snapshot } = repository
  if (origin === undefined) return folder
  const place = { ...origin, commit: snapshot.commit, prefix: '', isWorkTree: false, now }
  return withHistory(folder, place)
}

/** A folder on disk; with its history where it lies in a git work tree that tracks it. */
export async function diskFolder(path: string, now: Instant): Promise<FolderReader> {
  const folder = await readFolder(path)
  const full = await realpath(path)
  const git = (await tracks(full)) ? await opened(full) : null
  if (git === null) return folder
  const prefix = relative(git.root, full).split(sep).join('/')
  // A bare repository is a folder of objects, whose files nobody reads.
  if (git.isBare || prefix.startsWith('..')) return closing(folder, git)
  return historied(folder, git, { prefix: prefix === '' ? '' : `${prefix}/`, now })
}

/** Everything that the newest commit of a repository holds. */
export async function clonedFolder(path: string, now: Instant): Promise<FolderReader> {
  const git = await openGit(path, { limit: 20_000_000 })
  try {
    const commit = await git.resolve('HEAD')
    const folder = await treeFolder(git, commit)
    const place = { git, commit, past: pastOf(git, commit), prefix: '', isWorkTree: false, now }
    const whole = await withHistory(folder, place)
    return { ...whole, remotes: git.remotes, close: () => git.close() }
  } catch (fault) {
    await git.close()
    throw fault
  }
}

async function historied(
  folder: FolderReader,
  git: Git,
  { prefix, now }: { readonly prefix: string; readonly now: Instant },
): Promise<FolderReader> {
  try {
    const commit = await git.resolve('HEAD')
    const place = { git, commit, past: pastOf(git, commit), prefix, isWorkTree: true, now }
    return closing(await withHistory(folder, place), git)
  } catch (fault) {
    await git.close()
    if (fault instanceof PlumblineError && fault.code.startsWith('git.')) return folder
    throw fault
  }
}

const closing = (folder: FolderReader, git: Git): FolderReader => ({
  ...folder,
  close: () => git.close(),
})

/** The repository around a folder; null where git cannot open it, so that the folder is read without. */
const opened = (path: string): Promise<Git | null> =>
  openGit(path).catch((fault) => {
    if (fault instanceof PlumblineError) return null
    throw fault
  })

const pastOf = (git: Git, commit: string): (() => Promise<Past>) => {
  let reading: Promise<Past> | null = null
  return () => {
    reading ??= readPast(git, commit)
    return reading
  }
}
