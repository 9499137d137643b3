/** The coding agents whose hooks are understood. */
export const agents = ['claude', 'codex', 'gemini'] as const
export type Agent = (typeof agents)[number]

/** A tool that an agent is about to use. */
export interface ToolCall {
  readonly agent: Agent
  readonly tool: string
  readonly input: Readonly<Record<string, unknown>>
  readonly workingDirectory: string | null
  /** Claude Code's and Codex's mode: in some, nobody is asked. */
  readonly permissionMode: string | null
}

type Fields = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const stringOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : null

/**
 * Reads a hook's input, and tells by its shape whose it is. The shapes are those of code.claude.com/docs/en/hooks,
 * of openai/codex `codex-rs/hooks/schema/generated/pre-tool-use.command.input.schema.json` (it alone says `model` and
 * `turn_id`) and of google-gemini/gemini-cli `docs/hooks/reference.md`. Throws on any other.
 */
export function readCall(value: unknown): ToolCall {
  if (!isObject(value)) throw new Error('the input is no JSON object')
  const agent = agentOf(value)
  const tool = stringOf(value.tool_name)
  if (!tool) throw new Error('the tool call names no tool')
  if (value.tool_input === undefined) throw new Error('the tool call has no input')
  return {
    agent,
    tool,
    input: isObject(value.tool_input) ? value.tool_input : { input: value.tool_input },
    workingDirectory: stringOf(value.cwd),
    permissionMode: stringOf(value.permission_mode),
  }
}

function agentOf(value: Fields): Agent {
  const event = stringOf(value.hook_event_name)
  if (event === 'BeforeTool') return 'gemini'
  if (event === 'PreToolUse')
    return stringOf(value.turn_id) !== null || stringOf(value.model) !== null ? 'codex' : 'claude'
  throw new Error(
    event === null
      ? 'the input is no tool call of Claude Code, Codex or Gemini CLI'
      : `the gate is installed for ${event.slice(0, 60)}; it belongs to PreToolUse or BeforeTool`,
  )
}
