import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { programIn } from '../support/program.ts'
import { largeRepository } from './large-repository.ts'
import { beside, type Run, wholeProcess } from './measure.ts'

/** Checks one repository cold, warm, and warm after one commit, as whole processes. */
function rows(repository: string, name: string): readonly string[] {
  const data = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  const program = programIn(beside('../..'))
  const check = (revision: string): Run =>
    wholeProcess(
      program,
      ['check', '--repo', repository, '--at', revision, '--format', 'json', '--fail-on', 'never'],
      data,
    )
  try {
    const cold = check('HEAD~1')
    const again = check('HEAD~1')
    const after = check('HEAD')
    rmSync(data, { recursive: true })
    const whole = check('HEAD')
    if (cold.output !== again.output) throw new Error(`${name}: warm and cold differ`)
    if (after.output !== whole.output) throw new Error(`${name}: one commit later and cold differ`)
    return [
      row(name, 'cold', cold),
      row(name, 'warm, same commit', again),
      row(name, 'warm, one commit later', after),
    ]
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

const row = (name: string, what: string, { milliseconds, peakMegabytes }: Run): string =>
  `| ${name} | ${what} | ${(milliseconds / 1000).toFixed(2)} | ${peakMegabytes.toFixed(0)} |`

const folders = process.argv.slice(2)
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
