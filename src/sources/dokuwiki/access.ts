import { z } from 'zod'
import type { Access, AccessLists } from '../../domain/principal.ts'

/** Each scope (`page`, `namespace:*`, `*`) with the rights of users and `@groups` there: 0 is none, 1 and more may read. */
export type Rules = ReadonlyMap<string, ReadonlyMap<string, number>>

const right = z.coerce.number().pipe(z.int().min(0).max(255))
const some = z.record(z.string(), z.record(z.string(), right))

/** What `plugin.acl.listAcls` gives: PHP has one kind of list, so that no rules at all are an array. */
export const rulesForm = z.union([
  z
    .array(z.unknown())
    .max(0)
    .transform((): Rules => new Map()),
  some
    // A struct of nothing is how the wiki refuses.
    .refine((scopes) => Object.keys(scopes).length > 0)
    .transform(
      (scopes): Rules =>
        new Map(
          Object.entries(scopes).map(([scope, rights]) => [scope, new Map(Object.entries(rights))]),
        ),
    ),
])

const everybody = '@ALL'

/**
 * Who may read a page by the wiki's whole access list; null where nobody needs to be asked, as everybody may.
 *
 * DokuWiki (dokuwiki.org/acl) goes from the page to its namespace and on up to the root, and stops at the first scope that has a line
 * for the reader, by name, by any of their groups or as anybody; of several lines there the largest right holds. A list of readers can
 * only let in. Where a scope takes reading away from somebody, who else that is, and what they are let in by further up, cannot be told
 * without knowing who is in which group: from there on up nobody is let in.
 */
export const readersOf = (id: string, rules: Rules): Access | null => {
  const scopes = scopesOf(id).flatMap((scope) => rules.get(scope) ?? [])
  const open = scopes.find((rights) => rights.has(everybody))?.get(everybody) ?? 0
  // Whoever may read as nobody in particular need not sign in.
  if (open > 0) return null
  const readers: string[] = []
  for (const rights of scopes) {
    for (const [who, right] of rights) if (right > 0) readers.push(readerNamed(who))
    if ([...rights.values()].some((right) => right === 0)) break
  }
  return readers
}

/** `a:b:page`, `a:b:*`, `a:*`, `*`. */
const scopesOf = (id: string): readonly string[] => {
  const spaces = id.split(':').slice(0, -1)
  const above = spaces.map((_, index) => `${spaces.slice(0, spaces.length - index).join(':')}:*`)
  return [id, ...above, '*']
}

const readerNamed = (who: string): string =>
  who.startsWith('@') ? `group:${who.slice(1)}` : `user:${who}`

/** Who may read what, as far as the wiki tells the account that asks. */
export type Permissions =
  /** The whole access list, which is told to superusers. */
  | { readonly by: 'rules'; readonly rules: Rules }
  /** The pages that everybody may read; null where that cannot be asked. */
  | { readonly by: 'comparison'; readonly open: ReadonlySet<string> | null }
  /** We ask as nobody ourselves. */
  | { readonly by: 'being-nobody' }

/** The access lists of a page that the account was shown: it is let in, and whoever else is known to be. */
export const accessOf = (
  id: string,
  permissions: Permissions,
  account: string | null,
): AccessLists => {
  const own = account === null ? [] : [`user:${account}`]
  switch (permissions.by) {
    case 'being-nobody':
      return []
    case 'comparison':
      return permissions.open?.has(id) ? [] : [own]
    case 'rules': {
      const readers = readersOf(id, permissions.rules)
      return readers === null ? [] : [[...readers, ...own]]
    }
  }
}
