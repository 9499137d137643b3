import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'
import { gitEnvironment } from './environment.ts'

/** A repository elsewhere, and how much of it may be taken. */
export interface CloneRequest {
  /** http or https, without a user or a password. */
  readonly url: string
  /** The folder of the copy; a bare repository is made there. */
  readonly directory: string
  /** The value of the Authorization header; it is sent to the url's own origin. */
  readonly authorization?: string | undefined
  /** Addresses that were checked: nothing else is connected to, whatever the name resolves to now. */
  readonly addresses: readonly string[]
  /** Bytes of the copy, and milliseconds of one fetch. */
  readonly mostBytes: number
  readonly timeout: number
}

const branch = 'refs/heads/plumbline'

/**
 * Brings a bare copy of a repository's HEAD in step, whatever was rewritten there. A first copy is made aside, and moved into place whole.
 * No hooks, no prompts, no redirects, no other protocol; a later fetch that fails leaves the copy as it was.
 */
export async function fetchClone(request: CloneRequest): Promise<void> {
  const { directory } = request
  if (existsSync(join(directory, 'HEAD'))) {
    await fetchInto(directory, request)
    return
  }
  const aside = `${directory}.new`
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { recursive: true })
  try {
    await git(aside, ['init', '--quiet', '--bare', '--template=', '.'], request)
    await git(aside, ['symbolic-ref', 'HEAD', branch], request)
    await fetchInto(aside, request)
    await rm(directory, { recursive: true, force: true })
    await rename(aside, directory)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** Packs of single fetches after which they are made one. */
const mostPacks = 50

async function fetchInto(directory: string, request: CloneRequest): Promise<void> {
  const packs = join(directory, 'objects', 'pack')
  // What a fetch that was killed left behind is of no use to anybody.
  for (const name of await names(packs))
    if (name.startsWith('tmp_')) await rm(join(packs, name), { force: true })
  const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance']
  await git(directory, [...args, '--end-of-options', request.url, `+HEAD:${branch}`], request)
  if ((await sizeOf(directory)) > request.mostBytes) throw tooLarge(request)
  if ((await names(packs)).length > 2 * mostPacks)
    await git(directory, ['repack', '-a', '-d', '-q'], request)
}

const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

/** What holds for the one process that speaks to a server, beside what holds for all. */
function settingsFor({ url, authorization, addresses }: CloneRequest): [string, string][] {
  const { origin, hostname, port, protocol } = new URL(url)
  const at = addresses.map((one) => (one.includes(':') ? `[${one}]` : one)).join(',')
  const pinned = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}:${at}`
  return [
    ['protocol.http.allow', 'always'],
    ['protocol.https.allow', 'always'],
    ['http.followRedirects', 'false'],
    ['http.proxy', ''],
    ['http.lowSpeedLimit', '1000'],
    ['http.lowSpeedTime', '60'],
    ['credential.helper', ''],
    ['core.askPass', ''],
    ['fetch.unpackLimit', '1'],
    ['fetch.recurseSubmodules', 'false'],
    ['transfer.bundleURI', 'false'],
    ...(hostname.startsWith('[')
      ? []
      : [['http.curloptResolve', pinned] satisfies [string, string]]),
    ...(authorization === undefined
      ? []
      : [
          [`http.${origin}/.extraHeader`, `Authorization: ${authorization}`] satisfies [
            string,
            string,
          ],
        ]),
  ]
}

/** Secrets go by the environment, which other users cannot see, and never by arguments or files. */
function environmentFor(request: CloneRequest): NodeJS.ProcessEnv {
  const environment = gitEnvironment()
  let count = Number(environment.GIT_CONFIG_COUNT)
  for (const [key, value] of settingsFor(request)) {
    environment[`GIT_CONFIG_KEY_${count}`] = key
    environment[`GIT_CONFIG_VALUE_${count}`] = value
    count += 1
  }
  return {
    ...environment,
    GIT_CONFIG_COUNT: String(count),
    GIT_ALLOW_PROTOCOL: 'http:https',
    GIT_OPTIONAL_LOCKS: '1',
  }
}

async function git(
  directory: string,
  args: readonly string[],
  request: CloneRequest,
): Promise<void> {
  const { complaint, code, because } = await bounded(directory, args, request)
  if (because !== null) throw because
  if (code === 0) return
  const said = complaint
    .split('\n')
    .filter((line) => !line.startsWith('hint:'))
    .slice(0, 3)
  throw new PlumblineError(
    'source.unreachable',
    `${request.url} cannot be fetched: ${said.join('; ') || `git ended with ${code}`}`,
  )
}

interface Ended {
  readonly code: number | null
  readonly complaint: string
  readonly because: PlumblineError | null
}

function bounded(
  directory: string,
  args: readonly string[],
  request: CloneRequest,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // In a group of its own, so that its helpers end with it.
    const child = spawn('git', [...args], {
      cwd: directory,
      env: environmentFor(request),
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      windowsHide: true,
    })
    let complaint = ''
    let because: PlumblineError | null = null
    const end = (fault: PlumblineError): void => {
      because ??= fault
      endAll(child)
    }
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-4_000)
    })
    const late = setTimeout(() => end(tooSlow(request)), request.timeout)
    const watch = setInterval(() => {
      sizeOf(directory).then(
        (bytes) => bytes > request.mostBytes && end(tooLarge(request)),
        () => undefined,
      )
    }, 250)
    const over = (): void => {
      clearTimeout(late)
      clearInterval(watch)
    }
    child.once('error', (cause) => {
      over()
      reject(new PlumblineError('git.failed', 'git cannot be started; is it installed?', { cause }))
    })
    child.once('close', (code) => {
      over()
      resolve({ code, complaint: complaint.trim(), because })
    })
  })
}

const endAll = ({ pid }: ChildProcess): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}

/** Bytes of the packs of a repository, those that are still coming among them. */
async function sizeOf(directory: string): Promise<number> {
  const folder = join(directory, 'objects', 'pack')
  let bytes = 0
  for (const name of await names(folder))
    bytes += await stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    )
  return bytes
}

const tooSlow = ({ url, timeout }: CloneRequest): PlumblineError =>
  new PlumblineError(
    'source.too-slow',
    `${url} was not fetched whole after ${Math.round(timeout / 1000)} seconds`,
  )

const tooLarge = ({ url, mostBytes }: CloneRequest): PlumblineError =>
  new PlumblineError(
    'source.too-large',
    `${url} is larger than the ${Math.round(mostBytes / 1_000_000)} MB that a repository of pages may have; clone it by yourself, and name the folder with \`path\``,
  )
