import type { CodeChange } from '../domain/code-change.ts'
import type { Page } from '../domain/page.ts'
import type { Reader } from '../domain/principal.ts'
import type { Store } from '../store/store.ts'

/** So many pages are judged again for one change. */
const mostPages = 200

/**
 * The pages that a reader may read, that do not live in a repository, and on which something holds by it that a change names: by
 * id, as many as are judged for one change.
 */
export async function pagesSpeakingOf(
  change: CodeChange,
  repository: string,
  reader: Reader,
  { findings, pages }: Pick<Store, 'findings' | 'pages'>,
): Promise<{ readonly pages: readonly Page[]; readonly isAll: boolean }> {
  const about = { reader, statuses: ['holds'], subjects: namesIn(change) } as const
  const found = new Set<string>()
  for (let after: string | null = ''; after !== null; ) {
    const part = await findings.list({ ...about, limit: 500, ...(after ? { after } : {}) })
    for (const { claim, repositories } of part.findings)
      if (repositories.includes(repository)) found.add(claim.page)
    after = part.next
  }
  const known = [...(await pages.getMany([...found])).values()]
    .filter(({ home, times }) => home?.repository !== repository && times.gone === null)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return { pages: known.slice(0, mostPages), isAll: known.length <= mostPages }
}

/** All that pages may call what a change takes away, brings or alters. */
const namesIn = ({ facts, paths }: CodeChange): readonly string[] => [
  ...new Set([
    ...facts.flatMap(({ subject, owner }) =>
      owner === null
        ? endsOf(subject, '.')
        : [...endsOf(subject, '.'), ...endsOf(owner, '.'), `${owner}.${subject}`],
    ),
    ...paths.flatMap(({ before, after }) =>
      [before, after].flatMap((path) =>
        path === null ? [] : endsOf(path, '/').flatMap((end) => [end, `${end}/`]),
      ),
    ),
  ]),
]

/** Pages name so many parts of a path, and no more. */
const mostParts = 12

/** `a/b/c`, `b/c` and `c`. */
const endsOf = (name: string, separator: string): readonly string[] => {
  const parts = name.split(separator).slice(-mostParts)
  return parts.map((_, from) => parts.slice(from).join(separator))
}
