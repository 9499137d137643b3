import { readConfig, readEnvironment } from '../config/config.ts'
import { demonstration } from '../demonstration.ts'
import { PlumblineError } from '../domain/errors.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import type { CliCommand } from './command.ts'
import { print, terminalProgress } from './output.ts'

interface Options {
  readonly config?: string
  readonly host: string
  readonly port?: string
  readonly demo: boolean
}

/** `plumbline serve`: the HTTP API, on this machine unless told otherwise. */
export const serve: CliCommand = {
  name: 'serve',
  summary: 'index what changed and serve the HTTP API',
  configure(command) {
    command
      .option('--config <file>', 'the configuration (plumbline.yaml of this folder unless given)')
      .option('--host <address>', 'where to listen', '127.0.0.1')
      .option('--port <number>', 'the port (4600 unless given)')
      .option('--demo', 'serve the demonstration company Acme', false)
      .action(run)
  },
}

async function run(options: Options): Promise<void> {
  const environment = readEnvironment()
  const demo = options.demo ? await demonstration(environment) : null
  const config = demo?.config ?? readConfig(options.config ?? null, environment)
  const port =
    portFrom(options.port, '--port') ?? portFrom(environment.port, 'PLUMBLINE_PORT') ?? 4600
  const { openPlumbline } = await import('../plumbline.ts')
  const { judgingThreads } = config.limits
  const plumbline = await openPlumbline(config, { staysUp: true, judgingThreads })
  try {
    const { progress, done } = terminalProgress()
    await bringUpToDate(plumbline, progress, true).finally(done)
    const door: typeof import('../../server/main.ts') = await import('../../server/main.ts')
    const { address } = await door.serve(plumbline, {
      host: options.host,
      port,
      limits: config.limits,
      principalsConfigured: demo === null && config.principals.length > 0,
    })
    print(demo ? await demo.welcome(plumbline, address) : `Plumbline listens on ${address}`)
  } catch (error) {
    await plumbline.close()
    throw error
  }
}

function portFrom(text: string | null | undefined, setting: string): number | null {
  if (text === null || text === undefined) return null
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new PlumblineError('input.invalid', `${setting} ${text} is not a port number`)
  return port
}
