/** Legal texts and lists of names state nothing about code. */
const nothingToCheck =
  /(?:^|\/)(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS|CODE_OF_CONDUCT|THIRD[-_]?PARTY\w*)(?:[.-]\w+)*$/i
/** What tests read, and what they compare with. */
const material =
  /(?:^|\/)(?:__?fixtures?__?|fixtures?|test[-_]?(?:data|files|cases|samples)|__snapshots__|snapshots?|goldens?|golden[-_]?files|__mocks__|mocks)\//i
/** Texts that a test runs through lie deeper than what tells of the tests. */
const materialOfTests =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|bench(?:mark)?s?)\/(?:.*\/)?(?:examples?|samples?|inputs?|corpus|corpora)\/[^/]+\//i
const tests = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|testing)\//i
const documentFolder = /(?:^|\/)(?:docs?|documentation|website|content|wiki|guides?|manual|man)\//i
const introduction = /(?:^|\/)(?:readme|contributing|index|development|testing|hacking)(?:\.\w+)?$/i
/** Pages of what was released before, kept beside those of today. */
const oldVersion =
  /(?:^|\/)(?:versioned_docs|versioned[-_]sidebars|archived?[-_]docs)\/|(?:^|\/)(?:docs?|documentation|content|website|site)\/(?:[\w-]{1,30}\/){0,3}(?:version-)?v?\d{1,3}\.(?:\d{1,3}|x)(?:\.(?:\d{1,3}|x))?\//i
/** Markup that programs fill in or put out, and what pages only show. */
const markupOfPrograms =
  /(?:^|\/)(?:_?assets|_?static|public|_?templates?|_?layouts?|_?includes?|themes?|partials|coverage|javadoc|apidocs|reports?|images?|img|demos?|examples?|samples?|src|app|web|ui|frontend|site-packages)\//i
const textForPeople =
  /(?:^|\/)(?:readme|install|installation|building|contributing|hacking|changes|changelog|news|history|usage|faq|upgrading|todo)(?:[-_.][\w-]{1,20})?\.te?xt$/i
/** Copies that a site generator keeps of what it built from, and markup that a program wrote from the code. */
const writtenByPrograms = /(?:^|\/)_sources\/|(?:^|\/)(?:[\w.]{1,30}-)?generated\/.*\.html?$/i
/** Files that a generator puts, all of one line, at the root of what it built: its pages are made from others, or from code. */
const ofBuiltSite: readonly (readonly string[])[] = [
  // Sphinx
  ...[['objects.inv'], ['searchindex.js'], ['_static'], ['_sources']],
  // Javadoc and Dokka
  ...[['package-list', 'index.html'], ['element-list', 'index.html'], ['allclasses-index.html']],
  // Doxygen, rustdoc, YARD, MkDocs, DocFX, mdBook
  ...[['doxygen.css', 'menudata.js'], ['crates.js'], ['search-index.js'], ['method_list.html']],
  ...[['search/search_index.json'], ['xrefmap.yml'], ['elasticlunr.min.js']],
]
const notText =
  /(?:^|\/)(?:robots|humans|llms(?:-full)?|security|ads|requirements[\w.-]*|constraints[\w.-]*|cmakelists|manifest|version|spelling[\w-]*|wordlist|words|dictionary|vocab|vale|\w*ignore)\.te?xt$|(?:wordlist|spelling|dictionary|requirements)[\w.-]{0,40}\.te?xt$/i

/**
 * Whether a text of a repository is a page: written for its readers and about the code of today. Fixtures of tests, pages
 * of former versions, and texts that programs read or wrote are none.
 */
export function isPage(path: string): boolean {
  if ([nothingToCheck, material, oldVersion, writtenByPrograms].some((set) => set.test(path)))
    return false
  const isAmongTests = tests.test(path) || materialOfTests.test(path)
  const isForReaders = introduction.test(path) && !materialOfTests.test(path)
  if (isAmongTests && !documentFolder.test(path) && !isForReaders) return false
  if (/\.html?$/i.test(path) && (!documentFolder.test(path) || markupOfPrograms.test(path)))
    return false
  if (/\.te?xt$/i.test(path))
    return !notText.test(path) && (textForPeople.test(path) || documentFolder.test(path))
  return true
}

/** Whether an HTML page is one of a site or of a reference that a program built and that is kept here. `paths` are the files and folders of the repository. */
export function isBuilt(path: string, paths: ReadonlySet<string>): boolean {
  if (!/\.html?$/i.test(path)) return false
  const parts = path.split('/')
  return parts.some((_, depth) =>
    ofBuiltSite.some((names) =>
      names.every((name) => paths.has([...parts.slice(0, depth), name].join('/'))),
    ),
  )
}

const locales =
  'ar|bg|bn|ca|cs|da|de|el|es|et|fa|fi|fr|he|hi|hr|hu|id|it|ja|jp|ka|ko|kr|lt|lv|ms|nb|nl|no|pl|pt|ro|ru|sk|sl|sr|sv|ta|te|th|tr|uk|ua|ur|uz|vi|zh|cn|tw'
const locale = `(?:${locales})(?:[-_](?:[a-z]{2}|[a-z]{4}|419))?`
const inFolder = new RegExp(`(?:^|/)${locale}(?=/)`, 'gi')
const inName = new RegExp(`[._-]${locale}(?=\\.[a-z]+$)`, 'i')

/**
 * Whether a page is a translation of another that is there too: it says the same, in words that no rule here knows.
 * `paths` are the files and folders of the repository.
 */
export const isTranslation = (path: string, paths: ReadonlySet<string>): boolean => {
  const plain = path.replace(inName, '')
  if (
    plain !== path &&
    (paths.has(plain) ||
      paths.has(path.replace(inName, '.en')) ||
      paths.has(path.replace(inName, '-en')))
  )
    return true
  for (const found of path.matchAll(inFolder)) {
    const head = path.slice(0, found.index)
    const rest = path.slice(found.index + found[0].length)
    const lead = found[0].startsWith('/') ? '/' : ''
    for (const other of ['en', 'en-US', 'en-us', 'en_US'])
      if (paths.has(`${head}${lead}${other}`)) return true
    const bare = `${head}${rest}`.replace(/^\//, '')
    if (paths.has(bare) || isInternational(head)) return true
  }
  return false
}

/** `i18n/fr/…` holds translations, wherever the original is. */
const isInternational = (head: string): boolean =>
  /(?:^|\/)(?:i18n|locales?|translations?|l10n|lang|languages?)$/i.test(head)
