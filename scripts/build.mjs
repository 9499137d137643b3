import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, say, stop } from './install.mjs'

const dist = join(root, 'dist')
const stamp = join(dist, '.plumbline-build')

/** Compiles into dist/ what has changed since the last time; what is stale there goes. */
export async function build() {
  const wanted = digestOf([
    ...['src', 'server'].flatMap((folder) => filesIn(join(root, folder))),
    ...[
      'tsconfig.json',
      'tsconfig.build.json',
      'package-lock.json',
      join('scripts', 'bundle.mjs'),
    ].map((file) => join(root, file)),
  ])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Building …')
  rmSync(dist, { recursive: true, force: true })
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const args = [compiler, '-p', join(root, 'tsconfig.build.json')]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) stop('The build failed: see the messages above.')
  const { bundle } = await import('./bundle.mjs')
  await bundle(dist)
  // Written last, so that a build that was cut off is done again.
  writeFileSync(stamp, wanted)
}

function digestOf(files) {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of files) hash.update(`${relative(root, file)}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesIn(path) : [path]
    })

if (process.argv[1] === fileURLToPath(import.meta.url)) await build()
