import type { ChangeRisk } from './change-risk.ts'
import type { Elsewhere } from './impact.ts'

/** What a change does beside what it makes of its repository's own documents. */
export interface BesideChange {
  readonly risk: ChangeRisk
  /** Null where no server was to be asked. */
  readonly elsewhere: Elsewhere | null
}
