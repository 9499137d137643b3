import { writeSync } from 'node:fs'

const limit = 4_000

/**
 * Ends the process with a refusal that every agent understands: exit code 2, a reason on standard error, and an answer
 * on standard output that denies in each one's words. Nothing here may depend on anything that could have failed.
 */
export function refuse(why: string): never {
  const reason = `plumbline gate: refused, ${why.slice(0, limit)}`
  say(2, `${reason}\n`)
  say(1, `${JSON.stringify(denial(reason))}\n`)
  process.exit(2)
}

const denial = (reason: string): object => ({
  decision: 'block',
  reason,
  hookSpecificOutput: {
    hookEventName: 'PreToolUse',
    permissionDecision: 'deny',
    permissionDecisionReason: reason,
  },
})

/** A stream that is closed or full cannot carry the reason; the exit code still refuses. */
function say(stream: 1 | 2, text: string): void {
  try {
    writeSync(stream, text)
  } catch {
    process.exitCode = 2
  }
}
