import type { Command } from 'commander'

/** One command of the program: its name is its file's name. */
export interface CliCommand {
  readonly name: string
  /** One line for `plumbline --help`. */
  readonly summary: string
  /** Adds arguments, options and the action. */
  configure(command: Command): void
}
