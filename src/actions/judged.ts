import type { ClassedCommand } from '../domain/action.ts'

/** What a shell text does: its commands classed, and what could not be read. */
export interface Judged {
  readonly commands: readonly ClassedCommand[]
  readonly unseen: readonly string[]
}

/** Several judgements as one. */
export const together = (parts: readonly Judged[]): Judged => ({
  commands: parts.flatMap(({ commands }) => commands),
  unseen: parts.flatMap(({ unseen }) => unseen),
})
