/** What a word of a command says it is aimed at. */
export const targetKinds = [
  // What chooses where a command runs.
  'context',
  'account',
  'host',
  'workspace',
  'app',
  'variable',
  // Where inside that.
  'namespace',
  'database',
  'region',
  'file',
  // What it is done to.
  'name',
] as const
export type TargetKind = (typeof targetKinds)[number]

/** One word of a command that says where it is aimed. */
export interface Target {
  readonly kind: TargetKind
  /** The word: a context, a host, a name. */
  readonly says: string
  /** By which option, variable or place it is said, in words for people. */
  readonly by: string
  /** It is known only when the shell runs. */
  readonly dynamic: boolean
}

/** Where one command of an action is aimed. */
export interface Aim {
  /** Its place among the commands of the action. */
  readonly command: number
  /** It acts on something beyond this machine's own files: a cluster, an account, a database, a host. */
  readonly elsewhere: boolean
  readonly targets: readonly Target[]
  /** A role or an account that the command itself takes on: `--as`, `--impersonate-service-account`. */
  readonly roles: readonly string[]
}
