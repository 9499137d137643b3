import { Option } from 'commander'
import { type GateEnvironment, readGateEnvironment } from '../../config/environment.ts'
import { PlumblineError } from '../../domain/errors.ts'
import type { CliCommand } from '../command.ts'
import { type Agent, agents } from './call.ts'
import type { HookOptions } from './hooks.ts'
import { flags } from './options.ts'

interface Options {
  readonly install?: string
  readonly user: boolean
  readonly project: boolean
  readonly write: boolean
  readonly selfTest: boolean
  readonly settings?: string
  readonly env?: string
  readonly policy?: string
  readonly server?: string
  readonly keys?: string
  readonly as?: string
  readonly escalate?: string
}

/**
 * `plumbline gate` for people: its help, its installation and its self-test. The hook itself never comes here: `main.ts`
 * opens it before this program is loaded.
 */
export const gate: CliCommand = {
  name: 'gate',
  summary:
    "a coding agent's pre-tool hook: JSON on standard input, the decision on standard output",
  examples: [
    'plumbline gate --install claude --write',
    'plumbline gate --self-test',
    'plumbline gate --batch < commands.jsonl',
  ],
  exits: '0 the tool may run, 2 it must not. Whatever goes wrong is a 2.',
  configure(command) {
    for (const [name, { value, summary }] of Object.entries(flags)) {
      const option = new Option(value === null ? `--${name}` : `--${name} <${value}>`, summary)
      command.addOption(value?.includes('|') ? option.choices(value.split('|')) : option)
    }
    command
      .addOption(new Option('--install <agent>', 'print the hook for this agent').choices(agents))
      .option('--user', 'with --install: for all of your projects, as is usual', false)
      .option('--project', 'with --install: for this folder alone', false)
      .option('--write', "with --install: merge the hook into the agent's settings", false)
      .option('--self-test', 'run the installed hook, and prove that it blocks', false)
      .option('--settings <file>', 'the settings to install into or to test')
      .action(async (options: Options) => {
        if (options.selfTest) {
          const { selfTest } = await import('./self-test.ts')
          process.exitCode = await selfTest(options.settings ?? null)
          return
        }
        const { install } = await import('./install.ts')
        install({
          ...told(readGateEnvironment()),
          ...options,
          agent: agentNamed(options.install),
          settings: options.settings ?? null,
        })
      })
  },
}

/**
 * What the environment tells now stands in the hook's own line: some agents keep variables from their hooks, and a gate that
 * is not told of its policy or its server would be a weaker one.
 */
const told = ({ policy, url, keys, principal }: GateEnvironment): HookOptions => ({
  ...(policy === null ? {} : { policy }),
  ...(url === null ? {} : { server: url }),
  ...(keys === null ? {} : { keys }),
  ...(principal === null ? {} : { as: principal }),
})

function agentNamed(name: string | undefined): Agent {
  const agent = agents.find((each) => each === name)
  if (agent !== undefined) return agent
  throw new PlumblineError(
    'input.invalid',
    `--install takes ${agents.join(', ')}, not ${name ?? 'nothing'}`,
  )
}
