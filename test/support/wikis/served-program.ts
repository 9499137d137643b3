import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'

/** A program that listens on a port of the loopback address. */
export interface ServedProgram {
  readonly port: number
  /** The end of what it printed. */
  output(): string
  /** Ends it and whatever it started. */
  stop(): Promise<void>
}

export interface Serving {
  /** For errors: `MediaWiki`. */
  readonly name: string
  readonly command: string
  readonly args: (port: number) => readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** A path that answers, with no matter what but a fault, once the program is ready. */
  readonly ready: string
}

const keptOutput = 4_000
const patience = 60_000

/**
 * Arguments for `sh` to run a program until it ends, or until nobody holds the other end of standard input any more: then the whole
 * group ends. A test that is killed leaves no server behind.
 */
export const tethered = (command: string, args: readonly string[]): readonly string[] => {
  const program = '"$@" 3<&- & program=$!'
  const end = '(cat <&3; kill -KILL 0) >/dev/null 2>&1 &'
  return ['-c', `exec 3<&0; ${program}; ${end} wait $program`, 'sh', command, ...args]
}

/** Starts a server and waits until it answers. Whoever took the port in between is made way for twice. */
export async function serve(serving: Serving): Promise<ServedProgram> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await serveOnce(serving, await freePort())
    } catch (error) {
      const taken =
        error instanceof Error && /address already in use|EADDRINUSE/i.test(error.message)
      if (!taken || attempt === 3) throw error
    }
  }
}

async function serveOnce(serving: Serving, port: number): Promise<ServedProgram> {
  let output = ''
  const child = spawn('sh', tethered(serving.command, serving.args(port)), {
    cwd: serving.cwd,
    env: { PATH: process.env.PATH, HOME: serving.cwd, LC_ALL: 'C.UTF-8', ...serving.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that what it starts can be ended with it.
    detached: true,
  })
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-keptOutput)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const failed = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(`it ended with ${code ?? signal}`))
  })
  const ready = untilItAnswers(`http://127.0.0.1:${port}${serving.ready}`)
  const problem = await Promise.race([failed, ready.problem])
  ready.giveUp()
  if (problem !== undefined) {
    await stop(child)
    throw new Error(`${serving.name} did not start on port ${port}: ${problem}\n${output}`)
  }
  return { port, output: () => output, stop: () => stop(child) }
}

interface Waiting {
  /** Nothing once it answers, else why it does not. */
  readonly problem: Promise<string | undefined>
  giveUp(): void
}

function untilItAnswers(url: string): Waiting {
  const stopped = new AbortController()
  const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(patience)])
  const ask = async (): Promise<string | undefined> => {
    let last = 'it never answered'
    while (!signal.aborted) {
      try {
        const { status, ok } = await fetch(url, { signal, redirect: 'manual' })
        if (ok || (status >= 300 && status < 500)) return undefined
        last = `it answered ${status}`
      } catch {
        // Not yet.
      }
      await sleep(20)
    }
    return last
  }
  return { problem: ask(), giveUp: () => stopped.abort() }
}

async function stop(child: ChildProcess): Promise<void> {
  const over = child.exitCode !== null || child.signalCode !== null || child.pid === undefined
  const closed = over ? undefined : new Promise((resolve) => child.once('close', resolve))
  endGroup(child, 'SIGTERM')
  await Promise.race([closed, sleep(2_000, undefined, { ref: false })])
  endGroup(child, 'SIGKILL')
  await closed
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It has ended by itself.
  }
}
