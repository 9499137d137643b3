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
  const head = `plumbline gate: ${verbs[decision]} (${gravest})`
  const lines = reasons.slice(0, 6).map(({ code, message }) => `- ${message} [${code}]`)
  const fixes = [...new Set(reasons.map(({ fix }) => fix).filter((fix) => fix !== ''))].slice(0, 3)
  const next =
    decision === 'escalate' || decision === 'block'
      ? [
          ...fixes.map((fix) => `What to do: ${fix}`),
          'Do not try another way to the same end: tell your user what was refused and why.',
        ]
      : []
  return [head, ...lines, ...next].join('\n')
}
