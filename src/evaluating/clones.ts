import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'

/** Clones of labelled repositories. */
export interface Clones {
  /** The folder of a repository; null where it is not at hand. */
  folderOf(repository: string): string | null
  readonly missing: readonly string[]
}

/** The clones in a folder, each under `owner/name`, `owner+name`, `owner__name` or `name`, bare or not. Faults: `input.not-found` where there is none. */
export function clonesIn(folder: string, repositories: readonly string[]): Clones {
  const folders = new Map(repositories.map((name) => [name, folderIn(folder, name)]))
  const missing = repositories.filter((name) => folders.get(name) === null)
  if (repositories.length > 0 && missing.length === repositories.length)
    throw new PlumblineError(
      'input.not-found',
      `${folder} holds no clone of ${missing.slice(0, 5).join(', ')}`,
    )
  return { folderOf: (name) => folders.get(name) ?? null, missing }
}

function folderIn(folder: string, repository: string): string | null {
  const [owner = '', name = ''] = repository.split('/')
  const names = [repository, `${owner}+${name}`, `${owner}__${name}`, name]
  const found = names
    .flatMap((one) => [one, `${one}.git`])
    .find((one) => existsSync(join(folder, one)))
  return found === undefined ? null : join(folder, found)
}
