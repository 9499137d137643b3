import { posix } from 'node:path'
import type { Survey } from '../../domain/fact.ts'
import { pathsEndingIn } from '../path-ends.ts'
import { sitesOf } from './sites.ts'

const endings = ['md', 'mdx', 'markdown', 'rst', 'adoc', 'asciidoc', 'html', 'txt', 'ipynb']
const indexes = ['index', '_index', 'README', 'Readme', 'readme']
const locale = /^(?:[a-z]{2}|[a-z]{2}[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}))$/

/** A target as a path of the repository; null when it leads out of it. */
export function resolve(folder: readonly string[], target: string): string | null {
  const parts = [...folder]
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

/** The tracked path that a link of a page leads to, tried in every way that code hosts and site generators have. */
export function landing(target: string, page: string, survey: Survey): string | null {
  for (const path of placesOf(target, page, survey)) {
    const found = standing(path, survey)
    if (found !== null) return found
  }
  return null
}

/** What the link leads to where `guide/setup.md` is served as `guide/setup/`; pages that are their folder's own are not. */
export function landingAsFolder(target: string, page: string, survey: Survey): string | null {
  const stem = stemOf(page)
  if (target.startsWith('/') || indexes.includes(stem)) return null
  const path = resolve([...page.split('/').slice(0, -1), stem], target)
  return path === null ? null : standing(path, survey)
}

const stemOf = (page: string): string => (page.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '')

/** Where the link may count from: the page's folder, the folder that its address makes, or a root. */
function* placesOf(target: string, page: string, survey: Survey): Iterable<string> {
  const sites = sitesOf(survey)
  if (target.startsWith('/')) {
    for (const root of sites.roots) yield* one(resolve(root.split('/').filter(Boolean), target))
    return
  }
  const folder = page.split('/').slice(0, -1)
  yield* one(resolve(folder, target))
  if (!sites.publishes(page)) {
    yield* inOtherLanguages(folder, target)
    return
  }
  yield* one(resolve([...folder, stemOf(page)], target))
  yield* byAddress(target, page, sites.roots)
  yield* one(resolve(folder.slice(0, -1), target))
  for (const root of sites.roots) yield* one(resolve(root.split('/').filter(Boolean), target))
  yield* inOtherLanguages(folder, target)
}

/** Where a link leads from the page's address on a site, which has the files of every root at its own. */
function* byAddress(target: string, page: string, roots: readonly string[]): Iterable<string> {
  if (!target.startsWith('../')) return
  for (const root of roots) {
    if (root !== '' && !page.startsWith(`${root}/`)) continue
    const inside = page.slice(root === '' ? 0 : root.length + 1).split('/')
    const at = resolve([...inside.slice(0, -1), stemOf(page)], target)
    if (at === null) continue
    for (const other of roots) if (other !== root) yield other === '' ? at : `${other}/${at}`
  }
}

function* one(path: string | null): Iterable<string> {
  if (path !== null) yield path
}

/** What a translation lacks, the original may have. */
function* inOtherLanguages(folder: readonly string[], target: string): Iterable<string> {
  const at = folder.findIndex((part) => locale.test(part))
  if (at < 0) return
  for (const other of ['en', 'en-US', 'en-us', 'en_US', ''])
    yield* one(
      resolve(
        [...folder.slice(0, at), ...(other === '' ? [] : [other]), ...folder.slice(at + 1)],
        target,
      ),
    )
}

/** What a path stands for: itself, the page whose ending it leaves out or has built, a folder's index. */
function standing(path: string, { paths }: Survey): string | null {
  if (path === '') return ''
  if (paths.has(path)) return path
  const built = /^(.+)\.(?:html?|md|mdx)$/i.exec(path)?.[1]
  for (const stem of built === undefined ? [path] : [built, path])
    for (const ending of endings) if (paths.has(`${stem}.${ending}`)) return `${stem}.${ending}`
  const folder = /^(.+)\/(?:index(?:\.html?)?|README)$/i.exec(path)?.[1] ?? built
  for (const index of indexes)
    for (const ending of endings)
      for (const base of folder === undefined ? [path] : [path, folder])
        if (paths.has(`${base}/${index}.${ending}`)) return `${base}/${index}.${ending}`
  return folder !== undefined && paths.has(folder) && /\/index(?:\.html?)?$/i.test(path)
    ? folder
    : null
}

/** The page that introduces a folder: what a link to the folder shows. */
export function introduced(path: string, { paths }: Survey): string {
  for (const index of ['README', 'readme', 'Readme', 'index', '_index'])
    for (const ending of endings)
      if (paths.has(`${path}/${index}.${ending}`)) return `${path}/${index}.${ending}`
  return path
}

/**
 * `doc-build/quay.md`, of which `doc/quay.md` is made: a link of it means what lies beside the page that is made. Null where no folder beside,
 * called like this one but for its end, has a page of the name and what the link leads to.
 */
export function besideTwin(target: string, page: string, survey: Survey): string | null {
  const [folder, name] = [posix.dirname(page), posix.basename(page)]
  const isTwin = (other: string): boolean => {
    const [one, two] = [posix.basename(folder), posix.basename(other)]
    return (
      other !== folder &&
      posix.dirname(other) === posix.dirname(folder) &&
      [`${two}-build`, `${two}_build`, `${two}-src`, `${two}_src`, `${two}-source`].includes(one)
    )
  }
  if (/^(?:readme|index)\./i.test(name)) return null
  for (const path of pathsEndingIn(name, survey)) {
    const found = isTwin(posix.dirname(path)) ? landing(target, path, survey) : null
    if (found !== null) return found
  }
  return null
}
