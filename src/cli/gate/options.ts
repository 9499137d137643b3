import { parseArgs } from 'node:util'

/** How the gate was told to answer. */
export interface GateOptions {
  readonly batch: boolean
  readonly environment: string | null
  readonly policy: string | null
  /** The server that judges, too. */
  readonly server: string | null
  /** A file of the server's public keys: people's approvals there count by them alone. */
  readonly keys: string | null
  /** The principal that the server knows the gate's key as. */
  readonly principal: string | null
  /** What becomes of an escalation: nobody is there to ask, or Claude Code asks its user. */
  readonly escalate: 'deny' | 'ask'
  /** Whether what is allowed is left to the agent's own rules, which may ask their user. */
  readonly defer: boolean
}

/** The flags of the hook, for its parser and for the page of help. */
export const flags = {
  batch: {
    value: null,
    summary: 'judge JSON Lines {id, command, environment?} instead of one tool call',
  },
  env: { value: 'name', summary: 'the environment that commands act on' },
  policy: { value: 'file', summary: 'a file of policy; PLUMBLINE_POLICY unless given' },
  server: {
    value: 'url',
    summary: 'a Plumbline that judges, too; PLUMBLINE_URL unless given. Its key is PLUMBLINE_KEY',
  },
  keys: {
    value: 'file',
    summary:
      "the server's public keys, a copy of its /.well-known/jwks.json: what people approve there lifts an escalation here; PLUMBLINE_KEYS unless given",
  },
  as: {
    value: 'principal',
    summary: 'who approvals must be for: the principal of the key; PLUMBLINE_AS unless given',
  },
  escalate: {
    value: 'deny|ask',
    summary:
      'what becomes of what people must decide: it is refused, or Claude Code asks its user (deny unless given)',
  },
  defer: {
    value: null,
    summary: "leave what is allowed to the agent's own permission rules instead of granting it",
  },
} as const

/** Reads the hook's arguments. Throws on any that it does not know: a misspelt one must not pass for a weaker gate. */
export function optionsFrom(args: readonly string[]): GateOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: false,
    options: {
      batch: { type: 'boolean' },
      env: { type: 'string' },
      policy: { type: 'string' },
      server: { type: 'string' },
      keys: { type: 'string' },
      as: { type: 'string' },
      escalate: { type: 'string' },
      defer: { type: 'boolean' },
    },
  })
  const { escalate = 'deny' } = values
  if (escalate !== 'deny' && escalate !== 'ask')
    throw new Error(`--escalate takes deny or ask, not ${escalate}`)
  return {
    batch: values.batch ?? false,
    environment: values.env ?? null,
    policy: values.policy ?? null,
    server: values.server ?? null,
    keys: values.keys ?? null,
    principal: values.as ?? null,
    escalate,
    defer: values.defer ?? false,
  }
}
