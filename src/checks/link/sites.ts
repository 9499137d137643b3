import type { Survey } from '../../domain/fact.ts'

/** What is known of how a repository's documents are published. */
export interface Sites {
  /** Folders that addresses beginning with `/` may count from; the repository itself is `''`. */
  readonly roots: readonly string[]
  /** Whether a site generator publishes the page, so that its addresses need not be files. */
  publishes(path: string): boolean
  /** Whether all pages are published into one folder, wherever they lie: so does ExDoc. */
  readonly isFlat: boolean
  /** The tracked path that differs only in case; null when there is none. */
  inOtherCase(path: string): string | null
}

const generators =
  /(?:^|\/)(?:mkdocs\.ya?ml|properdocs\.ya?ml|zensical\.toml|docusaurus\.config\.[cm]?[jt]s|hugo\.(?:toml|ya?ml|json)|\.vitepress\/config\.[cm]?[jt]s|\.vuepress\/config\.[cm]?[jt]s|astro\.config\.[cm]?[jt]s|book\.toml|_config\.ya?ml|antora(?:-playbook)?\.ya?ml|gatsby-config\.[cm]?[jt]s|next\.config\.[cm]?[jt]s|nuxt\.config\.[cm]?[jt]s|\.eleventy\.[cm]?js|eleventy\.config\.[cm]?[jt]s|mint\.json|docs\.json|_quarto\.yml|docfx\.json|retype\.ya?ml|rspress\.config\.[cm]?[jt]s|theme\.config\.[jt]sx?|siteConfig\.js|honkit\.json|book\.json|\.gitbook\.ya?ml|_sidebar\.md|writerside\.cfg|[Dd]oxyfile(?:\.[\w-]{1,20}){0,2}|svelte\.config\.[cm]?js)$/
/** Angular publishes the `content` beside its settings from the root of the app, whose files lie in `src`. */
const angular = /^(.*)\/angular\.json$/
/** Sphinx' settings have a common name; beside an index they are Sphinx'. */
const sphinx = /^(.*\/)?conf\.py$/
const hugoOld = /^(.*\/)?config(?:\.toml|\.ya?ml|\/_default\/.*)$/

/** The page of a section, as Hugo and Zola call it: the folders below it are a site's, wherever that is built. */
const section = /^(?:(.*)\/)?_index(?:\.[a-z]{2}(?:-[a-z]{2})?)?\.(?:md|markdown|adoc|html)$/i

const documentFolders =
  /^(?:docs?|documentation|content|website|sites?|www|book|pages|guides?|manual|web|wiki|docs[-_]\w+|\w+[-_]docs)$/i
/** What code hosts show to everyone who comes to the repository, site or not. */
const shownByHost =
  /(?:^|\/)(?:readme|contributing|changelog|changes|history|security|support|governance|maintainers|code_of_conduct|development|hacking|architecture|upgrading|install)(?:[.-][\w.-]*)?$/i
const innerRoots = [
  '',
  'docs',
  'doc',
  'content',
  'content/en',
  'static',
  'public',
  'source',
  'src',
  'src/content',
  'src/content/docs',
  'src/pages',
  'docs/content',
  'docs/src',
  'pages',
  'en',
  'docs/en',
  'assets',
  'site',
  'src/docs',
  'blog',
  'theme',
  'app',
]

const known = new WeakMap<Survey, Sites>()

/** How a repository's documents are published, told by the settings of site generators in it. */
export const sitesOf = (survey: Survey): Sites => {
  const found = known.get(survey)
  if (found !== undefined) return found
  const made = read(survey)
  known.set(survey, made)
  return made
}

/** https://hexdocs.pm/ex_doc/Mix.Tasks.Docs.html#module-additional-pages; nothing else reads cheatsheets of that ending. */
const isByExDoc = (survey: Survey): boolean =>
  (survey.paths.has('mix.exs') && survey.about('ex_doc', ['dependency']).length > 0) ||
  [...survey.paths].some((path) => path.endsWith('.cheatmd'))

/** The topmost folders of additional pages. */
const ofExDoc = /^((?:[^/]+\/){0,3}(?:guides|pages|docs?))\//

function read(survey: Survey): Sites {
  const { paths } = survey
  const areas = new Set(sectionsOf(paths))
  const ofApps = new Set<string>()
  const isFlat = isByExDoc(survey)
  for (const path of paths) {
    const extras = isFlat ? ofExDoc.exec(path)?.[1] : undefined
    if (extras !== undefined) areas.add(extras)
    if (generators.test(path)) areas.add(areaOf(path))
    const app = angular.exec(path)?.[1]
    if (app !== undefined && paths.has(`${app}/content`)) {
      areas.add(`${app}/content`)
      ofApps.add(`${app}/src`)
    }
    const alone = sphinx.exec(path) ?? hugoOld.exec(path)
    const folder = alone?.[1] ?? ''
    const companions = ['index.rst', 'index.md', 'source/index.rst', 'content', 'index.txt']
    // `docs/sphinx/conf.py`: settings by themselves, of what lies around them.
    const around = /^(.*)\/\.?_?sphinx\/$/.exec(sphinx.exec(path)?.[1] ?? '')?.[1]
    if (around !== undefined && documentFolders.test(around.slice(around.lastIndexOf('/') + 1)))
      areas.add(around)
    if (alone && companions.some((name) => paths.has(`${folder}${name}`)))
      areas.add(folder.replace(/\/$/, ''))
  }
  const folders = [...areas].slice(0, 200)
  const served = [...paths].filter((path) =>
    /^(?:[^/]+\/){0,3}(?:static|public|assets)$/.test(path),
  )
  const isOpen = folders.some(
    (area) => area === '' || documentFolders.test(area.slice(area.lastIndexOf('/') + 1)),
  )
  const roots = ['', ...folders.filter((area) => area !== '')].flatMap((area) =>
    innerRoots.map((inner) => [area, inner].filter(Boolean).join('/')),
  )
  let lower: ReadonlyMap<string, string> | null = null
  return {
    roots: [...new Set([...roots, ...served.slice(0, 100), ...ofApps])].filter(
      (root) => root === '' || paths.has(root),
    ),
    publishes: (path) => {
      if (folders.some((area) => area !== '' && path.startsWith(`${area}/`))) return true
      const [first = ''] = path.split('/')
      if (isOpen && path.includes('/') && documentFolders.test(first)) return true
      return areas.has('') && !shownByHost.test(path)
    },
    isFlat,
    inOtherCase: (path) => {
      lower ??= new Map([...paths].map((one) => [one.toLowerCase(), one]))
      return lower.get(path.toLowerCase()) ?? null
    },
  }
}

/** The folders of sections that lie in no other section. */
function sectionsOf(paths: ReadonlySet<string>): readonly string[] {
  const folders = new Set<string>()
  for (const path of paths) {
    const found = section.exec(path)
    if (found) folders.add(found[1] ?? '')
  }
  return [...folders].filter((folder) => {
    if (folder !== '' && folders.has('')) return false
    for (let at = folder.lastIndexOf('/'); at > 0; at = folder.lastIndexOf('/', at - 1))
      if (folders.has(folder.slice(0, at))) return false
    return true
  })
}

/** The folder that a generator's settings speak for. */
const areaOf = (path: string): string =>
  path
    .split('/')
    .slice(0, -1)
    .filter((part) => !/^\.(?:vitepress|vuepress)$/.test(part))
    .join('/')
