import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { PlumblineError } from '../domain/errors.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import { verificationForTerminal } from '../render/verification-terminal.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import type { CliCommand } from './command.ts'
import { asOption, configOption, intentOption, withPlumbline } from './open.ts'
import { exitCodeOf, print, printText, useColor } from './output.ts'

interface Options {
  readonly config?: string
  readonly as?: string
  readonly command?: string
  readonly diff?: string
  readonly task?: string
  readonly env?: string
  readonly intent?: 'inform' | 'act'
  readonly json: boolean
}

/** `plumbline verify`: somebody else's advice or command, judged before anyone follows it. */
export const verify: CliCommand = {
  name: 'verify',
  summary: 'judge advice (from a file or standard input), a command or a change',
  examples: [
    'plumbline verify advice.md',
    'plumbline verify --command "kubectl delete ns payments" --env production',
    'git diff | plumbline verify --diff -',
  ],
  exits:
    '0 it may be followed (allow, warn), 1 it must not be (escalate, block), 2 it could not judge.',
  configure(command) {
    command
      .argument(
        '[file]',
        'the advice; standard input unless given or unless --command or --diff stands alone',
      )
      .option('--command <command>', 'a shell command to judge')
      .option('--diff <file>', 'a change to judge, as a unified diff; - for standard input')
      .option('--task <task>', 'what was to be done, in your words')
      .option('--env <name>', 'the environment that the command is for')
      .addOption(intentOption())
      .option(...configOption)
      .option(...asOption)
      .option('--json', 'print the whole verification as JSON', false)
      .action((file: string | undefined, options: Options) =>
        withPlumbline(options.config, async (plumbline) => {
          await bringUpToDate(plumbline)
          const principal = await plumbline.principal(options.as ?? null)
          const verification = await plumbline.verify(await requestFrom(file, options), principal)
          if (options.json) print(JSON.stringify(verification, null, 2))
          else printText(verificationForTerminal(verification, useColor()))
          process.exitCode = exitCodeOf(verification.verdict.decision)
        }),
      )
  },
}

async function requestFrom(file: string | undefined, options: Options): Promise<VerifyRequest> {
  if (options.command && options.diff)
    throw new PlumblineError(
      'input.invalid',
      'give a --command or a --diff, not both: each is an action of its own',
    )
  const advice = await adviceFrom(file, options)
  const action = await actionFrom(options)
  if (action === null && !advice?.trim())
    throw new PlumblineError(
      'input.invalid',
      'there is nothing to judge: give advice in a file or on standard input, a --command or a --diff',
    )
  return {
    ...(options.task ? { task: options.task } : {}),
    ...(advice ? { advice: { text: advice } } : {}),
    ...(action
      ? { action: { ...action, ...(options.env ? { target: { environment: options.env } } : {}) } }
      : {}),
    ...(options.intent ? { intent: options.intent } : {}),
  }
}

async function actionFrom({
  command,
  diff,
}: Options): Promise<{ readonly command: string } | { readonly diff: string } | null> {
  if (command) return { command }
  if (diff === undefined) return null
  // An empty diff is judged like any other: that nothing can be seen in it is told.
  return { diff: diff === '-' ? await text(process.stdin) : await contentOf(diff) }
}

async function adviceFrom(file: string | undefined, options: Options): Promise<string | null> {
  if (file !== undefined) return contentOf(file)
  return options.command || options.diff ? null : text(process.stdin)
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new PlumblineError('input.not-found', `cannot read ${file}`, { cause })
  }
}
