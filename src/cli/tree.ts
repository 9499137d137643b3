import { Command, Help } from 'commander'
import { version } from '../version.ts'
import type { CliCommand } from './command.ts'

/** The program with some of its commands, each with its examples behind its help. */
export function programTree(commands: readonly CliCommand[]): Command {
  const program = new Command('plumbline')
    .description("Keeps agents' advice plumb with the code.")
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help on a command')
    .configureHelp({
      // That a switch is off unless given goes without saying.
      optionDescription: (option) =>
        new Help().optionDescription(option).replace(/ \(default: (?:false|\[\])\)$/, ''),
    })
    .showHelpAfterError('(run with --help for usage)')
    .exitOverride()
  for (const { name, summary, configure, examples, exits } of commands) {
    const command = program.command(name).summary(summary).description(summary).exitOverride()
    configure(command)
    for (const one of [command, ...command.commands]) one.helpOption('-h, --help', 'print help')
    const lines = examples.map((example) => `  $ ${example}`)
    const exit = exits === undefined ? [] : ['', `Exit codes: ${exits}`]
    command.addHelpText('after', ['', 'Examples:', ...lines, ...exit].join('\n'))
  }
  return program
}
