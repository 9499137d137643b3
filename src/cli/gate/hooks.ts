import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { shellWord } from '../../domain/shell-word.ts'
import type { Agent } from './call.ts'

/** How an agent is told of a hook, and what it sends when it is about to run a command. */
export interface HookPlan {
  readonly title: string
  /** Where its settings are, from the folder of the user or of the project. */
  readonly file: string
  readonly event: string
  /** Its names for the tools whose calls must come to the gate. */
  readonly mustMatch: readonly string[]
  /** What one hook says besides its command. */
  readonly handler: Readonly<Record<string, unknown>>
  /** A call as the agent sends it, without the tool. */
  readonly call: Readonly<Record<string, unknown>>
  readonly shell: string
  /** What the agent needs besides. */
  readonly note: string
}

/** Seconds that an agent waits; the gate itself gives up long before. */
const patience = 15

export const plans: Readonly<Record<Agent, HookPlan>> = {
  claude: {
    title: 'Claude Code',
    file: join('.claude', 'settings.json'),
    event: 'PreToolUse',
    mustMatch: ['Bash', 'Write', 'Edit', 'NotebookEdit', 'mcp__files__write'],
    // onFailure, since Claude Code 2.1.295: what neither the gate nor the shell around it can answer for is blocked, too.
    handler: { timeout: patience, onFailure: 'block' },
    call: {
      session_id: 'self-test',
      transcript_path: '/dev/null',
      permission_mode: 'default',
      hook_event_name: 'PreToolUse',
      tool_use_id: 'toolu_self_test',
    },
    shell: 'Bash',
    note: 'Restart Claude Code, and look at /hooks.',
  },
  codex: {
    title: 'Codex',
    file: join('.codex', 'hooks.json'),
    event: 'PreToolUse',
    mustMatch: ['Bash', 'apply_patch', 'mcp__files__write'],
    handler: { timeout: patience },
    call: {
      session_id: 'self-test',
      turn_id: 'turn-self-test',
      transcript_path: null,
      model: 'self-test',
      permission_mode: 'default',
      hook_event_name: 'PreToolUse',
      tool_use_id: 'call-self-test',
    },
    shell: 'Bash',
    note: 'Codex runs a new hook only once you have trusted it: open /hooks in Codex. Before 0.124 it also needs [features] codex_hooks = true.',
  },
  gemini: {
    title: 'Gemini CLI',
    file: join('.gemini', 'settings.json'),
    event: 'BeforeTool',
    mustMatch: ['run_shell_command', 'write_file', 'replace', 'mcp__files__write'],
    handler: { name: 'plumbline-gate', timeout: patience * 1_000 },
    call: {
      session_id: 'self-test',
      transcript_path: '/dev/null',
      hook_event_name: 'BeforeTool',
      timestamp: '2026-01-01T00:00:00.000Z',
    },
    shell: 'run_shell_command',
    note: 'Restart Gemini CLI, and look at /hooks panel. A project must be a trusted folder.',
  },
}

/** What an installed hook is told. */
export interface HookOptions {
  readonly env?: string
  readonly policy?: string
  readonly server?: string
  readonly keys?: string
  readonly as?: string
  readonly escalate?: string
}

/** Node's own variables could put anything before the gate. */
export const unpreloaded = 'unset NODE_OPTIONS NODE_PATH;'

/**
 * The line that the agent runs. The shell around the gate turns everything but a plain 0 (a program that is missing, a
 * crash, a kill, too little memory) into exit code 2 with a reason, which every agent takes for a refusal; each lets the
 * tool run after any other code. What the environment would have Node load first, the gate does without.
 */
export function hookLine({ env, policy, server, keys, as, escalate }: HookOptions): string {
  const flags = [
    '--defer',
    ...(env === undefined ? [] : ['--env', env]),
    ...(policy === undefined ? [] : ['--policy', resolve(policy)]),
    ...(server === undefined ? [] : ['--server', server]),
    ...(keys === undefined ? [] : ['--keys', resolve(keys)]),
    ...(as === undefined ? [] : ['--as', as]),
    ...(escalate === undefined ? [] : ['--escalate', escalate]),
  ]
  const words = [process.execPath, fileURLToPath(new URL('../main.js', import.meta.url)), 'gate']
  const gate = [...words, ...flags].map(shellWord).join(' ')
  const failed = 'plumbline gate: refused, the gate did not run to its end'
  return `sh -c ${shellWord(`${unpreloaded} ${gate}; code=$?; case $code in 0|2) exit $code;; esac; echo ${shellWord(failed)} >&2; exit 2`)}`
}

/** The file of an agent's settings. */
export const settingsOf = (agent: Agent, isForProject: boolean): string =>
  join(isForProject ? process.cwd() : homedir(), plans[agent].file)
