// `npm start`: installs, builds, indexes the demonstration company and serves; each only where something changed.

import './node-version.mjs'

const { install, root } = await import('./install.mjs')
const { build } = await import('./build.mjs')
const { join } = await import('node:path')
const { pathToFileURL } = await import('node:url')

install()
await build()

// The program runs in this very process, so that signals and the exit code are its own.
const program = join(root, 'dist', 'src', 'cli', 'main.js')
process.argv = [process.execPath, program, 'serve', '--demo', ...process.argv.slice(2)]
await import(pathToFileURL(program).href)
