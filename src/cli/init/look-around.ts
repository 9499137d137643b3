import { basename, dirname, join, relative } from 'node:path'
import type {
  Around,
  FoundFolder,
  FoundRepository,
  FoundWiki,
} from '../../render/starting-config.ts'
import { type GitFolder, gitFolderAround, gitFolderAt } from './git-folders.ts'
import { foldersIn, isOfHtml, isPageFolder, wikisOf } from './page-folders.ts'
import { wikiBeside } from './wiki-addresses.ts'

/** More of one kind than these are not written down: somebody looks there who knows what it is. */
const most = 24

/**
 * Repositories and pages in this folder, the repository it lies in, and what lies beside it. What lies beside is offered
 * where there is code here already, and taken where there is none. Reads files, and asks nobody.
 */
export function lookAround(here: string): Around {
  const own = gitFolderAround(here)
  const below = foldersIn(here).map((name) => join(here, name))
  const above = own === null ? dirname(here) : dirname(own.path)
  const beside = foldersIn(above)
    .map((name) => join(above, name))
    .filter((path) => path !== here && path !== own?.path)
  const within = [...(own === null ? [] : [own]), ...repositoriesIn(below, own)]
  const around = repositoriesIn(beside, own)
  const isAlone = within.length === 0
  const name = namer(here)
  const repositories = [...within, ...around].slice(0, most).map(
    (one): FoundRepository => ({
      ...name(one.path),
      taken: one.hasCommits && (isAlone || within.includes(one)),
      ...(one.hasCommits ? {} : { because: 'it has no commits yet' }),
    }),
  )
  const pages = [...(own === null ? pagesIn(below, true) : []), ...pagesIn(beside, isAlone)].slice(
    0,
    most,
  )
  const folders = pages.map(
    ({ path, taken }): FoundFolder => ({ ...name(path), html: isOfHtml(path), taken }),
  )
  const looked = [...new Set([here, ...within.map(({ path }) => path)])]
  return {
    repositories,
    folders,
    wikis: distinct([...looked.flatMap(wikisOf), ...remotes(within)]),
  }
}

const repositoriesIn = (paths: readonly string[], own: GitFolder | null): readonly GitFolder[] =>
  paths.flatMap((path) => {
    const found = gitFolderAt(path)
    return found === null || found.path === own?.path ? [] : [found]
  })

/** What lies in a repository is among its documents already; read twice, one copy would be held to no code. */
const pagesIn = (paths: readonly string[], taken: boolean) =>
  paths
    .filter((path) => isPageFolder(dirname(path), basename(path)) && gitFolderAt(path) === null)
    .map((path) => ({ path, taken }))

const remotes = (found: readonly GitFolder[]): readonly FoundWiki[] =>
  found.flatMap(({ origin }) => {
    const wiki = origin === null ? null : wikiBeside(origin)
    return wiki === null
      ? []
      : [{ ...wiki, because: 'the wiki beside the repository, if it has one' }]
  })

/** The same wiki is told once, by the first reason. */
function distinct(wikis: readonly FoundWiki[]): readonly FoundWiki[] {
  const known = new Map<string, FoundWiki>()
  for (const wiki of wikis) {
    const place = `${wiki.type} ${wiki.settings.url ?? ''}`
    if (!known.has(place)) known.set(place, wiki)
  }
  const taken = new Set<string>()
  return [...known.values()]
    .slice(0, most)
    .map((wiki) => ({ ...wiki, id: free(idFor(wiki.id), taken) }))
}

/** Gives each path an id of its own, and says it from here. */
function namer(here: string): (path: string) => { readonly id: string; readonly path: string } {
  const taken = new Set<string>()
  return (path) => ({
    id: free(idFor(basename(path).replace(/\.git$/, '')), taken),
    path: relative(here, path) || '.',
  })
}

function free(wanted: string, taken: Set<string>): string {
  const id = [wanted, ...Array.from({ length: 100 }, (_, count) => `${wanted}-${count + 2}`)].find(
    (one) => !taken.has(one),
  )
  taken.add(id ?? wanted)
  return id ?? wanted
}

/** A name as an id: what an id may not hold is left out. */
const idFor = (name: string): string =>
  name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 48) || 'here'
