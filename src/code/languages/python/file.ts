import type * as shared from '../rules.ts'
import type { Commands } from './commands.ts'
import type { Constants } from './literals.ts'

/** What every rule may know of the file it reads. */
export interface File {
  readonly path: string
  readonly constants: Constants
  readonly commands: Commands
  /** Functions that read the environment variable they are given the name of. */
  readonly readers: ReadonlySet<string>
}

/** Rules by the node type they read. */
export type Rules = shared.Rules<File>
export type Rule = shared.Rule<File>
