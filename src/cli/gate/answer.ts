import { type Decision, decisions } from '../../domain/verdict.ts'
import type { Agent } from './call.ts'
import type { GateOptions } from './options.ts'
import type { Outcome } from './outcome.ts'

/** What is said to the agent. */
export interface Answer {
  readonly exitCode: 0 | 2
  /** Told on standard output. */
  readonly json: object
  /** Told on standard error; an agent takes it for the reason of a refusal. */
  readonly reason: string | null
}

/** Modes of Claude Code in which its user is asked. */
const attended = ['default', 'acceptEdits', 'plan']

/** Says an outcome in the agent's own way. Whatever is not plainly allowed is denied, by output and by exit code. */
export function answerFor(
  agent: Agent,
  outcome: Outcome,
  { escalate, defer }: Pick<GateOptions, 'escalate' | 'defer'>,
  permissionMode: string | null,
): Answer {
  const text = textOf(outcome)
  if (outcome.decision === 'allow' || outcome.decision === 'warn') {
    const warning = outcome.decision === 'warn' ? { systemMessage: text } : {}
    return { exitCode: 0, reason: null, json: { ...allowing(agent, defer, text), ...warning } }
  }
  const asks =
    outcome.decision === 'escalate' &&
    escalate === 'ask' &&
    agent === 'claude' &&
    attended.includes(permissionMode ?? '')
  if (asks) return { exitCode: 0, reason: null, json: claude('ask', text) }
  return { exitCode: 2, reason: text, json: denying(agent, text) }
}

const claude = (permissionDecision: string, permissionDecisionReason: string): object => ({
  hookSpecificOutput: {
    hookEventName: 'PreToolUse',
    permissionDecision,
    permissionDecisionReason,
  },
})

/**
 * Codex has no word for allowing: it reports `permissionDecision: allow` as a fault of the hook. Claude Code takes it for its
 * user's consent, so with `defer` nothing is said, and its own rules decide.
 */
function allowing(agent: Agent, defer: boolean, text: string): object {
  if (agent === 'codex' || defer) return {}
  return agent === 'claude' ? claude('allow', text) : { decision: 'allow' }
}

const denying = (agent: Agent, text: string): object =>
  agent === 'gemini' ? { decision: 'deny', reason: text } : claude('deny', text)

const verbs = {
  allow: 'allowed',
  warn: 'allowed with a warning',
  escalate: 'refused until a person has decided',
  block: 'refused',
} as const

function textOf({ decision, class: gravest, reasons }: Outcome): string {
  const strictestFirst = reasons.toSorted(
    (a, b) => decisions.indexOf(b.decision) - decisions.indexOf(a.decision),
  )
  const lines = strictestFirst.slice(0, 6).map(({ code, message }) => `- ${message} [${code}]`)
  return [
    `plumbline gate: ${verbs[decision]} (${gravest})`,
    ...lines,
    ...next(decision, reasons),
  ].join('\n')
}

/** What the agent is to do about a refusal. */
function next(decision: Decision, reasons: Outcome['reasons']): readonly string[] {
  if (decision === 'allow' || decision === 'warn') return []
  const deciding = reasons.filter((reason) => reason.decision === decision && reason.fix !== '')
  const fixes = new Set(deciding.map(({ fix }) => `What to do: ${fix}`))
  return [
    ...fixes,
    'Do not try another way to the same end: tell your user what was refused and why.',
  ]
}
