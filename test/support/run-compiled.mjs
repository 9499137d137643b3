import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Compiles entry files (paths from the root) aside, and runs the compiled program with plain node and its arguments. */
export function runCompiled(name, entries, program, args = []) {
  // Below the package's own package.json, like dist/, so that node starts it like dist/.
  const outDir = join(root, '.plumbline', name)
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  const files = entries.map((file) => join(root, file))
  const compilerOptions = { noEmit: false, noCheck: true, outDir, rootDir: root }
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }
  writeFileSync(join(outDir, 'tsconfig.json'), JSON.stringify(config))
  node(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', outDir)
  node(join(outDir, program), ...args)
}

function node(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
