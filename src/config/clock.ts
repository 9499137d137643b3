import type { Instant } from '../domain/instant.ts'
import type { Config } from './config.ts'

/** What it is now: by the clock of this machine, unless a moment is configured. */
export const nowBy = ({ clock }: Pick<Config, 'clock'>): Instant =>
  clock ?? new Date().toISOString()
