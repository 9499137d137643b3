// `npm run build`: puts all that the gate loads into one file, so that an agent does not wait for a hundred.

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** Writes `gate.mjs` into a folder that the compiler has filled. */
export async function bundleGate(dist) {
  const bundle = await rolldown({
    input: join(dist, 'src', 'cli', 'gate.js'),
    platform: 'node',
    // The parser is loaded by its own path, once for each instance.
    external: ['web-tree-sitter', /^node:/],
  })
  await bundle.write({
    file: join(dist, 'gate.mjs'),
    format: 'esm',
    minify: true,
    codeSplitting: false,
  })
  await bundle.close()
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await bundleGate(process.argv[2] ?? join(import.meta.dirname, '..', 'dist'))
