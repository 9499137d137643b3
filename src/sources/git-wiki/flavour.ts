/** Whose conventions a repository of pages follows; `documents` is no wiki. */
export type Flavour = 'github' | 'gitlab' | 'gitea' | 'documents'

/** How the pages of a repository are called, and where people open them. */
export interface Naming {
  readonly flavour: Flavour
  /** What the page is called, by its file; null where its own heading is the better title. */
  titleOf(path: string): string | null
  /** Null where nobody knows. */
  urlOf(path: string): string | null
}

const wikiEnding = /\.wiki(?:\.git)?\/*$/

/** The naming of a repository by its address (null for one that is only here), its folder's name and its paths. */
export function namingOf(address: string | null, folder: string, paths: readonly string[]): Naming {
  const url = address !== null && URL.canParse(address) ? new URL(address) : null
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  const base = url && isWeb ? `${url.origin}${url.pathname.replace(/\/+$/, '')}` : null
  const isWiki =
    wikiEnding.test(base ?? folder) ||
    (base === null && paths.some((path) => /^(?:home|_sidebar)\.\w+$/i.test(path)))
  const host = url?.hostname ?? ''
  const flavour = isWiki ? wikiFlavour(host, paths) : 'documents'
  const project = base?.replace(isWiki ? wikiEnding : /\.git$/, '') ?? null
  return {
    flavour,
    titleOf: (path) => (isWiki ? titles[flavour](withoutExtension(path)) : null),
    urlOf: (path) => {
      if (project === null) return null
      if (!isWiki) return fileUrl(host, project, path)
      return `${project}${addresses[flavour](withoutExtension(path))}`
    },
  }
}

/** GitLab's first page is `home`, that of the others `Home`. */
function wikiFlavour(host: string, paths: readonly string[]): Exclude<Flavour, 'documents'> {
  if (/(?:^|\.)github\./.test(host)) return 'github'
  if (/gitlab/.test(host)) return 'gitlab'
  if (/gitea|forgejo|(?:^|\.)codeberg\./.test(host)) return 'gitea'
  return paths.some((path) => /^(?:home|_sidebar)\.\w+$/.test(path)) ? 'gitlab' : 'github'
}

const withoutExtension = (path: string): string => path.replace(/\.[A-Za-z]{1,12}$/, '')
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const spaced = (name: string): string => name.replaceAll('-', ' ').trim()

/** Gitea escapes names as queries do; one that ends in `.-` keeps its dashes. */
const giteaName = (name: string): string => {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '))
  } catch {
    return name
  }
}

const titles: Readonly<Record<Flavour, (page: string) => string>> = {
  github: (page) => spaced(nameOf(page)),
  gitlab: (page) => spaced(nameOf(page)),
  gitea: (page) => {
    const name = giteaName(nameOf(page))
    return name.endsWith('.-') ? name.slice(0, -2) : spaced(name)
  },
  documents: nameOf,
}

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
const dashed = (path: string): string => encoded(path.trim().replaceAll(' ', '-'))

/** GitHub keeps folders out of the address, and its first page at the address of the wiki itself. */
const addresses: Readonly<Record<Flavour, (page: string) => string>> = {
  github: (page) => (/^home$/i.test(page) ? '/wiki' : `/wiki/${dashed(nameOf(page))}`),
  gitlab: (page) => `/-/wikis/${dashed(page)}`,
  gitea: (page) =>
    page === 'Home' ? '/wiki' : `/wiki/${dashed(page.split('/').map(giteaName).join('/'))}`,
  documents: (page) => `/${encoded(page)}`,
}

/** Where the web shows a file of a repository. */
function fileUrl(host: string, project: string, path: string): string | null {
  if (/(?:^|\.)github\./.test(host)) return `${project}/blob/HEAD/${encoded(path)}`
  if (/gitlab/.test(host)) return `${project}/-/blob/HEAD/${encoded(path)}`
  return null
}
