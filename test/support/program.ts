import { execFile, type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { packageRoot } from '../../src/package-root.ts'

const cache = join(packageRoot, 'node_modules', '.cache', 'plumbline-program')

const bundler = join(packageRoot, 'scripts', 'bundle.mjs')

/**
 * Compiles src and server as `npm start` does, but aside, so that tests neither need nor disturb dist/.
 * Types are checked elsewhere. The build is kept under the digest of the sources: test files that run at once share it. Gives its folder.
 */
export async function builtProgram(): Promise<string> {
  const folder = join(cache, digestOfSources())
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  removeOldBuilds()
  const aside = mkdtempSync(join(cache, 'new-'))
  const compiler = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc')
  const args = [
    compiler,
    '-p',
    join(packageRoot, 'tsconfig.build.json'),
    '--noCheck',
    '--outDir',
    aside,
  ]
  const run = promisify(execFile)
  await run(process.execPath, args, { cwd: packageRoot })
  await run(process.execPath, [bundler, aside], { cwd: packageRoot })
  try {
    renameSync(aside, folder)
  } catch (error) {
    // Another test file was faster: its build is the same.
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The command line's file in a build. */
export const programIn = (build: string): string => join(build, 'src', 'cli', 'main.js')

/** How a run of the program is set up. */
export interface RunOptions {
  readonly cwd?: string
  readonly input?: string
  /** Data folder: caches, database and keys stay in it. */
  readonly data: string
}

/** Runs `plumbline` from a build to its end. */
export const runProgram = (
  build: string,
  args: readonly string[],
  { cwd = packageRoot, input = '', data }: RunOptions,
): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [programIn(build), ...args], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: programEnvironment(data),
  })

/** An environment in which nothing of the developer's own settings shows. */
export const programEnvironment = (data: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: data,
  NO_COLOR: '1',
  PLUMBLINE_DATA: data,
})

function digestOfSources(): string {
  const hash = createHash('sha256').update(process.versions.node)
  const files = ['src', 'server'].flatMap((top) => filesIn(join(packageRoot, top)))
  for (const file of [...files, bundler, join(packageRoot, 'package-lock.json')])
    hash.update(`${relative(packageRoot, file)}\0`).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .map((file) => join(folder, file))

/** Builds of sources that have changed since; those of today may be in use. */
function removeOldBuilds(): void {
  const yesterday = Date.now() - 86_400_000
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name)
    if (statSync(folder).mtimeMs < yesterday) rmSync(folder, { recursive: true, force: true })
  }
}
