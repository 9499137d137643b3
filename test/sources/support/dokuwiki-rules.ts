/** Somebody who may want to read: `null` is nobody in particular. */
export interface Reader {
  readonly user: string | null
  readonly groups: readonly string[]
}

/** One line of DokuWiki's access list. */
export interface Rule {
  readonly scope: string
  readonly who: string
  readonly right: number
}

/** What DokuWiki's own `auth_aclcheck_cb` finds, line for line, for one who is no superuser. */
export function rightOf(id: string, { user, groups }: Reader, rules: readonly Rule[]): number {
  const names = [...groups.map((group) => `@${group}`), '@ALL', ...(user === null ? [] : [user])]
  for (const scope of [id, ...spacesOf(id)]) {
    const rights = rules.filter((rule) => rule.scope === scope && names.includes(rule.who))
    if (rights.length > 0) return Math.max(...rights.map(({ right }) => right))
  }
  return 0
}

function spacesOf(id: string): readonly string[] {
  const last = id.lastIndexOf(':')
  return last < 0 ? ['*'] : [`${id.slice(0, last)}:*`, ...spacesOf(id.slice(0, last))]
}
