import { posix } from 'node:path'
import type { Claim } from '../../domain/claim.ts'
import type { Fact, Survey } from '../../domain/fact.ts'
import type { Page } from '../../domain/page.ts'
import type { Anchors, PageIndex } from '../../domain/page-index.ts'

/** A link of code to a page of its repository, as a claim of the page that it leads to, or of the nearest one. */
export interface LinkFromCode {
  readonly page: Page
  readonly claim: Claim
  readonly repository: string
}

/** The links of code that lead to pages of the same repositories; links to places that nobody configured are let be. */
export function* linksFromCode(
  pages: readonly { readonly page: Page }[],
  surveys: readonly Survey[],
  index: PageIndex,
): Iterable<LinkFromCode> {
  for (const survey of surveys) {
    const own = new Map(
      pages.flatMap(({ page }) =>
        page.home?.repository === survey.repository ? [[page.home.path, page] as const] : [],
      ),
    )
    for (const url of survey.subjects('page-link')) {
      const fact = survey.about(url, ['page-link']).find(({ weak }) => !weak)
      const target = fact === undefined ? null : targetOf(fact, survey)
      if (fact === undefined || target === null) continue
      const page = own.get(target.path) ?? nearestPage(target.path, own)
      if (page === null) continue
      const isLost =
        target.anchor !== null &&
        lacks(target.anchor, index.anchors(survey.repository, target.path))
      const claim = claimOn(page, target.path, isLost ? target.anchor : null, fact)
      yield { page, claim, repository: survey.repository }
    }
  }
}

interface Target {
  readonly path: string
  readonly anchor: string | null
}

/** A path of the repository, or its address at a code host on a branch; a commit is a record, not the page of today. */
function targetOf(fact: Fact, survey: Survey): Target | null {
  const [whole = '', anchor] = fact.subject.split('#')
  const bare = whole.replace(/\?.*$/, '')
  const host =
    /^https?:\/\/(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)\/[\w.-]+\/([\w.-]+)\/(?:-\/)?(?:blob|tree|src)\/([\w.-]+)\/(.+)$/.exec(
      bare,
    )
  if (host) {
    const [, repository = '', branch = '', path = ''] = host
    const isOurs = [...survey.names, survey.repository].some(
      (name) => name.slice(name.lastIndexOf('/') + 1) === repository,
    )
    const isBranch = /^(?:main|master|HEAD|trunk|develop)$/.test(branch)
    return isOurs && isBranch
      ? { path: decoded(path).replace(/\/$/, ''), anchor: anchor ?? null }
      : null
  }
  if (/^https?:/.test(bare) || bare === '') return null
  const fromRoot = posix.normalize(bare.replace(/^\//, ''))
  const fromFile = posix.normalize(posix.join(posix.dirname(fact.path), bare))
  const path = [fromRoot, fromFile].find((one) => survey.paths.has(one)) ?? fromRoot
  // A path in a folder that is not here belongs to another place.
  if (!survey.paths.has(path) && !survey.paths.has(posix.dirname(path))) return null
  return path.startsWith('..') ? null : { path, anchor: anchor ?? null }
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Whether a page that shows all its headings has none of that name. */
const lacks = (anchor: string, anchors: Anchors | null): boolean =>
  anchors !== null &&
  anchors.incomplete === null &&
  !/^L\d/.test(anchor) &&
  !anchors.ids.has(anchor.toLowerCase())

/** The index of the folder where the page should be, or of a folder above it. */
function nearestPage(path: string, pages: ReadonlyMap<string, Page>): Page | null {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    for (const name of ['README.md', 'index.md', '_index.md']) {
      const found = pages.get(posix.join(folder, name))
      if (found !== undefined) return found
    }
    if (folder === '.' || folder === '/') return null
  }
}

/** What begins the owner of a claim that code makes: the link as the code writes it follows. */
export const ofCode = 'code: '

/** The claim stands on the page's first line: it is what code says of the page, or of a neighbour that is missing. */
function claimOn(page: Page, path: string, anchor: string | null, fact: Fact): Claim {
  const first = /\S[^\n]{0,120}/.exec(
    page.text.replace(/^#+[ \t]+/, (mark) => ' '.repeat(mark.length)),
  )
  const at = first?.index ?? 0
  const token = first?.[0].trimEnd() ?? ''
  const line = page.text.slice(0, at).split('\n').length
  const inDocument = page.lines?.[line - 1] ?? line
  return {
    kind: 'page-link',
    subject: path,
    owner: `${ofCode}${fact.subject}`,
    value: anchor,
    mood: 'asserted',
    page: page.id,
    passage: '',
    span: [at, at + token.length],
    line: inDocument,
    endLine: inDocument,
    column: 1,
    heading: [],
    quote: fact.quote,
    token,
    context: [],
  }
}
