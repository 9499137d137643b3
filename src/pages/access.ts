import type { Access } from '../domain/principal.ts'

const everyone = 'group:everyone'

/** A page's access list after its own metadata narrowed that of its source, and what is odd about it. */
export interface NarrowedAccess {
  readonly access: Access
  readonly problem: string | null
}

/**
 * A page can only narrow who may read it. An access list names alternatives, so "in both lists" is kept as the
 * page's entries that the source lets in as well; where the source is open to everyone, that is all of them.
 * An entry the source does not name is dropped even when some of its holders could read the source: in doubt, nobody.
 */
export const narrowAccess = (source: Access, stated: readonly string[] | null): NarrowedAccess => {
  if (stated === null) return { access: source, problem: null }
  const entries = stated
    .flatMap((value) => value.replace(/^\[|\]$/g, '').split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  if (entries.includes(everyone)) return { access: source, problem: null }
  const access = source.includes(everyone)
    ? entries
    : entries.filter((entry) => source.includes(entry))
  return { access, problem: access.length > 0 ? null : nobody(entries) }
}

const nobody = (entries: readonly string[]): string =>
  entries.length === 0
    ? 'access: the list is empty, so nobody may read this page; name who may, or take the field out'
    : `access: ${entries.map((entry) => `'${entry}'`).join(', ')} is not in the source's own list, so nobody may read this page`
