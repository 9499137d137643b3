// The steps of action.yml. What people and pull requests name comes in by the environment, and is handed on as arguments: no shell reads it.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beginningOf } from './beginning.mjs'
import { bringHistory, commitOf, gitIn, Stop } from './history.mjs'
import { reviewOf } from './review.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join(root, 'dist', 'src', 'cli', 'main.js')
const env = process.env

const steps = {
  /** The name that installed packages are kept by. */
  packages() {
    const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
    const { platform, arch, versions } = process
    const made = [platform, arch, `node${versions.modules}`, lock.digest('hex').slice(0, 16)]
    output({ key: `plumbline-packages-${made.join('-')}` })
  },

  /** Installs and builds what lies beside this file, as `npm start` does. */
  async install() {
    const { install } = await import('../scripts/install.mjs')
    const { build } = await import('../scripts/build.mjs')
    install()
    await build()
    const { extractorVersion } = await import('../dist/src/code/extractor-version.js')
    output({ facts: `plumbline-facts-${process.platform}-${extractorVersion}-` })
  },

  /** Checks the change once, in all forms that others want; how it ends is decided by the last step. */
  check() {
    try {
      output({ status: check() })
    } catch (fault) {
      if (!(fault instanceof Stop)) throw fault
      annotate('error', 'Plumbline could not judge', fault.message)
      output({ status: 2 })
    }
  },

  /** Keeps the comment of the pull request. Where it cannot, that is said; it is the check that decides. */
  comment() {
    const review = env.REVIEW ? ['--review', env.REVIEW] : []
    const { status, stdout, stderr } = plumbline(['comment', env.COMMENT, ...review], 'pipe')
    if (status === 0) annotate('notice', 'Plumbline', stdout)
    else annotate('warning', 'Plumbline could not comment', stderr)
  },

  /** 0 nothing that counts, 1 something that `fail-on` counts, 2 it could not judge. */
  decide() {
    process.exitCode = /^[012]$/.test(env.STATUS ?? '') ? Number(env.STATUS) : 2
  },
}

function check() {
  const git = gitIn(process.cwd())
  const head = commitOf(git, 'HEAD')
  if (head === null)
    throw new Stop('there is no repository here: check it out by actions/checkout before this step')
  const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'))
  const base = beginningOf({ since: env.SINCE, event }, git)
  if (base !== null) bringHistory(git, base, head)

  mkdirSync(env.RUNNER_TEMP, { recursive: true })
  const folder = mkdtempSync(join(env.RUNNER_TEMP, 'plumbline-'))
  const pull = event.pull_request
  const formats = ['json', 'sarif', 'markdown', ...(pull ? ['github-review'] : [])]
  const fileOf = (format) => join(folder, `plumbline.${format}`)
  const { status, stderr } = plumbline(
    [
      'check',
      ...['--format', 'github', '--fail-on', env.FAIL_ON],
      ...(base === null ? [] : ['--since', base]),
      ...(env.BASELINE ? ['--baseline', env.BASELINE] : []),
      ...formats.flatMap((format) => ['--write', `${format}=${fileOf(format)}`]),
    ],
    ['ignore', 'inherit', 'pipe'],
  )
  if (status !== 0 && status !== 1) throw new Stop(stderr || `plumbline ended with ${status}`)
  const { findings, repaired = [] } = JSON.parse(readFileSync(fileOf('json'), 'utf8'))
  appendFileSync(env.GITHUB_STEP_SUMMARY, readFileSync(fileOf('markdown')))
  output({
    ...{ made: findings.length, repaired: repaired.length, sarif: fileOf('sarif') },
    ...(pull ? { comment: fileOf('markdown'), review: fileOf('github-review') } : {}),
  })
  if (pull) reviewOf(git, fileOf('github-review'), pull.head.sha)
  return status
}

function plumbline(args, stdio) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, ...args], {
    stdio,
    env: { ...env, PLUMBLINE_DATA: join(env.RUNNER_TEMP, 'plumbline-facts') },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error) throw new Stop(`plumbline cannot be run: ${error.message}`)
  return { status, stdout, stderr }
}

function output(values) {
  for (const [name, value] of Object.entries(values))
    appendFileSync(env.GITHUB_OUTPUT, `${name}=${value}\n`)
}

/** An annotation of the whole run. What stands in it must not begin another command. */
function annotate(kind, title, text) {
  const data = text.trim().replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  console.log(`::${kind} title=${title}::${data}`)
}

const step = steps[process.argv[2] ?? '']
if (step === undefined) throw new Error(`the steps are ${Object.keys(steps).join(', ')}`)
await step()
