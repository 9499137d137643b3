import type { Change } from '../../domain/repository.ts'

/** A change as a sentence names it: `3f2a91c (2025-11-02, 'plot: shorten flags')`. */
export function inWords({ commit, version, date, subject }: Change): string {
  if (version !== null) return `version ${version}`
  const rest = [date?.slice(0, 10), subject === null ? undefined : `'${subject}'`].filter(
    (part) => part !== undefined,
  )
  return `${commit?.slice(0, 7) ?? 'an unknown change'}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`
}
