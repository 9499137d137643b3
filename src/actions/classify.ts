import { createHash } from 'node:crypto'
import type { Action, ClassedCommand } from '../domain/action.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { grammar } from '../syntax/grammar.ts'
import { judgeScript } from './judge-command.ts'
import type { Judged } from './judged.ts'
import { tooLarge } from './limits.ts'
import { destructiveProse } from './prose.ts'
import { statementEffect } from './statement.ts'

export { classifyText } from './text.ts'

/** A command as it would run, and where. */
export interface ActionInput {
  readonly command: string
  readonly workingDirectory?: string | null
  readonly target?: unknown
  readonly environment?: string | null
  readonly role?: string | null
}

/** Parses a command and classes everything in it. What cannot be read is told, never passed over. */
export async function classifyAction(input: ActionInput): Promise<Action> {
  const judged = await judge(input.command)
  return { digest: digestOf(input, judged), ...judged }
}

async function judge(text: string): Promise<Judged> {
  const excess = tooLarge(text)
  if (excess !== null) return { commands: [], unseen: [excess] }
  const statement = statementEffect(text)
  if (statement) {
    return { commands: [{ argv: [text.trim()], span: [0, text.length], ...statement }], unseen: [] }
  }
  const judged = judgeScript(await grammar('bash'), text)
  const worded = judged.commands.some(({ unknownProgram }) => unknownProgram)
  // An option or a path is a command's; a sentence has neither.
  const sentence = worded && !/(?:^|\s)-|[|&><$=/]/.test(text)
  const prose = sentence ? destructiveProse(text) : []
  return { ...judged, commands: [...judged.commands, ...prose] }
}

/**
 * Binds approvals and receipts. The text itself is part of it: pipes, redirections and what is fed in
 * change an action as much as its words do.
 */
const digestOf = (input: ActionInput, { commands }: Judged): string => {
  const canonical = canonicalJson({
    argv: commands.map(({ argv }: ClassedCommand) => argv),
    command: input.command.trim(),
    workingDirectory: input.workingDirectory ?? null,
    target: input.target ?? null,
    environment: input.environment ?? null,
    role: input.role ?? null,
  })
  return `sha256:${createHash('sha256').update(canonical).digest('hex')}`
}
