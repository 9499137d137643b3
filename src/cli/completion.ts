import { Argument, type Command, type Option } from 'commander'
import { bashCompletion } from '../render/completion/bash.ts'
import type { CompletedCommand, CompletedOption } from '../render/completion/completed.ts'
import { fishCompletion } from '../render/completion/fish.ts'
import { zshCompletion } from '../render/completion/zsh.ts'
import type { CliCommand } from './command.ts'
import { print } from './output.ts'

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const

/** `plumbline completion`: what a shell completes, made from the very commands that there are. */
export const completion: CliCommand = {
  name: 'completion',
  summary: 'print what a shell needs to complete commands, options and their values',
  examples: [
    'source <(plumbline completion bash)',
    'plumbline completion zsh > ~/.zfunc/_plumbline',
    'plumbline completion fish > ~/.config/fish/completions/plumbline.fish',
  ],
  configure(command) {
    command
      .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(shells)))
      .action((shell: keyof typeof shells) => {
        const { parent } = command
        if (parent !== null) print(shells[shell](completed(parent)))
      })
  },
}

/** What can be typed behind a command. */
export function completed(command: Command): CompletedCommand {
  const help = command.createHelp()
  const [first] = command.registeredArguments
  return {
    name: command.name(),
    summary: command.summary() || command.description(),
    options: help.visibleOptions(command).map(optionOf),
    choices: first?.argChoices ?? [],
    takesFiles: command.registeredArguments.some((argument) => isFile(argument.name())),
    commands: help
      .visibleCommands(command)
      .filter((one) => one.name() !== 'help')
      .map(completed),
  }
}

function optionOf({
  short,
  long,
  description,
  flags,
  required,
  optional,
  argChoices,
}: Option): CompletedOption {
  const value = (): CompletedOption['value'] => {
    if (!required && !optional) return 'none'
    if (argChoices !== undefined) return argChoices
    return isFile(/<([^>]*)>/.exec(flags)?.[1] ?? '') ? 'file' : 'open'
  }
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    summary: description,
    value: value(),
  }
}

/** Whether what stands for a value in the help is a place on the disk. */
const isFile = (name: string): boolean =>
  /^(?:files?|dir|folder|path|patch|docs|settings)\b/.test(name)
