import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { programEnvironment } from '../support/program.ts'

/** One run of a whole process. */
export interface Run {
  readonly milliseconds: number
  readonly peakMegabytes: number
  readonly output: string
}

const hook = `
  import { writeFileSync } from 'node:fs'
  process.on('exit', () =>
    writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)))`

/** Runs a script as a process of its own: from its start to its end, with the most memory it ever held. */
export function wholeProcess(script: string, args: readonly string[], data: string): Run {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-peak-'))
  const peak = join(folder, 'peak')
  const loaded = `data:text/javascript,${encodeURIComponent(hook)}`
  const begun = performance.now()
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', loaded, script, ...args],
    {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { ...programEnvironment(data), PEAK_FILE: peak },
    },
  )
  const milliseconds = performance.now() - begun
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`)
  const peakMegabytes = Number(readFileSync(peak, 'utf8')) / 1024
  rmSync(folder, { recursive: true })
  return { milliseconds, peakMegabytes, output: stdout }
}

/** The middle one of several runs, by its time. */
export function median(runs: readonly Run[]): Run {
  const sorted = runs.toSorted((a, b) => a.milliseconds - b.milliseconds)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('no runs')
  return middle
}

/** A file beside this one, as it was compiled. */
export const beside = (name: string): string =>
  decodeURIComponent(new URL(name, pathToFileURL(`${import.meta.dirname}/`)).pathname)

/** Bundles a compiled program as `npm run build` does: people run it so. */
export function bundleIn(build: string): void {
  const { status } = spawnSync(process.execPath, ['scripts/bundle.mjs', build], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('the program could not be bundled')
}
