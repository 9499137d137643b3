// `npm run build`: puts all that a command loads into one file, where somebody waits for each run of it: the gate and the check.

import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** The files that are written, with what each is made of. */
const bundles = { 'gate.mjs': 'gate.js', 'check.mjs': 'check-alone.js' }

/** Writes the bundles into a folder that the compiler has filled. */
export async function bundle(dist) {
  for (const [file, input] of Object.entries(bundles)) {
    const bundled = await rolldown({
      input: join(dist, 'src', 'cli', input),
      platform: 'node',
      // The parser is loaded by its own path, once for each instance; SQLite is a library of the machine's.
      external: ['web-tree-sitter', 'better-sqlite3', /^node:/],
      plugins: [atHome(dist)],
    })
    await bundled.write({
      file: join(dist, file),
      format: 'esm',
      minify: true,
      codeSplitting: false,
    })
    await bundled.close()
  }
}

/** Files that are found from where a module lies are found from there still. */
const atHome = (dist) => ({
  name: 'at-home',
  transform(code, id) {
    const path = relative(dist, id)
    if (path.startsWith('..') || !code.includes('import.meta.url')) return null
    const place = JSON.stringify(`./${path.split(sep).join('/')}`)
    return code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`)
  },
})

if (process.argv[1] === fileURLToPath(import.meta.url))
  await bundle(process.argv[2] ?? join(dirname(import.meta.dirname), 'dist'))
