import { createHash } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config/config.ts'
import { PlumblineError } from './domain/errors.ts'
import type { Instant } from './domain/instant.ts'
import { clonedFolder, diskFolder, repositoryFolder } from './flows/document-folder.ts'
import type { Repositories } from './flows/open-repositories.ts'
import { fetchClone } from './git/clone.ts'
import { openGit } from './git/git.ts'
import { checkedAddresses } from './sources/fetching/checked-addresses.ts'
import type { FetchTools } from './sources/fetching/contract.ts'
import { readFolder } from './sources/folder.ts'
import type { CloneDoor, FolderReader, SourceEntry } from './sources/source.ts'

/** What opening folders needs. */
export interface FolderParts {
  readonly config: Pick<Config, 'dataFolder'>
  readonly repositories: Repositories
  readonly machine: Pick<FetchTools, 'lookup'>
  now(): Instant
}

/** Bytes of one copied repository, and milliseconds of one fetch. */
const mostBytes = 2_000_000_000
const timeout = 600_000

/** Opens the folders of sources: on disk, at a repository's surveyed commit, or as a copy of a repository elsewhere. */
export const sourceFolders = ({ config, repositories, machine, now }: FolderParts) => ({
  openFolder: async ({
    id,
    type,
    path,
    repository,
    history,
  }: SourceEntry): Promise<FolderReader> => {
    if (repository !== undefined) return repositoryFolder(await repositories.one(repository), now())
    if (path === undefined)
      throw new PlumblineError('config.unreadable', `source ${id} names no folder`)
    if (type === 'git-wiki') return localWiki(id, path, now())
    // An export is committed by a program: that commit does not date what it holds.
    const isWritten = type === 'markdown-folder' && history !== false
    return isWritten ? diskFolder(path, now()) : readFolder(path)
  },

  openClone: async (
    { id, privateNetwork = false }: SourceEntry,
    { url, head, authorization }: CloneDoor,
  ): Promise<FolderReader> => {
    const home = join(config.dataFolder, 'clones', id)
    const name = `${createHash('sha256').update(url).digest('hex').slice(0, 16)}.git`
    const directory = join(home, name)
    await mkdir(home, { recursive: true })
    for (const other of await readdir(home))
      if (other !== name) await rm(join(home, other), { recursive: true, force: true })
    const isThere = await headOf(directory)
    if (isThere === 'broken') await rm(directory, { recursive: true, force: true })
    if (isThere !== head) {
      const addresses = await checkedAddresses(url, { privateNetwork }, machine)
      await fetchClone({ url, directory, authorization, addresses, mostBytes, timeout })
    }
    return { ...(await clonedFolder(directory, now())), remotes: [url] }
  },
})

async function localWiki(id: string, path: string, now: Instant): Promise<FolderReader> {
  try {
    return await clonedFolder(path, now)
  } catch (cause) {
    if (!(cause instanceof PlumblineError)) throw cause
    // A source that cannot be read keeps no other from being read.
    throw new PlumblineError('source.unreadable', `source ${id}: ${cause.message}`, { cause })
  }
}

/** The commit that a copy has; null where there is no copy yet. */
async function headOf(directory: string): Promise<string | 'broken' | null> {
  try {
    const git = await openGit(directory)
    try {
      // A bare copy is its own root; anything else is a repository around an empty place.
      return git.root === directory || git.isBare ? await git.resolve('HEAD') : 'broken'
    } finally {
      await git.close()
    }
  } catch (fault) {
    if (!(fault instanceof PlumblineError)) throw fault
    return fault.code === 'git.not-a-repository' ? null : 'broken'
  }
}
