// Runs before anything is installed, and on any Node that knows modules.

const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Plumbline needs Node 20.19 or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a newer one, for example from https://nodejs.org, and start again.',
  )
  process.exit(1)
}
