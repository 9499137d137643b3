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
