import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { packageRoot } from '../../src/package-root.ts'
import { programEnvironment, programIn } from './program.ts'

/** What a hook said. */
export interface HookRun {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

interface HookSetting {
  /** Words after `gate`. */
  readonly args?: readonly string[]
  readonly environment?: NodeJS.ProcessEnv
  /** Another program, or another way to start it. */
  readonly command?: readonly string[]
  /** Whether standard input stays open. */
  readonly open?: boolean
}

/** Runs `plumbline gate` of a build as an agent would, beside whatever else the test does. */
export async function runHook(
  build: string,
  input: string,
  { args = [], environment = {}, command, open = false }: HookSetting = {},
): Promise<HookRun> {
  const [program = '', ...words] = command ?? [process.execPath, programIn(build), 'gate', ...args]
  const child = spawn(program, words, {
    cwd: packageRoot,
    // The gate keeps nothing, so it needs no home.
    env: { ...programEnvironment('/nonexistent'), ...environment },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  // Who has read enough goes without reading the rest.
  child.stdin.on('error', () => undefined)
  if (open) child.stdin.write(input)
  else child.stdin.end(input)
  await once(child, 'close')
  return { status: child.exitCode, stdout, stderr }
}

/** A call of Claude Code's, as code.claude.com/docs/en/hooks shows it. */
export const claudeCall = (tool_name: string, tool_input: unknown, mode = 'default'): string =>
  JSON.stringify({
    session_id: '6f1f7c1e-9d43-4b0e-8a40-0a6f35a3a1c2',
    transcript_path: '/home/ana/.claude/projects/shop/6f1f7c1e.jsonl',
    cwd: '/home/ana/shop',
    permission_mode: mode,
    hook_event_name: 'PreToolUse',
    tool_name,
    tool_input,
    tool_use_id: 'toolu_01ABC123',
  })

/** A call of Codex's, by `codex-rs/hooks/schema/generated/pre-tool-use.command.input.schema.json`. */
export const codexCall = (tool_name: string, tool_input: unknown): string =>
  JSON.stringify({
    session_id: '0199a213-81a0-7800-8aa1-bbab2a035a53',
    turn_id: '0199a213-81a1-7800-8aa1-bbab2a035a54',
    transcript_path: null,
    cwd: '/home/ana/shop',
    hook_event_name: 'PreToolUse',
    model: 'gpt-5-codex',
    permission_mode: 'default',
    tool_name,
    tool_input,
    tool_use_id: 'call_7Qw2',
  })

/** A call of Gemini CLI's, by its `docs/hooks/reference.md`. */
export const geminiCall = (tool_name: string, tool_input: unknown): string =>
  JSON.stringify({
    session_id: 'b51f',
    transcript_path: '/home/ana/.gemini/tmp/b51f.json',
    cwd: '/home/ana/shop',
    hook_event_name: 'BeforeTool',
    timestamp: '2026-11-02T09:30:00.000Z',
    tool_name,
    tool_input,
  })
