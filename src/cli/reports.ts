import { PlumblineError } from '../domain/errors.ts'
import { reportsForTerminal, rulesForTerminal } from '../render/reports-terminal.ts'
import type { CliCommand } from './command.ts'
import { asOption, configOption, withPlumbline } from './open.ts'
import { print, printText, useColor } from './output.ts'
import { addDigest } from './reports-digest.ts'

interface Options {
  readonly config?: string
  readonly as?: string
  readonly owner?: string
  readonly json?: true
}

/** `plumbline reports`: what is wrong with pages, for those who own them. Nothing here decides: that takes a browser and the person. */
export const reports: CliCommand = {
  name: 'reports',
  summary: 'list what is wrong with pages, worst damage first; deciding takes a browser',
  examples: [
    'plumbline reports',
    'plumbline reports --owner ana --json',
    'plumbline reports rules',
  ],
  configure(command) {
    command
      .option(...configOption)
      .option(...asOption)
      .option('--owner <name>', 'only those of this person, or of this name on the page')
      .option('--json', 'print the reports as JSON')
      .action(list)
    addDigest(command)
    command
      .command('rules')
      .description(
        'how often findings of each kind were called wrong, and which kinds count for nothing',
      )
      .option(...configOption)
      .action(({ config }: Options) =>
        withPlumbline(config, async (plumbline) =>
          print(rulesForTerminal(await plumbline.rules())),
        ),
      )
    command
      .command('lift <kind>')
      .description('have the contradictions of a kind count again that was wrong too often')
      .option(...configOption)
      .action((kind: string, { config }: Options) =>
        withPlumbline(config, async (plumbline) => {
          const lifted = await plumbline.liftRule(kind)
          if (lifted === null)
            throw new PlumblineError(
              'input.not-found',
              `${kind} is no kind that counts for nothing just now; plumbline reports rules lists them`,
            )
          print(`${lifted.kind} counts again`)
        }),
      )
  },
}

const list = ({ config, as, owner, json }: Options): Promise<void> =>
  withPlumbline(config, async (plumbline) => {
    const reader = await plumbline.principal(as ?? null)
    const all = []
    let cursor: string | null | undefined
    while (cursor !== null) {
      const part = await plumbline.reports(
        { limit: 200, ...(owner ? { owner } : {}), ...(cursor ? { cursor } : {}) },
        reader,
      )
      all.push(...part.items)
      cursor = part.next
    }
    if (json) print(JSON.stringify(all, null, 2))
    else printText(reportsForTerminal(all, useColor()))
  })
