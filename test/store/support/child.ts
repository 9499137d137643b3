import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

/** Compiles a script of this folder so that plain node can run it, and gives its path. */
export const buildForChild = async (script: string): Promise<string> => {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'plumbline-child-'))
  onTestFinished(() => rmSync(outDir, { recursive: true, force: true }))
  const source = join('test', 'store', 'support', script)
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { noEmit: false, outDir, rootDir: root },
    files: [join(root, source)],
    include: [],
  }
  writeFileSync(join(outDir, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(outDir, 'tsconfig.json'), JSON.stringify(config))
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  await promisify(execFile)(process.execPath, [compiler, '-p', outDir], { cwd: root })
  return join(outDir, source.replace(/\.ts$/, '.js'))
}
