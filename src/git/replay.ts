import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'
import { gitEnvironment } from './environment.ts'

/** Whose name stands on every replayed commit, so that the same patches always give the same ids. */
const committer = { GIT_COMMITTER_NAME: 'Acme', GIT_COMMITTER_EMAIL: 'git@acme.example' }

/** Replays a folder of mailed patches into a git repository; a repository made of the same patches is left alone. */
export async function replayPatches(
  patches: string,
  target: string,
): Promise<{ readonly replayed: boolean }> {
  const names = (await readdir(patches)).filter((name) => name.endsWith('.patch')).sort()
  const digest = createHash('sha256')
  for (const name of names) digest.update(name).update(await readFile(join(patches, name)))
  const stamp = digest.digest('hex')
  const stampFile = join(target, '.git', 'plumbline-replayed')
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp)
    return { replayed: false }
  // Made aside and moved into place whole: a kill in the middle leaves nothing that looks finished.
  const aside = `${target}.new-${process.pid}`
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { recursive: true })
  await git(aside, ['init', '--quiet', '--initial-branch=main', '.'])
  await git(aside, [
    'am',
    '--quiet',
    '--committer-date-is-author-date',
    '--whitespace=nowarn',
    ...names.map((name) => join(patches, name)),
  ])
  await writeFile(join(aside, '.git', 'plumbline-replayed'), stamp)
  await rm(target, { recursive: true, force: true })
  await rename(aside, target)
  return { replayed: true }
}

const git = (directory: string, args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('git', [...args], {
      cwd: directory,
      env: { ...gitEnvironment(), ...committer, GIT_OPTIONAL_LOCKS: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-4000)
    })
    child.once('error', (cause) =>
      reject(
        new PlumblineError('git.failed', 'git cannot be started; is it installed?', { cause }),
      ),
    )
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(
            new PlumblineError(
              'git.failed',
              `git ${args[0]} in ${directory} ended with ${code}: ${complaint.trim()}`,
            ),
          ),
    )
  })
