import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'
import { run } from './process.ts'

/** Where a repository is, and what kind of copy it is. */
export interface Location {
  readonly root: string
  readonly gitDirectory: string
  readonly isBare: boolean
  readonly isShallow: boolean
}

/** Finds the repository that a folder is, or lies in. */
export async function locate(directory: string): Promise<Location> {
  const there = await stat(directory).catch(() => null)
  if (there === null || !there.isDirectory()) {
    throw new PlumblineError('git.not-a-repository', `there is no folder ${directory}`)
  }
  const asked = ['--absolute-git-dir', '--is-bare-repository', '--is-shallow-repository']
  // A bare repository has no top level: there git says the rest and fails.
  const told = await run(directory, ['rev-parse', ...asked, '--show-toplevel'])
  const [gitDirectory = '', bare, shallow, ...top] = told.output.split('\n')
  if (shallow === undefined) throw notARepository(directory, told.complaint)
  const root = told.code === 0 ? top.join('\n').replace(/\n$/, '') : besides(gitDirectory)
  return { root, gitDirectory, isBare: bare === 'true', isShallow: shallow === 'true' }
}

const besides = (gitDirectory: string): string =>
  basename(gitDirectory) === '.git' ? dirname(gitDirectory) : gitDirectory

function notARepository(directory: string, complaint: string): PlumblineError {
  return /not a git repository/.test(complaint)
    ? new PlumblineError('git.not-a-repository', `${directory} is not inside a git repository`)
    : new PlumblineError('git.failed', `git cannot open ${directory}: ${complaint}`)
}
