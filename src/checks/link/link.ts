import { posix } from 'node:path'
import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import type { Judgement } from '../../domain/finding.ts'
import type { Page } from '../../domain/page.ts'
import type { PageIndex } from '../../domain/page-index.ts'
import { type Check, type Mention, type Opinion, unknown } from '../check.ts'
import { isPlaceholder } from '../shape.ts'
import type { Token } from '../tokens.ts'
import { treeEvidence } from '../tree-evidence.ts'
import { introduced, landing, resolve } from './candidates.ts'
import { isDirected } from './directives.ts'
import { isForDoxygen } from './doxygen.ts'
import { judgeFragment } from './fragments.ts'
import { missing, type Place } from './missing.ts'
import { ofDocument, ofDoxygen, ofSite, withFrontMatter } from './senses.ts'

/** A page links to a file, a folder, a picture or a heading of the repository; it must be there. */
export const link: Check = {
  about:
    'A page links to a file, a picture or a heading of its repository; the target must be there.',
  against: ['file-path'],
  statesMore: true,
  over: ['file-path'],

  *mentions({ page, tokens }) {
    const home = page.home?.path
    if (home === undefined) return
    const sense = senseOf(page)
    for (const token of tokens) {
      if (token.place !== 'link') continue
      const how = token.role === 'doc' ? ofDocument : sense
      for (const mention of linked(token, home))
        yield how === undefined ? mention : { ...mention, sense: how }
    }
  },

  judge(claim, surveys, pages): Opinion {
    const opinion = judgePlace(claim, surveys, pages)
    if (claim.sense !== ofDoxygen) return opinion
    if (opinion.status === 'absent') return { ...opinion, whole: null }
    return opinion.status === 'contradicted'
      ? unknown('ambiguous', 'Doxygen finds what its pages link to by name, wherever it lies')
      : opinion
  },
}

function judgePlace(claim: Claim, surveys: readonly Survey[], pages: PageIndex): Opinion {
  const place = placeOf(claim)
  for (const survey of surveys) {
    const found = landing(place.target, place.page, survey)
    if (found === null) continue
    const target = introduced(found, survey)
    return (
      judgeFragment(claim, { survey, path: target, page: place.page }, pages) ??
      holds(survey, found)
    )
  }
  return (
    fromIncluders(place, surveys, pages) ??
    fromCopies(place, surveys, pages) ??
    missing(claim, place, surveys)
  )
}

