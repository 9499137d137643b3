import { existsSync } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import { nowBy } from './config/clock.ts'
import type { Config } from './config/config.ts'
import type { CheckResult } from './domain/check-result.ts'
import { PlumblineError } from './domain/errors.ts'
import type { Progress } from './domain/requests.ts'
import { type CheckRequest, checkDocuments, type DocumentFolder } from './flows/check-documents.ts'
import { type CheckedChange, judgeChange } from './flows/judge-change.ts'
import type { RepositoryPlace } from './flows/survey-code.ts'
import { openGit } from './git/git.ts'
import { holds, tracks } from './git/tracks.ts'
import { withFacts } from './kept-files.ts'

export type { CheckedChange } from './flows/judge-change.ts'

/** What `plumbline check` was asked for, as paths of this machine. */
export interface CheckFoldersRequest {
  readonly documents: readonly string[]
  readonly repositories: readonly string[]
  readonly revision: string
}

/** Checks documents against repositories named by folder; with neither, those of the repository around this folder. */
export async function checkFolders(
  request: CheckFoldersRequest,
  config: Config,
  progress?: Progress,
): Promise<CheckResult> {
  const places = await placesFor(request)
  const asked = await askedFor(request, places, config)
  return withFacts(config, (cache) =>
    checkDocuments({ ...asked, repositories: places }, cache, progress),
  )
}

/**
 * Checks what the commits since a revision do to the documents of their repository, as a pull request's. Faults: `input.invalid` where
 * there is no one git repository to ask; those of `between`.
 */
export async function checkChange(
  request: CheckFoldersRequest & { readonly since: string },
  config: Config,
  progress?: Progress,
): Promise<CheckedChange> {
  const [place, ...others] = await placesFor(request)
  if (place?.path === undefined || others.length > 0)
    throw new PlumblineError('input.invalid', '--since tells of one git repository: name one')
  const { folders, ...asked } = await askedFor(request, [place], config)
  if (folders !== undefined)
    throw new PlumblineError(
      'input.invalid',
      '--since compares documents with what they were: name documents that the repository tracks',
    )
  const { since, revision } = request
  const change = { ...asked, id: place.id, path: place.path, since, revision }
  return withFacts(config, (cache) => judgeChange(change, cache, progress))
}

async function askedFor(
  request: CheckFoldersRequest,
  places: readonly RepositoryPlace[],
  config: Config,
): Promise<Omit<CheckRequest, 'repositories'>> {
  const { folders, paths } = await documentsFor(request.documents, places)
  return {
    now: nowBy(config),
    ...(folders.length > 0 ? { folders } : {}),
    ...(paths.length > 0 ? { paths } : {}),
  }
}

/** Git repositories by themselves; untracked folders of one package in several versions as one history. */
export async function placesFor({
  repositories,
  documents,
  revision,
}: CheckFoldersRequest): Promise<RepositoryPlace[]> {
  const asked = repositories.length > 0 ? repositories : [await around(documents[0] ?? '.')]
  const versions = new Map<string, string[]>()
  const places: RepositoryPlace[] = []
  for (const folder of asked) {
    const full = await real(folder)
    if (repositories.length > 0 && !(await tracks(full))) {
      const name = await packageName(full)
      versions.set(name, [...(versions.get(name) ?? []), full])
    } else places.push(await gitPlace(full, revision))
  }
  for (const [id, folders] of versions) places.push({ id, versions: folders })
  return places
}

async function gitPlace(folder: string, revision: string): Promise<RepositoryPlace> {
  const git = await openGit(folder)
  await git.close()
  return { id: basename(git.root).replace(/\.git$/, '') || 'repository', path: git.root, revision }
}

/** The folder that a path lies in, or names. What stands at another commit only need not be here. */
async function around(path: string): Promise<string> {
  const found = await realpath(standing(path))
  return (await stat(found)).isDirectory() ? found : dirname(found)
}

/** The path itself, or the nearest folder above it that there is. */
function standing(path: string): string {
  let full = resolve(path)
  while (!existsSync(full)) full = dirname(full)
  return full
}

async function real(path: string): Promise<string> {
  try {
    return await realpath(resolve(path))
  } catch (cause) {
    throw new PlumblineError('input.not-found', `there is no ${path}`, { cause })
  }
}

const manifest = z.looseObject({ name: z.string() })

async function packageName(folder: string): Promise<string> {
  const file = join(folder, 'package.json')
  if (!existsSync(file))
    throw new PlumblineError(
      'git.not-a-repository',
      `${folder} is neither in a git repository nor a published package`,
    )
  const parsed = manifest.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new PlumblineError('input.invalid', `${file} names no package`)
  return parsed.data.name
}

/** Documents that the asked commit of a repository has are read from there; others from disk. */
async function documentsFor(documents: readonly string[], places: readonly RepositoryPlace[]) {
  const folders: DocumentFolder[] = []
  const paths: string[] = []
  for (const document of documents) {
    const path = await pathInCommit(document, places)
    if (path !== null) {
      paths.push(path)
      continue
    }
    const full = await real(document)
    const isFolder = (await stat(full)).isDirectory()
    const folder = isFolder ? full : dirname(full)
    folders.push({
      folder,
      ...(isFolder ? {} : { file: basename(full) }),
      ...homeIn(folder, places),
    })
  }
  return { folders, paths }
}

/** The path of a document, on disk or not, in a repository whose asked commit has it; null where none has. */
async function pathInCommit(
  document: string,
  places: readonly RepositoryPlace[],
): Promise<string | null> {
  const written = resolve(document)
  const above = standing(document)
  const real = join(await realpath(above), relative(above, written))
  for (const { path: root, revision } of places) {
    if (root === undefined || revision === undefined) continue
    // What is a link today may have been a folder then.
    for (const full of new Set([written, real]))
      if (isInside(full, root) && (await holds(root, revision, inside(full, root))))
        return inside(full, root)
  }
  return null
}

/** The published version that a folder of documents ships in. */
function homeIn(folder: string, places: readonly RepositoryPlace[]): Pick<DocumentFolder, 'home'> {
  for (const { id, versions } of places)
    for (const root of versions ?? [])
      if (isInside(folder, root)) return { home: { repository: id, prefix: inside(folder, root) } }
  return {}
}

const isInside = (path: string, root: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)

const inside = (path: string, root: string): string => relative(root, path).split(sep).join('/')
