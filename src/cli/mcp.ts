import { readConfig, readEnvironment } from '../config/config.ts'
import { readGateEnvironment } from '../config/environment.ts'
import { demonstration } from '../demonstration.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Principal } from '../domain/principal.ts'
import type { Plumbline } from '../plumbline.ts'
import { version } from '../version.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import type { CliCommand } from './command.ts'
import { asOption, configOption } from './open.ts'

interface Options {
  readonly config?: string
  readonly as?: string
  readonly demo: boolean
}

/** `plumbline mcp`: the tools of agents, over standard input and output; nothing else is ever written there. */
export const mcp: CliCommand = {
  name: 'mcp',
  summary: 'serve agents by the Model Context Protocol, over standard input and output',
  examples: [
    'plumbline mcp',
    'plumbline mcp --as agent-deploy --config /etc/plumbline/plumbline.yaml',
  ],
  configure(command) {
    command
      .option(...configOption)
      .option(...asOption)
      .option('--demo', 'serve the demonstration company Acme, to agent-demo', false)
      .action(run)
  },
}

async function run(options: Options): Promise<void> {
  const environment = readEnvironment()
  const demo = options.demo ? await demonstration(environment) : null
  const config = demo?.config ?? readConfig(options.config ?? null, environment)
  const { openPlumbline } = await import('../plumbline.ts')
  const plumbline = await openPlumbline(config, { staysUp: true })
  try {
    const principal = asking(plumbline, options)
    // Whoever starts it should hear at once that nobody can ask.
    await principal()
    const door: typeof import('../../server/mcp/stdio.ts') = await import(
      '../../server/mcp/stdio.ts'
    )
    // An agent waits for its tools for a few seconds only, so the first index is made while it is greeted.
    const indexed = bringUpToDate(plumbline, undefined, true)
    let isOver = false
    // Once it is over the store is closed: what breaks then is nobody's concern.
    indexed.catch((fault: unknown) => isOver || say(messageOf(fault)))
    const stopPolling = plumbline.poll(say)
    await door
      .serveStdio({
        plumbline,
        version,
        principal,
        indexed,
        report: (fault, id) => say(`${id}: ${messageOf(fault)}`),
      })
      .finally(() => {
        isOver = true
        stopPolling()
      })
  } finally {
    await plumbline.close()
  }
}

/** Who asks: whom `--as` names, else who holds the key of PLUMBLINE_KEY, else the only principal there is. */
function asking(plumbline: Plumbline, { as, demo }: Options): () => Promise<Principal> {
  const { key } = readGateEnvironment()
  if (as !== undefined) return () => plumbline.principal(as)
  if (demo) return () => plumbline.principal('agent-demo')
  if (key === null) return () => plumbline.principal(null)
  return async () => {
    const holder = await plumbline.principalFor(key)
    if (holder === null)
      throw new PlumblineError('auth.unknown-key', 'the key in PLUMBLINE_KEY is unknown or revoked')
    return holder
  }
}

const messageOf = (fault: unknown): string =>
  fault instanceof Error ? fault.message : String(fault)

const say = (text: string): void => {
  process.stderr.write(`plumbline: ${text}\n`)
}