const frontMatter = /^(?:---|\+\+\+)[ \t]*\r?\n/
/** Keys by which sites lay out a page. */
const ofSites =
  /^(?:---|\+\+\+)[ \t]*\r?\n(?:(?!---|\+\+\+)[^\n]{0,300}\n){0,30}?["']?(?:title|layout|sidebar\w*|nav\w*|weight|slug|permalink|id|custom_edit_url|date|menu|parent|order|section|hide_title|pagination\w*|redirect\w*|aliases|tags|categories)["']?\s{0,4}[:=]/
const senses = new WeakMap<Page, string | null>()

/** For whom a page is written, looked for once for all its passages. */
function senseOf(page: Page): string | undefined {
  const known = senses.get(page)
  if (known !== undefined) return known ?? undefined
  const found = isForDoxygen(page.text)
    ? ofDoxygen
    : frontMatter.test(page.text)
      ? ofSites.test(page.text)
        ? ofSite
        : withFrontMatter
      : null
  senses.set(page, found)
  return found ?? undefined
}

/** Where a link leads from the first of some pages from which it leads anywhere. */
function landingFrom(
  others: readonly string[],
  target: string,
  survey: Survey,
): { readonly other: string; readonly found: string } | null {
  for (const other of others) {
    const found = landing(target, other, survey)
    if (found !== null) return { other, found }
  }
  return null
}

/** What is taken into other pages may have its links count from there. */
function fromIncluders(
  { page, target }: Place,
  surveys: readonly Survey[],
  pages: PageIndex,
): Judgement | null {
  for (const survey of surveys) {
    const from = landingFrom(pages.includers(survey.repository, page), target, survey)
    if (from !== null) return holds(survey, from.found)
  }
  for (const survey of surveys) {
    const from = landingFrom(pages.shownAs(survey.repository, page), target, survey)
    if (from !== null)
      return unknown(
        'ambiguous',
        `it leads to ${from.found} where ${from.other} shows the page`,
        from.found,
      )
  }
  return null
}

/** The README of a package may be that of the repository, laid there to be published: registries count its links from the root. */
function fromCopies(
  { page, target }: Place,
  surveys: readonly Survey[],
  pages: PageIndex,
): Judgement | null {
  if (!/^readme\./i.test(posix.basename(page))) return null
  const isCopied = (other: string) => isAbove(posix.dirname(other), posix.dirname(page))
  for (const survey of surveys) {
    const copies = pages.copies(survey.repository, page).filter(isCopied)
    const from = landingFrom(copies, target, survey)
    if (from !== null)
      return unknown(
        'ambiguous',
        `it leads to ${from.found} from ${from.other}, the same page`,
        from.found,
      )
  }
  return null
}

const isAbove = (folder: string, below: string): boolean =>
  folder !== below && (folder === '.' || below.startsWith(`${folder}/`))

const holds = (survey: Survey, path: string): Judgement => ({
  status: 'holds',
  evidence: [treeEvidence(survey, path)],
})

/** Roles whose targets are no files: labels of a whole site, patterns, what another page takes in. */
const otherwise = new Set(['ref', 'glob', 'target-name'])
/** Words that stand for a target where the way of writing links is shown. */
const stencil = /^(?:url|uri|link|path|href|target|src|file|image|title|address|[a-z]|\.{1,3}|#)$/i

function* linked(token: Token, home: string): Iterable<Mention> {
  if (token.role !== undefined && otherwise.has(token.role)) return
  const written = token.text.trim()
  // In backticks ExDoc takes a target for a name of code: [lock file](`Mix.Project#module-configuration`).
  if (/^[a-z][\w+.-]*:|^\/\/|^[<{\x60]|[{}<>$|\\]|^@|^~/i.test(written) || written.length > 400)
    return
  const [target = '', fragment] = cut(written)
  if (stencil.test(target) || (target === '' && !fragment)) return
  if (target === '' && /^(?:top|start|!|\/|:~:|#+$|\d$)/i.test(fragment ?? '')) return
  const decoded = decodedOf(target)
  if (decoded === null) return
  const folder = home.split('/').slice(0, -1)
  if (resolve(decoded.startsWith('/') ? [] : folder, decoded) === null) return
  if (isDirected(token.block.text.slice(0, token.span[0] - token.block.textStart), home)) return
  const hash = target === '' ? `#${fragment}` : target
  const from = token.span[0] - token.block.textStart
  // AsciiDoc leaves the sign out: `<<limits>>`.
  const isBare =
    token.role === 'xref' && target === '' && !token.block.text.startsWith('#', from + 2)
  const shown = isBare ? (fragment ?? '') : hash
  const at = token.block.text.indexOf(shown, from)
  // A link by reference has its target in another place: there it is a claim.
  if (at < 0 || token.block.textStart + at + shown.length > token.span[1]) return
  const start = token.block.textStart + at
  yield {
    subject: target === '' ? hash : decoded.replace(/^(?:\.?\/)+/, ''),
    owner: home,
    value: fragment ?? null,
    token: shown,
    span: [start, start + shown.length],
    block: token.block,
    ...(isPlaceholder(shown) ? { mood: 'example' as const } : {}),
  }
}

/** A target and what stands behind `#`; a query belongs to neither. */
const cut = (written: string): readonly [string, string | undefined] => {
  const hash = written.indexOf('#')
  const before = hash < 0 ? written : written.slice(0, hash)
  const fragment = hash < 0 ? undefined : written.slice(hash + 1)
  return [before.split('?')[0] ?? '', fragment === '' ? undefined : fragment]
}

const decodedOf = (target: string): string | null => {
  try {
    return decodeURIComponent(target)
  } catch {
    return null
  }
}

/** The page that has the link, which its claim belongs to, and the target as it counts from there. */
const placeOf = ({ owner, subject, token }: Claim): Place => {
  const page = owner ?? ''
  const folder = page.split('/').slice(0, -1)
  const target = subject.startsWith('#')
    ? (page.split('/').at(-1) ?? page)
    : (decodedOf(token) ?? token)
  return { page, target, lost: resolve(target.startsWith('/') ? [] : folder, target) ?? target }
}
