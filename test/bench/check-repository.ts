import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { programIn } from '../support/program.ts'
import { largeRepository } from './large-repository.ts'
import { beside, bundleIn, median, type Run, wholeProcess } from './measure.ts'

/** Checks one repository cold, warm, warm after one commit, and what that commit makes of it, as whole processes. */
function rows(repository: string, name: string): readonly string[] {
  const data = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  const program = programIn(beside('../..'))
  const check = (revision: string, ...more: readonly string[]): Run =>
    wholeProcess(
      program,
      [
        ...['check', '--repo', repository, '--at', revision, '--format', 'json'],
        ...['--fail-on', 'never', ...more],
      ],
      data,
    )
  try {
    const cold = check('HEAD~1')
    const again = check('HEAD~1')
    const after = check('HEAD')
    const first = check('HEAD', '--since', 'HEAD~1')
    const changes = Array.from({ length: 5 }, () => check('HEAD', '--since', 'HEAD~1'))
    rmSync(data, { recursive: true })
    const whole = check('HEAD')
    if (cold.output !== again.output) throw new Error(`${name}: warm and cold differ`)
    if (after.output !== whole.output) throw new Error(`${name}: one commit later and cold differ`)
    if (changes.some(({ output }) => output !== first.output))
      throw new Error(`${name}: the same change told twice differs`)
    return [
      row(name, 'cold', cold),
      row(name, 'warm, same commit', again),
      row(name, 'warm, one commit later', after),
      row(name, `${filesIn(repository)} files changed, first such check`, first),
      row(name, `${filesIn(repository)} files changed, again`, median(changes)),
    ]
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** How many files the last commit changes. */
const filesIn = (repository: string): number =>
  execFileSync('git', ['-C', repository, 'diff', '--name-only', 'HEAD~1', 'HEAD'], {
    encoding: 'utf8',
  }).split('\n').length - 1

const row = (name: string, what: string, { milliseconds, peakMegabytes }: Run): string =>
  `| ${name} | ${what} | ${(milliseconds / 1000).toFixed(2)} | ${peakMegabytes.toFixed(0)} |`

const folders = process.argv.slice(2)
bundleIn(beside('../..'))
const made = folders.length === 0 ? largeRepository() : null
try {
  console.log('| repository | check | seconds | peak MB |\n|---|---|---|---|')
  for (const folder of made === null ? folders : [made]) {
    const name = made === null ? basename(resolve(folder)) : '20,000 commits, 10,000 files'
    for (const line of rows(folder, name)) console.log(line)
  }
} finally {
  if (made !== null) rmSync(made, { recursive: true, force: true })
}
