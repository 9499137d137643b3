// `npm run build`: puts all that a command loads into one file, where somebody waits for each run of it: the gate and the check.

import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** What is bundled, and into which folder; of the check, what not every run needs lies in files beside it. */
const bundles = [
  { input: 'gate.js', folder: '.', output: { entryFileNames: 'gate.mjs', codeSplitting: false } },
  { input: 'check-alone.js', folder: 'check', output: { entryFileNames: 'check.mjs' } },
]

/** Writes the bundles into a folder that the compiler has filled. */
export async function bundle(dist) {
  for (const { input, folder, output } of bundles) {
    const dir = join(dist, folder)
    const bundled = await rolldown({
      input: join(dist, 'src', 'cli', input),
      platform: 'node',
      // The parser is loaded by its own path, once for each instance; SQLite is a library of the machine's.
      external: ['web-tree-sitter', 'better-sqlite3', /^node:/],
      plugins: [atHome(dist, dir)],
    })
    await bundled.write({
      ...{ dir, format: 'esm', minify: true, chunkFileNames: '[name]-[hash].mjs' },
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
