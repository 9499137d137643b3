import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const stamp = join(root, 'node_modules', '.plumbline-install')

/** Brings node_modules in line with package-lock.json; does nothing when they agree. */
export function install() {
  const wanted = stampFor(readFileSync(join(root, 'package-lock.json')))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (!agreesWithLock()) {
    say('Installing packages (npm ci); this is needed once …')
    if (!npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'))
      stop('npm ci failed: see its message above. It needs the npm registry, or a full npm cache.')
  }
  makeNativeModuleLoad()
  writeFileSync(stamp, wanted)
}

/** Prints one line of progress. */
export const say = (line) => console.log(line)

/** Prints what is wrong, and ends. */
export function stop(message) {
  console.error(message)
  process.exit(1)
}

/** A native module is built for one Node and one platform, so a change of either counts too. */
const stampFor = (lock) =>
  [
    createHash('sha256').update(lock).digest('hex'),
    process.versions.modules,
    process.platform,
    process.arch,
    '',
  ].join('\n')

/** Whether somebody has already installed by hand just what the lock names: npm keeps its own record. */
function agreesWithLock() {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(locked).every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      (optional && installed[path] === undefined) ||
      (installed[path]?.version === version && installed[path]?.integrity === integrity),
  )
}

function makeNativeModuleLoad() {
  if (nativeModuleLoads()) return
  say('Building better-sqlite3 for this machine …')
  npm('rebuild', 'better-sqlite3', '--loglevel=error')
  if (nativeModuleLoads()) return
  stop(
    'better-sqlite3 has no ready-made binary for this machine and could not be built.\n' +
      'Install a C++ toolchain (Debian: apt-get install build-essential python3;\n' +
      'macOS: xcode-select --install) and start again.',
  )
}

function nativeModuleLoads() {
  const program = "new (require('better-sqlite3'))(':memory:').close()"
  return spawnSync(process.execPath, ['-e', program], { cwd: root, stdio: 'ignore' }).status === 0
}

function npm(...args) {
  const own = process.env.npm_execpath
  const [program, ...first] = own?.endsWith('.js') ? [process.execPath, own] : ['npm']
  const options = {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  }
  return spawnSync(program, [...first, ...args], options).status === 0
}
