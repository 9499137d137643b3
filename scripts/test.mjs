// `npm test`: installs what is missing, says what this machine cannot test, and runs all the rest.

import './node-version.mjs'

const { spawnSync } = await import('node:child_process')
const { existsSync, mkdtempSync, readFileSync, rmSync } = await import('node:fs')
const { tmpdir } = await import('node:os')
const { join } = await import('node:path')
const { install, root, say, stop } = await import('./install.mjs')

install()

const args = process.argv.slice(2)
const everything = process.env.CI === 'true' || process.env.PLUMBLINE_REQUIRE_ALL === '1'
const missing = missingPrograms()
for (const { program, atLeast, for: purpose, debian } of missing)
  say(
    `Left out: the tests that need ${program} ${atLeast} or newer, for ${purpose}.\n` +
      `  To run them, install it (Debian: apt-get install ${debian}).`,
  )
if (everything && missing.length > 0) stop('Here every test must run: nothing may be left out.')

const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'))
const report = join(folder, 'report.json')
const code = runVitest()
const { passed, failed, skipped } = counts()
rmSync(folder, { recursive: true, force: true })

for (const name of skipped) say(`Left out: ${name}`)
const leftOut = everything && args.length === 0 && skipped.length > 0
if (leftOut) say('Here every test must run: nothing may be left out.')
say(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
process.exitCode = code !== 0 || failed > 0 || leftOut ? 1 : 0

function missingPrograms() {
  const list = JSON.parse(readFileSync(join(root, 'test', 'support', 'needs.json'), 'utf8'))
  return Object.entries(list)
    .map(([program, need]) => ({ program, ...need }))
    .filter((need) => !isInstalled(need))
}

function isInstalled({ program, ask, file, after = '', atLeast }) {
  const whole = file === undefined ? answerOf(program, ask) : textOf(file)
  const text = whole.slice(Math.max(0, whole.indexOf(after)))
  const [version = ''] = /\d+(?:[.-]\d+)*/.exec(text) ?? []
  const order = new Intl.Collator('en', { numeric: true })
  return order.compare(version, atLeast) >= 0
}

function answerOf(program, ask) {
  const { error, stdout, stderr } = spawnSync(program, [ask], { encoding: 'utf8', timeout: 10_000 })
  // Some say their version where others complain.
  return error ? '' : stdout + stderr
}

/** Of a file in which an installed package says its version. */
function textOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function runVitest() {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const options = { cwd: root, stdio: 'inherit' }
  return spawnSync(process.execPath, [vitest, 'run', ...reporters, ...args], options).status
}

function counts() {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: [] }
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const is = (status) => tests.filter((test) => test.status === status)
  // A file that cannot even be loaded has no tests to fail, but it fails.
  const unread = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  )
  return {
    passed: is('passed').length,
    failed: is('failed').length + unread.length,
    skipped: ['skipped', 'pending', 'todo', 'disabled'].flatMap(is).map(({ fullName }) => fullName),
  }
}
