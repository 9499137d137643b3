import { posix } from 'node:path'
import type { Claim } from '../../domain/claim.ts'
import { type Evidence, type Finding, isWrong } from '../../domain/finding.ts'
import { isShownByHost } from '../shown-by-host.ts'
import {
  count,
  folderOf,
  headingOf,
  isDated,
  isGone,
  isTooMuch,
  type Misreading,
  mostOf,
  pageOf,
  subjectOf,
  weighed,
} from './misreading.ts'

const placeOf = (evidence: Evidence): string =>
  evidence.in === 'code' ? `${evidence.repository} ${evidence.path}` : evidence.page

/** What once was right where a link leads shows that it is read from where it stands. */
const isNeverThere = (finding: Finding): boolean => isGone(finding) && !isDated(finding)

const evidenceOf = ({ judgement }: Finding): readonly Evidence[] =>
  'evidence' in judgement ? (judgement.evidence ?? []) : []

/** Links of one page, or of all that lie in one folder. */
export const linksOf = (placeOfPage: (page: string) => string): Misreading => ({
  reason: 'ambiguous',
  accuses: isNeverThere,
  keyOf: ({ claim: { kind, page, subject } }) =>
    kind === 'link' && !subject.startsWith('#') ? placeOfPage(page) : null,
  doubt: weighed(
    subjectOf,
    isTooMuch,
    (broken, all) =>
      `${broken} of ${all} links lead nowhere from where they stand: the pages are read from elsewhere`,
  ),
})

/** Headings of a page that is made, or that only leads on, stand nowhere in its text. */
export const headingsOfPage: Misreading = {
  reason: 'ambiguous',
  accuses: isWrong,
  keyOf: ({ claim: { kind, value, subject }, judgement }) => {
    // What is gone or moved is the page, with whatever headings it had.
    if ('since' in judgement && judgement.since !== null) return null
    const [to] = kind === 'link' && 'evidence' in judgement ? (judgement.evidence ?? []) : []
    return to === undefined || value === null || subject.startsWith('#') ? null : placeOf(to)
  },
  doubt: weighed(
    headingOf,
    mostOf(3),
    (missing, all) =>
      `${missing} of ${all} headings that pages link to there are not in its text: it may be made, or lead on`,
  ),
}

/** Generators have anchors of their own (`#label-Input`): a page most of whose own headings seem to be missing is shown by one. */
export const ownHeadings: Misreading = {
  reason: 'ambiguous',
  accuses: isGone,
  keyOf: ({ claim: { kind, page, subject } }) =>
    kind === 'link' && subject.startsWith('#') ? page : null,
  doubt: weighed(
    headingOf,
    mostOf(4),
    (missing, all) =>
      `${missing} of ${all} links to headings of the page itself lead nowhere: what shows it may name them in its own way`,
  ),
}

/** A site names its anchors in the same way on all its pages. */
export const ownHeadingsOfAll: Misreading = {
  ...ownHeadings,
  keyOf: ({ claim: { kind, subject }, repositories }) =>
    kind === 'link' && subject.startsWith('#') ? `# ${repositories.join(' ')}` : null,
  doubt: (accused, held) =>
    count(accused, pageOf) < 3
      ? null
      : weighed(
          ({ claim: { page, value } }) => `${page}#${value}`,
          isTooMuch,
          (missing, all) =>
            `${missing} of ${all} links to headings of their own page lead nowhere: what shows the pages may name them in its own way`,
        )(accused, held),
}

/** Where a link leads from the page that has it; null for a heading of its own, and for what counts from the root of a site. */
export const targetOf = ({ kind, subject, owner, token }: Claim): string | null =>
  kind === 'link' && !subject.startsWith('#') && !token.startsWith('/')
    ? posix.join(posix.dirname(owner ?? ''), subject).replace(/\/$/, '')
    : null

/** Whether what a link leads to has another name, or never had this one; a deleted page and a missing heading are plain to see. */
const isMisnamed = (finding: Finding): boolean =>
  finding.status === 'moved' || (isNeverThere(finding) && evidenceOf(finding).length === 0)

/** Whoever renames a page mends what leads to it; to what so many pages lead, they lead by the names of a site. */
export const targetOfManyPages: Misreading = {
  reason: 'ambiguous',
  accuses: isMisnamed,
  keyOf: ({ claim, repositories }) => {
    const target = isShownByHost(claim.owner ?? '') ? null : targetOf(claim)
    return target === null ? null : `${target} ${repositories.join(' ')}`
  },
  doubt(accused, held) {
    const pages = count(accused, pageOf)
    return pages < 5 || held.some(({ status }) => status === 'holds')
      ? null
      : `${pages} pages lead to it: what publishes them may know it by that name`
  },
}

/** The first two folders that a link writes, where it does not say how they lie to its page: `resources/confs` of `resources/confs/quay/a.conf`. */
export const schemeOf = ({ kind, token, owner }: Claim): string | null => {
  const [, scheme, first] = (kind === 'link' ? /^(([\w-]+)\/[\w-]+)\/./.exec(token) : null) ?? []
  // Whoever writes the folder that the page itself lies in has begun at the root.
  return scheme === undefined || owner?.startsWith(`${first}/`) ? null : scheme
}

/** What pages of several folders write alike, and what lies in none of those, is a way of the site to name what it has elsewhere. */
export const schemeOfManyFolders: Misreading = {
  reason: 'ambiguous',
  accuses: (finding) => isNeverThere(finding) && evidenceOf(finding).length === 0,
  keyOf: ({ claim, repositories }) => {
    const scheme = isShownByHost(claim.owner ?? '') ? null : schemeOf(claim)
    return scheme === null ? null : `scheme ${scheme} ${repositories.join(' ')}`
  },
  doubt(accused, held) {
    const folders = count(accused, (finding) => folderOf(pageOf(finding)))
    return folders < 3 || held.some(({ status }) => status === 'holds')
      ? null
      : `pages of ${folders} folders write it alike: what publishes them may know it by that name`
  },
}
