import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import type { Judgement } from '../../domain/finding.ts'
import type { PageIndex } from '../../domain/page-index.ts'
import {
  type Absent,
  type Check,
  type Mention,
  type Opinion,
  unknown,
  type Whole,
} from '../check.ts'
import { pathsEndingIn } from '../path-ends.ts'
import { isPlaceholder } from '../shape.ts'
import { isShownByHost } from '../shown-by-host.ts'
import { submoduleAbove } from '../submodules.ts'
import type { Token } from '../tokens.ts'
import { treeEvidence } from '../tree-evidence.ts'
import { besideTwin, introduced, landing, landingAsFolder, resolve } from './candidates.ts'
import { isDirected } from './directives.ts'
import { judgeFragment } from './fragments.ts'
import { sitesOf } from './sites.ts'

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
    const sense = frontMatter.test(page.text) ? withFrontMatter : undefined
    for (const token of tokens) {
      if (token.place !== 'link') continue
      const how = token.role === 'doc' ? ofDocument : sense
      for (const mention of linked(token, home))
        yield how === undefined ? mention : { ...mention, sense: how }
    }
  },

  judge(claim, surveys, pages): Opinion {
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
    return fromIncluders(place, surveys, pages) ?? missing(claim, place, surveys)
  },
}

/** Front matter is for a site: the page may be served elsewhere than it lies, whoever builds that. */
const withFrontMatter = 'with front matter'
const frontMatter = /^(?:---|\+\+\+)[ \t]*\r?\n/

/** Sphinx names documents without their endings, whatever dots they have: `acme.five`. */
const ofDocument = 'document'

/** What is taken into other pages may have its links count from there. */
function fromIncluders(
  { page, target }: Place,
  surveys: readonly Survey[],
  pages: PageIndex,
): Judgement | null {
  for (const survey of surveys)
    for (const other of pages.includers(survey.repository, page)) {
      const found = landing(target, other, survey)
      if (found !== null) return holds(survey, found)
    }
  for (const survey of surveys)
    for (const other of pages.shownAs(survey.repository, page)) {
      const found = landing(target, other, survey)
      if (found !== null)
        return unknown('ambiguous', `it leads to ${found} where ${other} shows the page`, found)
    }
  return null
}

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

