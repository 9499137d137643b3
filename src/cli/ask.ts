import { answerForTerminal } from '../render/answer-terminal.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import type { CliCommand } from './command.ts'
import { asOption, configOption, intentOption, withPlumbline } from './open.ts'
import { exitCodeOf, print, printText, useColor } from './output.ts'

interface Options {
  readonly config?: string
  readonly as?: string
  readonly env?: string
  readonly intent: 'inform' | 'act'
  readonly json: boolean
}

/** `plumbline ask`: a question, answered from pages whose claims hold. */
export const ask: CliCommand = {
  name: 'ask',
  summary: 'answer a question from the indexed pages',
  examples: [
    'plumbline ask "How do I restart the payments service?" --intent act --env production',
  ],
  exits:
    '0 it may be followed (allow, warn), 1 it must not be (escalate, block), 2 it could not judge.',
  configure(command) {
    command
      .argument('<query>', 'what you want to know')
      .option(...configOption)
      .option(...asOption)
      .option('--env <name>', 'the environment that the answer is for')
      .addOption(intentOption().default('inform'))
      .option('--json', 'print the whole answer as JSON', false)
      .action((query: string, options: Options) =>
        withPlumbline(options.config, async (plumbline) => {
          await bringUpToDate(plumbline)
          const principal = await plumbline.principal(options.as ?? null)
          const answer = await plumbline.ask(
            { query, intent: options.intent, ...(options.env ? { environment: options.env } : {}) },
            principal,
          )
          if (options.json) print(JSON.stringify(answer, null, 2))
          else printText(answerForTerminal(answer, useColor()))
          process.exitCode = exitCodeOf(answer.verdict.decision)
        }),
      )
  },
}
