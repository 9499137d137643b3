import type { Basis } from './instant.ts'

/** From the most severe to the least. */
export const freshnessStates = [
  'gone',
  'contradicted',
  'superseded',
  'expired',
  'unreachable',
  'unknown',
  'stale',
  'aging',
  'fresh',
] as const
export type FreshnessState = (typeof freshnessStates)[number]

/** Days since content and section changed and since review, seconds since our copy was confirmed; null when unknown. */
export interface Age {
  readonly contentDays: number | null
  readonly sectionDays: number | null
  readonly reviewedDays: number | null
  readonly copySeconds: number | null
  /** How likely the source serves another text by now, from 0 to 1, by how often the page changed under our eyes. */
  readonly copyOutdated: number | null
  /** Commits since the content changed that touched the files the passage speaks of. */
  readonly commitsBehind: number | null
}

export interface Freshness {
  readonly state: FreshnessState
  readonly because: readonly string[]
  readonly basis: Readonly<Record<string, Basis>>
}
