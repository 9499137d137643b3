import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'
import { builtProgram, programEnvironment, programIn, runProgram } from '../support/program.ts'

/** The demonstration, served by a process of its own as `npm start` does it. */
export interface DemonstrationServer {
  readonly address: string
  /** What it printed when it was ready. */
  readonly welcome: string
  /** Makes a key for one of Acme's principals, on the command line. */
  keyFor(principal: string): string
  stop(): Promise<void>
}

/** Starts `plumbline serve --demo` on a free port, and waits until it is ready; of the program in a folder, where one is named. */
export async function startDemonstration(
  data: string,
  built?: string,
): Promise<DemonstrationServer> {
  const build = built ?? (await builtProgram())
  const args = [programIn(build), 'serve', '--demo', '--port', '0']
  const child = spawn(process.execPath, args, {
    env: programEnvironment(data),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const welcome = await untilReady(child)
  return {
    address: /http:\/\/[\d.]+:\d+/.exec(welcome)?.[0] ?? '',
    welcome,
    keyFor(principal) {
      const config = join(packageRoot, 'corpus', 'acme', 'plumbline.yaml')
      const { stdout, stderr } = runProgram(
        build,
        ['keys', 'create', principal, '--config', config],
        { data },
      )
      if (stderr !== '') throw new Error(stderr)
      return stdout.trim()
    },
    async stop() {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
  }
}

/** All of the welcome: it ends with the third request. */
function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = ''
    let complaint = ''
    child.stderr?.on('data', (chunk) => {
      complaint += chunk
    })
    child.stdout?.on('data', (chunk) => {
      told += chunk
      if ((told.match(/^curl .*\n/gm) ?? []).length === 3) resolve(told)
    })
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${complaint}`)))
  })
}
