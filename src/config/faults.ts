import type { PrincipalConfig, RepositoryConfig, SourceConfig } from './config.ts'

/** The entries of a configuration, each in the form that its schema demands. */
interface Entries {
  readonly sources: readonly SourceConfig[]
  readonly repositories: readonly RepositoryConfig[]
  readonly principals: readonly PrincipalConfig[]
}

/** What is wrong with entries that have the right form, in words; null where nothing is. */
export const faultIn = (entries: Entries): string | null =>
  entries.sources.map(placeless).find((fault) => fault !== null) ??
  twice(entries) ??
  strangers(entries) ??
  ownerless(entries) ??
  entries.repositories.map(homeless).find((fault) => fault !== null) ??
  null

const placeless = (source: SourceConfig): string | null => {
  const missing = missingIn(source)
  return missing === null ? null : `source ${source.id} ${missing}`
}

/** What an entry lacks to say where its pages are, in words. */
function missingIn({ type, path, repository, url }: SourceConfig): string | null {
  const isFolder = type === 'markdown-folder' || type === 'html-folder'
  if (isFolder)
    return (path === undefined) === (repository === undefined)
      ? 'needs either a path or a repository'
      : null
  if (repository !== undefined) return `is a ${type}: it takes no repository`
  if (type === 'git-wiki')
    return (path === undefined) === (url === undefined)
      ? 'needs either a path or the url of a git repository'
      : null
  if (path !== undefined) return `is a ${type}: it takes no path`
  return url === undefined && type !== 'notion' ? 'needs the url where the wiki is' : null
}

const twice = ({ sources, repositories, principals }: Entries): string | null => {
  for (const [what, entries] of Object.entries({ sources, repositories, principals })) {
    const ids: readonly string[] = entries.map(({ id }) => id)
    const again = ids.find((id, index) => ids.indexOf(id) !== index)
    if (again !== undefined) return `two ${what} are called ${again}; give each an id of its own`
  }
  return null
}

/** A repository that a source names and nobody configured. */
const strangers = ({ sources, repositories }: Entries): string | null => {
  const known = repositories.map(({ id }) => id)
  for (const { id, repository, about } of sources)
    for (const named of [...(repository ? [repository] : []), ...about])
      if (!known.includes(named))
        return `source ${id} names a repository ${named}, which is not configured; there are ${known.join(', ') || 'none'}`
  return null
}

/** An owner who is no configured person, or two people whom a provider would take for one. */
const ownerless = ({ principals }: Entries): string | null => {
  const people = principals.filter(({ kind }) => kind === 'person')
  for (const { id, kind, owner, subject, email } of principals) {
    if (owner !== undefined && kind !== 'agent') return `${id} is a person: it has no owner`
    if (owner !== undefined && !people.some((one) => one.id === owner))
      return `principal ${id} names an owner ${owner}, who is no configured person`
    if (subject !== undefined && kind !== 'person') return `${id} is an agent: it does not sign in`
    if (email !== undefined && kind !== 'person') return `${id} is an agent: it is sent no mail`
  }
  const names: readonly string[] = people.map(({ id, subject }) => subject ?? id)
  const again = names.find((name, index) => names.indexOf(name) !== index)
  return again === undefined
    ? null
    : `two people sign in as ${again}; give each a subject of its own`
}

const homeless = ({ id, path, versions }: RepositoryConfig): string | null =>
  (path === undefined) === (versions === undefined)
    ? `repository ${id} needs either a path or versions`
    : null