interface Place {
  readonly page: string
  readonly target: string
  /** The path that the target has on a code host. */
  readonly lost: string
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

const file = /\.[a-z][\w]{0,9}$/i
/** Forms that a host fills in, pieces that others take in, and what programs write to be published: their links count from elsewhere. */
const movable =
  /(?:^|\/)(?:\.github\/(?!(?:readme|contributing|security|support|governance))|(?:_?includes?|_?partials?|_?layouts?|snippets?|templates?|_templates|archetypes|stubs?|scaffolds?|fragments|shared|_shared|_?gen(?:erated)?)\/|[^/]*(?:template|\.tmpl|\.tpl))/i

function missing(claim: Claim, place: Place, surveys: readonly Survey[]): Opinion {
  const survey = surveys.find(({ paths }) => paths.has(place.page)) ?? surveys[0]
  if (survey === undefined) return unknown('no-repository', 'no repository is known for this page')
  const { lost, page } = place
  if (isOfSite(claim.token, page, survey))
    return unknown('ambiguous', `the site that publishes ${page} decides what ${claim.token} is`)
  const twin = besideTwin(place.target, page, survey)
  if (twin !== null)
    return unknown(
      'ambiguous',
      `it leads to ${twin} from the page that may be made of ${page}`,
      twin,
    )
  const near = sitesOf(survey).inOtherCase(lost)
  const whole = wholeFor(claim, place, survey, near)
  const edition = editionIn(lost, survey)
  // A page that its host shows as the front of a folder is none of a site's.
  if (edition !== null && !(whole !== null && front.test(page)))
    return unknown('other-project', `${edition} is an edition that is published from elsewhere`)
  const ending = file.exec(page)?.[0] ?? '.md'
  const ends = file.test(lost) ? ['', '/'] : ['', '/', ending]
  if (ends.some((end) => survey.isIgnored(`${lost}${end}`)))
    return unknown('created-by-reader', `${lost} is ignored by git: it is made, not kept`)
  const submodule = submoduleAbove(lost, survey)
  if (submodule !== null)
    return unknown(
      'other-project',
      `${submodule} is kept in another repository, or leads elsewhere`,
    )
  const served =
    claim.sense === withFrontMatter ? landingAsFolder(place.target, page, survey) : null
  if (served !== null)
    return unknown(
      'ambiguous',
      `${claim.token} leads to ${served} on a site that serves ${page} as a folder`,
    )
  const isAlone = sitesOf(survey).isFlat ? !place.target.includes('/') : picture.test(place.target)
  const kept = isAlone ? keptElsewhere(place, survey) : null
  if (kept !== null)
    return unknown('ambiguous', `${kept} is where a site may take ${claim.token} from`, kept)
  // A site's pages may count from the root of the repository, where a folder beside holds for the same reason.
  const atRoot =
    sitesOf(survey).publishes(page) && /[^/]\/$/.test(claim.token)
      ? resolve([], place.target)
      : null
  const path =
    (file.test(lost) && claim.sense !== ofDocument) || isFolderOfFront(claim, page)
      ? lost
      : `${lost.replace(/\/$/, '')}${claim.token.endsWith('/') ? '' : ending}`
  return {
    ...absentAt(path, near),
    whole,
    ...(atRoot === null || atRoot === lost ? {} : { instead: absentAt(atRoot, near) }),
  }
}

const absentAt = (path: string, near: string | null): Absent => ({
  status: 'absent',
  lost: { kind: 'file-path', path },
  whole: null,
  distinctive: true,
  stillStands: 0,
  near,
  otherwise: null,
})

/** A picture by its name alone: sites have folders of pictures, which their pages need not name. */
const picture = /^[^/]+\.(?:png|svg|jpe?g|gif|webp|avif|ico)$/i

function keptElsewhere({ page, target }: Place, survey: Survey): string | null {
  const [top = ''] = page.split('/')
  return pathsEndingIn(target, survey).find((path) => path.startsWith(`${top}/`)) ?? null
}

/** Rewrites and routes of a site decide where an address from its root leads; a code host knows only files by such. */
const isOfSite = (token: string, page: string, survey: Survey): boolean =>
  token.startsWith('/') &&
  (sitesOf(survey).publishes(page) || (!file.test(token) && page.includes('/')))

/** What a page of the host leads to without an ending is a folder. */
const isFolderOfFront = ({ token }: Claim, page: string): boolean =>
  isShownByHost(page) && /[^/]\/[^/]/.test(token)

const front = /(?:^|\/)readme\.\w+$|^[^/]+$/i

const editions =
  /^(?:v?\d+(?:\.\d+){1,3}(?:\.x)?|v\d+|latest|stable|dev|next|nightly|current|edge)$/i

/** `../3.2.1/guide.md`: sites keep what was written for each version side by side, where this repository has one. */
function editionIn(lost: string, { paths }: Survey): string | null {
  const parts = lost.split('/')
  const at = parts.slice(0, -1).findIndex((part) => editions.test(part))
  const edition = at < 0 ? null : parts.slice(0, at + 1).join('/')
  return edition === null || paths.has(edition) ? null : edition
}

/** `harbourrpc.Berth.Release`: a label that a site makes of code; no file ends so. */
const label = /^[a-z]\w*(?:\.[A-Z][a-z]\w+){2,5}$/

/** What is kept for tools in folders of theirs is often put together to a page at the root. */
const ofTools = /^\.(?!git(?:hub|lab)\/)[^/]+\/(?!(?:.*\/)?readme\.)/i

/** A page that the code host itself shows has no links but to what is tracked; a published package leaves files out. */
function wholeFor(
  claim: Claim,
  { page, target, lost }: Place,
  survey: Survey,
  near: string | null,
): Whole | null {
  const isFile = file.test(claim.token)
    ? !/\.html?$/i.test(claim.token)
    : isShownByHost(page) && /[^/]\/$/.test(claim.token)
  if (!isFile || label.test(claim.token)) return null
  if (claim.token.startsWith('/') || movable.test(page)) return null
  if (ofTools.test(page) && survey.paths.has(resolve([], target) ?? '')) return null
  if (survey.version !== null) return null
  if (!/\.(?:md|markdown)$/i.test(page) || sitesOf(survey).publishes(page)) return null
  return {
    because: `the code host resolves ${claim.token} to ${lost}, which is not there${near ? `; ${near} is` : ''}`,
    evidence: [],
    isOurs: true,
  }
}
