// Cold and warm `plumbline check` of fastify 4's documents by fastify 4 and 5, as whole processes.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const modules = (name) => join(root, 'node_modules', name)
const runs = Number(process.argv[2] ?? 3)

function run(cache) {
  const started = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'dist/src/cli/main.js'),
      'check',
      modules('fastify-4/docs'),
      '--repo',
      modules('fastify-4'),
      '--repo',
      modules('fastify-5'),
      '--format',
      'json',
    ],
    { env: { ...process.env, PLUMBLINE_DATA: cache }, encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (status === 2 || status === null) throw new Error(stderr)
  return (performance.now() - started) / 1000
}

const rows = Array.from({ length: runs }, () => {
  const cache = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  const cold = run(cache)
  const warm = run(cache)
  rmSync(cache, { recursive: true, force: true })
  return { 'cold, s': cold.toFixed(2), 'warm, s': warm.toFixed(2) }
})
console.table(rows)
