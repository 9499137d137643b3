// `npm run bench`: compiles the benchmark aside, and runs it with plain node.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
// Below the package's own package.json, like dist/, so that node starts it like dist/.
const outDir = join(root, '.plumbline', 'bench')
rmSync(outDir, { recursive: true, force: true })
mkdirSync(outDir, { recursive: true })
const files = [
  'src/cli/main.ts',
  'test/bench/bench.ts',
  'test/bench/ask-all.ts',
  'test/bench/index-all.ts',
].map((file) => join(root, file))
const compilerOptions = { noEmit: false, noCheck: true, outDir, rootDir: root }
const config = { extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }
writeFileSync(join(outDir, 'tsconfig.json'), JSON.stringify(config))

const node = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
node(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', outDir)
node(join(outDir, 'test', 'bench', 'bench.js'))
