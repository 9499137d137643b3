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

/** What a run of continuous integration says of itself: null where it is not set. */
export interface RunEnvironment {
  readonly github: {
    /** `owner/name` */
    readonly repository: string
    /** The file of the event that the run is for. */
    readonly event: string | null
    readonly token: string | null
    readonly api: string
    readonly graphql: string
  } | null
  readonly gitlab: {
    readonly api: string
    readonly project: string | null
    readonly mergeRequest: string | null
    readonly token: string | null
  } | null
}

export function readRunEnvironment(env: NodeJS.ProcessEnv = process.env): RunEnvironment {
  return {
    github: env.GITHUB_REPOSITORY
      ? {
          repository: env.GITHUB_REPOSITORY,
          event: env.GITHUB_EVENT_PATH || null,
          token: env.GITHUB_TOKEN || null,
          api: env.GITHUB_API_URL || 'https://api.github.com',
          graphql: env.GITHUB_GRAPHQL_URL || 'https://api.github.com/graphql',
        }
      : null,
    gitlab: env.CI_API_V4_URL
      ? {
          api: env.CI_API_V4_URL,
          project: env.CI_PROJECT_ID || null,
          mergeRequest: env.CI_MERGE_REQUEST_IID || null,
          token: env.GITLAB_TOKEN || null,
        }
      : null,
  }
}
