import { CommanderError } from 'commander'
import { PlumblineError } from '../domain/errors.ts'
import type { CliCommand } from './command.ts'
import { programTree } from './tree.ts'

/** Runs what was typed, with some of the program's commands, and sets the exit code. */
export async function runProgram(commands: readonly CliCommand[]): Promise<void> {
  // A pipe that closes early (`| head`) ends the program quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  })
  try {
    await programTree(commands).parseAsync()
  } catch (error) {
    process.exitCode = explainFault(error)
  }
}

/** Says what went wrong and what to do next; 2 means that Plumbline could not judge. */
function explainFault(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof PlumblineError)
    process.stderr.write(
      `plumbline: ${error.message}\n  what to do: ${error.next} (${error.code})\n`,
    )
  else
    process.stderr.write(
      `plumbline: internal fault: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`,
    )
  return 2
}
