import type { Genre } from '../domain/page.ts'

/** Days after which a page is aging and stale; null means never by age. */
export interface AgeLimit {
  readonly aging: number
  readonly stale: number
  /** Age counts only when the code the page speaks of has moved on since. */
  readonly onlyWhenBehind: boolean
}

export type AgeLimits = Readonly<Record<Genre, AgeLimit | null>>

/** Built-in limits per genre; a source's configuration may set others. */
export const defaultAgeLimits: AgeLimits = {
  runbook: { aging: 180, stale: 365, onlyWhenBehind: false },
  'how-to': { aging: 180, stale: 365, onlyWhenBehind: false },
  reference: { aging: 90, stale: 180, onlyWhenBehind: true },
  plan: null,
  record: null,
}

/** Days as they are configured: whole limits per genre, or `never` where age says nothing. */
export type ConfiguredLimits = Readonly<
  Partial<
    Record<
      Genre,
      | 'never'
      | {
          readonly aging: number
          readonly stale: number
          readonly onlyWhenBehind?: boolean | undefined
        }
      | undefined
    >
  >
>

/** The built-in limits, with what is configured for all sources and, before that, for one. */
export const ageLimitsOf = (
  ...configured: readonly (ConfiguredLimits | undefined)[]
): AgeLimits => {
  const limitOf = (genre: Genre): AgeLimit | null => {
    const own = configured.findLast((limits) => limits?.[genre] !== undefined)?.[genre]
    if (own === 'never') return null
    return own === undefined
      ? defaultAgeLimits[genre]
      : { ...own, onlyWhenBehind: own.onlyWhenBehind ?? false }
  }
  return {
    runbook: limitOf('runbook'),
    'how-to': limitOf('how-to'),
    reference: limitOf('reference'),
    plan: limitOf('plan'),
    record: limitOf('record'),
  }
}

/** A copy of a page or a survey older than this counts as unreachable. */
export const defaultCopyLimitSeconds = 24 * 60 * 60
