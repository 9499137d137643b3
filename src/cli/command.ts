import type { Command } from 'commander'

/** One command of the program: its name is its file's name. */
export interface CliCommand {
  readonly name: string
  /** One line for `plumbline --help`. */
  readonly summary: string
  /** Lines to type, for the end of its help. */
  readonly examples: readonly string[]
  /** What its exit codes say, where they say more than that it went well. */
  readonly exits?: string
  /** Adds arguments, options and the action. */
  configure(command: Command): void
}
