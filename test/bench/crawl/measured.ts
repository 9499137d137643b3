import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** One run of a whole process: its time, and the most memory it ever held as the kernel counts it. */
export interface Measured {
  readonly seconds: number
  readonly peakMegabytes: number
}

const interval = 50

/** Runs a program to its end; `good` are the exit codes that mean that it did its work. */
export const measured = (
  command: string,
  args: readonly string[],
  cwd: string,
  good: readonly number[] = [0],
): Promise<Measured> =>
  new Promise((resolve, reject) => {
    const begun = performance.now()
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    let peak = 0
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000)
    })
    // The high-water mark only grows: the last one that was read is the peak, but for the last moments.
    const watch = setInterval(() => {
      peak = Math.max(peak, highWaterOf(child.pid))
    }, interval)
    child.once('error', reject)
    child.once('close', (code) => {
      clearInterval(watch)
      const seconds = (performance.now() - begun) / 1000
      if (code !== null && good.includes(code)) resolve({ seconds, peakMegabytes: peak / 1024 })
      else reject(new Error(`${command} ended with ${code}: ${said}`))
    })
  })

/** Kibibytes. */
const highWaterOf = (pid: number | undefined): number => {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
