import type { AccessLists } from '../domain/principal.ts'

/** A page's access lists after its own metadata narrowed those of its source, and what is odd about them. */
export interface NarrowedAccess {
  readonly access: AccessLists
  readonly problem: string | null
}

/** A page can only narrow who may read it: the list it states stands beside those of its source, and all must let a reader in. */
export const narrowAccess = (
  source: AccessLists,
  stated: readonly string[] | null,
): NarrowedAccess => {
  if (stated === null) return { access: source, problem: null }
  const entries = stated
    .flatMap((value) => value.replace(/^\[|\]$/g, '').split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  if (entries.includes('group:everyone')) return { access: source, problem: null }
  return {
    access: [...source, [...new Set(entries)].sort()],
    problem: entries.length > 0 ? null : nobody,
  }
}

const nobody =
  'access: the list is empty, so nobody may read this page; name who may, or take the field out'
