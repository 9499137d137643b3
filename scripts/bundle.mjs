// `npm run build`: puts what a command loads into few files, where somebody waits for each run of it: the gate and the check.

import { realpathSync, rmSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const inPlace = { entryFileNames: '[name].js', codeSplitting: false }

/**
 * What is bundled, and into which folder. The gate is one file; of the check, what not every run needs lies beside it, and faults are
 * read by people. Workers are started by where they lie, so that each becomes one file in its own place.
 */
const bundles = [
  {
    input: 'src/cli/gate.js',
    into: '.',
    output: { entryFileNames: 'gate.mjs', codeSplitting: false, minify: true },
  },
  { input: 'src/cli/check-alone.js', into: 'check', output: { entryFileNames: 'check.mjs' } },
  { input: 'src/flows/page-worker.js', into: 'src/flows', output: inPlace },
  { input: 'src/code/fact-worker.js', into: 'src/code', output: inPlace },
]

/** Writes the bundles into a folder that the compiler has filled. */
export async function bundle(folder) {
  // Modules are named by where they really are.
  const dist = realpathSync(folder)
  for (const { input, into, output } of bundles) {
    const dir = join(dist, into)
    // Files of a former build have other names.
    if (into === 'check') rmSync(dir, { recursive: true, force: true })
    const bundled = await rolldown({
      input: join(dist, input),
      platform: 'node',
      // The parser is loaded by its own path, once for each instance; SQLite is a library of the machine's.
      external: ['web-tree-sitter', 'better-sqlite3', /^node:/],
      plugins: [atHome(dist, dir)],
    })
    await bundled.write({
      ...{ dir, format: 'esm', chunkFileNames: '[name]-[hash].mjs' },
      ...output,
    })
    await bundled.close()
  }
}

/** What is found from where a module lies is found from there still, wherever the module comes to lie. */
const atHome = (dist, dir) => ({
  name: 'at-home',
  transform(code, id) {
    if (relative(dist, id).startsWith('..') || !code.includes('import.meta.url')) return null
    const place = JSON.stringify(relative(dir, id).split(sep).join('/'))
    return code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`)
  },
})

if (process.argv[1] === fileURLToPath(import.meta.url))
  await bundle(process.argv[2] ?? join(dirname(import.meta.dirname), 'dist'))
