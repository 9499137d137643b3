import { isOfCopiedRelease } from '../domain/copied-release.ts'
import type { Page } from '../domain/page.ts'
import { escaped } from '../values/escaped.ts'
import { isConventional } from './past/conventions.ts'
import { foldersAbove } from './submodules.ts'

/** A repository as pages may name it. */
export interface Named {
  readonly id: string
  /** Its folder, its package's name, its remote's name; at least three characters each. */
  readonly names: readonly string[]
  /** Its files and folders. */
  readonly paths?: ReadonlySet<string>
}

/** Which repositories a page speaks of: where it lives, what it says it is about, what it links to or names. */
export function scopeOf(
  page: Page,
  repositories: readonly Named[],
  configured: readonly string[],
): string[] {
  const known = new Set(repositories.map(({ id }) => id))
  // What the page says of itself outweighs where it lies: it may describe a neighbour that is not known here.
  if (page.about.length > 0) return [...new Set(page.about)].filter((id) => known.has(id))
  // What lies among fixtures or somebody else's code describes whatever it was copied from.
  const { home } = page
  const around = repositories.find(({ id }) => id === home?.repository)
  if (home !== null && isBorrowed(home.path, around?.paths)) return []
  const said = [...(page.home ? [page.home.repository] : []), ...configured].filter((id) =>
    known.has(id),
  )
  if (said.length > 0) return [...new Set(said)]
  const named = repositories.filter(({ id, names }) =>
    [id, ...names].some((name) => isNamed(page, name)),
  )
  return (named.length > 0 ? named : byFolders(page, repositories)).map(({ id }) => id)
}

const isBorrowed = (path: string, paths: ReadonlySet<string> = new Set()): boolean =>
  borrowed.test(path) ||
  ofItsFormat.test(path) ||
  isOfCopiedRelease(path) ||
  hasLicenceOfItsOwn(path, paths)

const licences = ['LICENSE', 'LICENCE', 'COPYING'].flatMap((name) => [
  name,
  `${name}.txt`,
  `${name}.md`,
])
/** Files in which those who take a project over keep where, or at which revision. */
const origins = ['GIT_REVISION', 'REVISION', 'commit.txt', 'UPSTREAM']
/** What makes a project of autotools, one that is built by itself. */
const builds = ['configure.ac', 'configure.in']
/** In which a project tells of itself. */
const told = ['AUTHORS', 'CHANGES', 'CREDITS', 'ChangeLog', 'NEWS', 'RELEASE-NOTES']
/** `libs/tidetls/` */
const ofLibraries = /^(?:.*\/)?(?:libs?|library|libraries)\/[\w.-]{1,60}$/
/** `lib/acme/tides/` with a manifest of Composer: packages by their vendors, as Composer lays them out. */
const ofVendors = /^(?:.*\/)?(?:libs?|libraries)\/[\w.-]{1,60}\/[\w.-]{1,60}$/
/** `contrib/`, `externals/`, `cextern/` */
const ofOthers = /^(?:.*\/)?(?:contrib|[a-z]{0,3}extern(?:als?)?)\/[\w.-]{1,60}$/

/**
 * `contrib/tidetls/` with a licence of its own is somebody else's project, laid in whole; so is any folder that keeps the revision that
 * was taken beside its licence, or that is licensed and configured by itself within a project that is, too,
 * and a library that is licensed by itself and has no manifest.
 */
function hasLicenceOfItsOwn(path: string, paths: ReadonlySet<string>): boolean {
  const has = (folder: string, names: readonly string[]) =>
    names.some((name) => paths.has(`${folder}/${name}`))
  const isConfigured = builds.some((name) => paths.has(name))
  return foldersAbove(path).some(
    (folder) =>
      has(folder, licences) &&
      (ofOthers.test(folder) ||
        has(folder, origins) ||
        (isConfigured && has(folder, builds) && has(folder, told)) ||
        (ofVendors.test(folder) && has(folder, ['composer.json'])) ||
        (ofLibraries.test(folder) && !isPackage(folder, paths))),
  )
}

/** `tide.gemspec`, `pubspec.yaml`: what packages are known by. */
const manifest =
  /^(?:[\w.-]+\.(?:csproj|fsproj|vbproj|gemspec|podspec|cabal|nimble|opam)|pubspec\.yaml|project\.(?:json|clj)|library\.properties|meson\.build|BUILD(?:\.bazel)?|build\.(?:zig|sbt|xml)|Makefile\.\w+)$/i

const isPackage = (folder: string, paths: ReadonlySet<string>): boolean =>
  [...paths].some((path) => {
    const name = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : ''
    return name !== '' && !name.includes('/') && (manifest.test(name) || isConventional(name, []))
  })

const borrowed =
  /(?:^|\/)(?:testdata|test-data|test_data|fixtures?|__fixtures__|__mocks__|snapshots?|__snapshots__|vendor|vendored|deps|third_party|third-party|node_modules|site-packages)\/|(?:^|\/)tests?\/(?:[^/]+\/){0,3}(?:models|data|resources|assets|inputs?|corpus|corpora)\/(?:[^/]+\/){1,9}[^/]+$/i

/** `demo/editor/markdown.md`: a page called like its own format shows how that format looks. */
const ofItsFormat =
  /(?:^|\/)(?:demos?|playgrounds?)\/(?:.*\/)?(?:markdown\.(?:md|markdown)|mdx\.mdx|asciidoc\.(?:adoc|asciidoc)|(?:rst|restructuredtext)\.rst|html\.html?)$/i

const pathInCode = /`((?:[\w@.-]+\/){2,10})[\w@.-]+\.\w{1,6}`/g

/** A page that names no repository, but files in folders that one repository alone has, speaks of that one. */
function byFolders(page: Page, repositories: readonly Named[]): readonly Named[] {
  const folders = [...page.text.matchAll(pathInCode)].map((match) =>
    (match[1] ?? '').replace(/\/$/, ''),
  )
  const owners = folders.map((folder) => repositories.filter(({ paths }) => paths?.has(folder)))
  const [first] = owners
  return first?.length === 1 && owners.every((each) => each.length === 1 && each[0] === first[0])
    ? first
    : []
}

const isNamed = (page: Page, name: string): boolean => {
  if (name.length < 3) return false
  const written = escaped(name)
  const named = new RegExp(String.raw`(?<![\w-])${written}(?![\w-])`, 'i')
  return (
    named.test(page.title) ||
    (isTelling(name)
      ? named.test(page.text)
      : new RegExp(String.raw`\x60${written}\x60|[/:]${written}(?:\.git)?(?![\w-])`, 'i').test(
          page.text,
        ))
  )
}

/** A name of one plain word (`worker`) needs code marks or a link to count as the repository's. */
const isTelling = (name: string): boolean => /[-_/.]/.test(name)
