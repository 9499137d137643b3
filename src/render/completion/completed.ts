/** What can be typed behind the name of a program or of one of its commands. */
export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  readonly options: readonly CompletedOption[]
  /** What its first argument may be; empty where that is open. */
  readonly choices: readonly string[]
  /** Whether its arguments are files. */
  readonly takesFiles: boolean
  readonly commands: readonly CompletedCommand[]
}

export interface CompletedOption {
  /** `-h`, `--help` */
  readonly flags: readonly string[]
  readonly summary: string
  /** What may follow: nothing, one of some words, a file, or anything. */
  readonly value: 'none' | 'file' | 'open' | readonly string[]
}

/** A command with the words that lead to it: `['keys', 'create']`. */
export interface Placed {
  readonly words: readonly string[]
  readonly command: CompletedCommand
}

/** A command and all below it. */
export const placesOf = (
  command: CompletedCommand,
  words: readonly string[] = [],
): readonly Placed[] => [
  { words, command },
  ...command.commands.flatMap((one) => placesOf(one, [...words, one.name])),
]

/** Text that a shell takes as it stands. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
