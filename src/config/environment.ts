/** What the environment may set. It stands apart from config.ts, so that the gate reads it without loading a parser of YAML. */
export interface Environment {
  readonly config: string | null
  readonly data: string | null
  readonly port: string | null
  readonly color: boolean | null
}

export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  return {
    config: env.PLUMBLINE_CONFIG ?? null,
    data: env.PLUMBLINE_DATA ?? null,
    port: env.PLUMBLINE_PORT ?? null,
    color: env.NO_COLOR ? false : env.FORCE_COLOR ? true : null,
  }
}

/** What the environment tells the gate. */
export interface GateEnvironment {
  /** A file of policy; the one in force by default unless given. */
  readonly policy: string | null
  /** The server that judges, too; none unless given. */
  readonly url: string | null
  /** The key that the server knows the gate by. */
  readonly key: string | null
  /** A file of the server's public keys: people's approvals at the server count by them alone. */
  readonly keys: string | null
  /** The principal that the server knows the gate's key as. */
  readonly principal: string | null
}

export const readGateEnvironment = (env: NodeJS.ProcessEnv = process.env): GateEnvironment => ({
  policy: env.PLUMBLINE_POLICY || null,
  url: env.PLUMBLINE_URL || null,
  key: env.PLUMBLINE_KEY || null,
  keys: env.PLUMBLINE_KEYS || null,
  principal: env.PLUMBLINE_AS || null,
})
