import type { Config } from '../config/config.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Principal } from '../domain/principal.ts'
import { examplesForTerminal, policyForTerminal } from '../render/policy-terminal.ts'
import type { CliCommand } from './command.ts'
import { configOption } from './open.ts'
import { print, printText, useColor } from './output.ts'

interface Options {
  readonly config?: string
  readonly json: boolean
}

interface ShowOptions extends Options {
  readonly env?: string
  readonly as?: string
}

/** `plumbline policy`: the rules that verdicts are made by, tried and shown. */
export const policy: CliCommand = {
  name: 'policy',
  summary: 'try the examples of a policy, or show what it decides',
  configure(command) {
    command
      .command('test [file]')
      .description('read a policy (the configured one unless given) and try every example in it')
      .option(...configOption)
      .option('--json', 'print the results as JSON', false)
      .action(test)
    command
      .command('show')
      .description('show the table and the rules that hold for somebody in an environment')
      .option('--env <name>', 'the environment; the strictest of all unless given')
      .option('--as <principal>', 'the configured principal; whoever no profile names unless given')
      .option(...configOption)
      .option('--json', 'print the whole policy as JSON', false)
      .action(show)
  },
}

/** Exit codes: 0 every example holds, 1 one does not, 2 the policy cannot be read. */
async function test(file: string | undefined, { config, json }: Options): Promise<void> {
  const { tryPolicy } = await import('../policies/trial.ts')
  const path = file ?? (await configured(config)).policy
  if (path === undefined)
    throw new PlumblineError('input.invalid', 'no policy is configured: name a file')
  const tried = await tryPolicy(path)
  if (json) print(JSON.stringify(tried, null, 2))
  else printText(examplesForTerminal(tried, useColor()))
  process.exitCode = tried.examples.some(({ problem }) => problem !== null) ? 1 : 0
}

async function show({ env, as, config, json }: ShowOptions): Promise<void> {
  const { loadPolicy } = await import('../policies/following.ts')
  const { builtInPolicy, effectivePolicy } = await import('../policies/trial.ts')
  const settings = await configured(config)
  const read = settings.policy === undefined ? builtInPolicy : await loadPolicy(settings.policy)
  const shown = effectivePolicy(read, principalIn(settings, as), env ?? null)
  if (json) print(JSON.stringify(shown, null, 2))
  else printText(policyForTerminal(shown, useColor()))
}

const configured = async (file: string | undefined): Promise<Config> => {
  const { readConfig } = await import('../config/config.ts')
  return readConfig(file ?? null)
}

function principalIn({ principals }: Config, id: string | undefined): Principal | null {
  if (id === undefined) return null
  const found = principals.find((one) => one.id === id)
  if (found) return found
  const known = principals.map((one) => one.id).join(', ') || 'none'
  throw new PlumblineError(
    'input.not-found',
    `no principal ${id} is configured; there are ${known}`,
  )
}
