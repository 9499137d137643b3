import type { Config } from './config/config.ts'
import { type AgeLimits, ageLimitsOf } from './freshness/limits.ts'

/** When pages and our copies of them are too old, as it is configured. */
export const agingBy = ({
  ageLimits,
  sources,
  copyLimitHours,
}: Pick<Config, 'ageLimits' | 'sources' | 'copyLimitHours'>): {
  readonly copyLimitSeconds: number
  ageLimitsOf(source: string): AgeLimits
} => ({
  copyLimitSeconds: copyLimitHours * 3600,
  ageLimitsOf: (source) =>
    ageLimitsOf(ageLimits, sources.find(({ id }) => id === source)?.ageLimits),
})
