import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import { type Absent, type Opinion, unknown, type Whole } from '../check.ts'
import { pathsEndingIn } from '../path-ends.ts'
import { isShownByHost } from '../shown-by-host.ts'
import { submoduleAbove } from '../submodules.ts'
import { besideTwin, landingAsFolder, resolve } from './candidates.ts'
import { ofDocument, ofSite, withFrontMatter } from './senses.ts'
import { sitesOf } from './sites.ts'

/** What a link names, as it counts from its page. */
export interface Place {
  readonly page: string
  readonly target: string
  /** The path that the target has on a code host. */
  readonly lost: string
}

const file = /\.[a-z][\w]{0,9}$/i
/** Forms that a host fills in, pieces that others take in, and what programs write to be published: their links count from elsewhere. */
const movable =
  /(?:^|\/)(?:\.github\/(?!(?:readme|contributing|security|support|governance))|(?:_?includes?|_?partials?|_?layouts?|snippets?|templates?|_templates|archetypes|stubs?|scaffolds?|fragments|shared|_shared|_?gen(?:erated)?)\/|[^/]*(?:template|\.tmpl|\.tpl))/i

/** What is to be said of a link to which nothing stands: whether it must, and where it may have stood. */
export function missing(claim: Claim, place: Place, surveys: readonly Survey[]): Opinion {
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
    claim.sense === withFrontMatter || claim.sense === ofSite
      ? landingAsFolder(place.target, page, survey)
      : null
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
  if (survey.version !== null || (claim.sense === ofSite && !front.test(page))) return null
  if (!/\.(?:md|markdown)$/i.test(page) || sitesOf(survey).publishes(page)) return null
  return {
    because: `the code host resolves ${claim.token} to ${lost}, which is not there${near ? `; ${near} is` : ''}`,
    evidence: [],
    isOurs: true,
  }
}
