import { claimKindAliases, claimKinds } from '../domain/claim.ts'
import { PlumblineError } from '../domain/errors.ts'
import { manualOf } from '../manuals.ts'
import { answerForTerminal } from '../render/answer-terminal.ts'
import { findingForTerminal } from '../render/check-terminal.ts'
import type { CliCommand } from './command.ts'
import { asOption, configOption, withPlumbline } from './open.ts'
import { printText, useColor } from './output.ts'

interface Options {
  readonly config?: string
  readonly as?: string
}

/** `plumbline explain`: the manual of a kind of claim, or all that is known of a finding, an answer or a receipt. */
export const explain: CliCommand = {
  name: 'explain',
  summary: 'explain a kind of claim, a finding, an answer or a receipt',
  examples: [
    'plumbline explain environment-variable',
    'plumbline explain fnd_0123456789ab --as ana',
  ],
  configure(command) {
    command
      .argument('<subject>', `one of ${claimKinds.join(', ')}, or an id (fnd_…, ans_…, rcp_…)`)
      .option(...configOption)
      .option(...asOption)
      .action(async (subject: string, options: Options) => {
        const kind = claimKindAliases[subject] ?? claimKinds.find((name) => name === subject)
        printText(kind === undefined ? await explained(subject, options) : await manualOf(kind))
      })
  },
}

async function explained(id: string, options: Options): Promise<string> {
  return withPlumbline(options.config, async (plumbline) => {
    const principal = await plumbline.principal(options.as ?? null)
    const finding = id.startsWith('fnd_') ? await plumbline.finding(id, principal) : null
    if (finding) return findingForTerminal(finding, useColor())
    const answer = id.startsWith('ans_') ? await plumbline.answer(id, principal) : null
    if (answer) return answerForTerminal(answer, useColor())
    const receipt = id.startsWith('rcp_') ? await plumbline.receipt(id, principal) : null
    if (receipt) return JSON.stringify(receipt, null, 2)
    throw new PlumblineError(
      'input.not-found',
      `nothing is called ${id}: it is neither a kind of claim nor an id known here`,
    )
  })
}
