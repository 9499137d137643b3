import type { Action } from '../domain/action.ts'
import { type BoundAction, canonicalAction } from '../domain/canonical-action.ts'
import { type Grammar, grammar } from '../syntax/grammar.ts'
import { asDigest, sha256Of } from '../values/digests.ts'
import { judgeScript } from './judge-command.ts'
import type { Judged } from './judged.ts'
import { tooLarge } from './limits.ts'
import { destructiveProse } from './prose.ts'
import { statementEffect } from './statement.ts'

export { classifyText } from './text.ts'

/** A command as it would run, and where. */
export type ActionInput = BoundAction

/** Parses a command and classes everything in it. What cannot be read is told, never passed over. */
export const classifyAction = async (input: ActionInput): Promise<Action> =>
  (await classifier())(input)

/** Loads the grammar, and gives what classes commands at once. Ask for it again for each text, as for a grammar. */
export const classifier = async (): Promise<(input: ActionInput) => Action> => {
  const bash = await grammar('bash')
  return (input) => {
    const judged = judge(bash, input.command, input.workingDirectory ?? '')
    return { digest: digestOf(input), ...judged }
  }
}

function judge(bash: Grammar, written: string, folder: string): Judged {
  // A terminal takes a carriage return for Enter, a shell for a letter: the graver reading counts.
  const text = written.replaceAll(/\r(?!\n|$)/g, '\n')
  const excess = tooLarge(text)
  if (excess !== null) return { commands: [], unseen: [excess] }
  const statement = statementEffect(text)
  if (statement) {
    return { commands: [{ argv: [text.trim()], span: [0, text.length], ...statement }], unseen: [] }
  }
  const judged = judgeScript(bash, text, folder)
  const worded = judged.commands.some(({ unknownProgram }) => unknownProgram)
  // An option or a path is a command's; a sentence has neither.
  const sentence = worded && !/(?:^|\s)-|[|&><$=/]/.test(text)
  const prose = sentence ? destructiveProse(text) : []
  return { ...judged, commands: [...judged.commands, ...prose] }
}

/** Binds approvals and receipts. */
const digestOf = (input: ActionInput): string => asDigest(sha256Of(canonicalAction(input)))
