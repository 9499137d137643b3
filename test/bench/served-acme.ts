import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'
import { programEnvironment, programIn } from '../support/program.ts'

/** Acme, served by a process of its own. */
export interface ServedAcme {
  readonly address: string
  readonly child: ChildProcess
  /** Makes one more key of a principal. */
  key(principal: string): string
  stop(): Promise<void>
}

/** Starts the demonstration with its data in a folder, and waits until it listens. */
export async function serveAcme(data: string): Promise<ServedAcme> {
  const program = programIn(join(import.meta.dirname, '../..'))
  const env = programEnvironment(data)
  const child = spawn(process.execPath, [program, 'serve', '--demo', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const told = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    child.stdout.on('data', (chunk) => {
      text += String(chunk)
      if ((text.match(/^curl .*\n/gm) ?? []).length === 3) resolve(text)
    })
  })
  const config = join(packageRoot, 'corpus', 'acme', 'plumbline.yaml')
  return {
    address: /http:\/\/[\d.]+:\d+/.exec(told)?.[0] ?? '',
    child,
    key(principal) {
      const args = [program, 'keys', 'create', principal, '--config', config]
      return spawnSync(process.execPath, args, { env, encoding: 'utf8' }).stdout.trim()
    },
    async stop() {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
  }
}
